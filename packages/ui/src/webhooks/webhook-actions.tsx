import { Button } from '@mantine/core'
import type { ChangeWebhook, WebhookEndpoint } from '@parley/contract/webhooks'
import { useState } from 'react'
import { AbilityButton } from '../ability-button.tsx'
import { Dialog, HeldOpen } from '../dialog.tsx'
import { ProblemNotice } from '../problem.tsx'
import { useSend } from '../query.tsx'
import { TheSecret } from './the-secret.tsx'
import type { WebhookSearch, WebhookWays } from './ways.ts'
import { WebhookForm } from './webhook-form.tsx'
import classes from './webhooks.module.css'
import { hostOf } from './words.tsx'

type Props = {
  ways: WebhookWays
  endpoint: WebhookEndpoint
  etag: string | null
  onSearch: (change: WebhookSearch) => void
  onChanged: () => void
  onGone: () => void
}
type Asking = 'change' | 'rotate' | 'remove' | null

/** Test, pause, change, renew the secret, delete. */
export function WebhookActions(props: Props) {
  const { ways, endpoint, onChanged } = props
  const [asking, setAsking] = useState<Asking>(null)
  const test = useSend(ways.test, {
    onDone: ({ data }) => {
      onChanged()
      props.onSearch({ state: undefined, delivery: data.id })
    },
  })
  const toggle = useSend(ways.change, { onDone: onChanged })
  const close = () => setAsking(null)
  const params = { id: endpoint.id }
  const isActive = endpoint.status === 'active'
  const turn = () => toggle.mutate(changeTo(props, { status: isActive ? 'paused' : 'active' }))
  const problem = test.error ?? toggle.error
  return (
    <>
      <div className={classes.tools}>
        <AbilityButton ability={endpoint.can.test} loading={test.isPending} onClick={() => test.mutate({ params })}>
          Send a test
        </AbilityButton>
        <AbilityButton variant="default" loading={toggle.isPending} onClick={turn}>
          {isActive ? 'Pause it' : endpoint.status === 'paused' ? 'Let it go on' : 'Turn it on again'}
        </AbilityButton>
        <AbilityButton variant="default" onClick={() => setAsking('change')}>
          Change it
        </AbilityButton>
        <AbilityButton variant="default" onClick={() => setAsking('rotate')}>
          Renew the secret
        </AbilityButton>
        <AbilityButton variant="default" color="red" onClick={() => setAsking('remove')}>
          Delete it
        </AbilityButton>
      </div>
      {problem && <ProblemNotice error={problem} onRetry={onChanged} retryLabel="Load it again" focus />}
      <Change {...props} open={asking === 'change'} onClose={close} />
      <Rotate {...props} open={asking === 'rotate'} onClose={close} />
      <Remove {...props} open={asking === 'remove'} onClose={close} />
    </>
  )
}

/** A change is sent whole: what isn't touched goes along as it was. */
function changeTo({ endpoint, etag }: Props, change: Partial<ChangeWebhook>) {
  const { id, url, description, topics, status } = endpoint
  const body = {
    url,
    description,
    topics,
    status: status === 'active' ? ('active' as const) : ('paused' as const),
    ...change,
  }
  return { params: { id }, body, ...(etag ? { ifMatch: etag } : {}) }
}

type DialogProps = Props & { open: boolean; onClose: () => void }

function Change(props: DialogProps) {
  const { ways, endpoint, open, onClose } = props
  const send = useSend(ways.change, {
    onDone: () => {
      props.onChanged()
      onClose()
    },
  })
  return (
    <Dialog title="What changes?" open={open} onClose={onClose}>
      <WebhookForm
        values={endpoint}
        verb="Save the change"
        pending={send.isPending}
        error={send.error}
        onClose={onClose}
        onSave={(values) => send.mutate(changeTo(props, values))}
      />
    </Dialog>
  )
}

function Rotate({ ways, endpoint, open, onClose, onChanged }: DialogProps) {
  const send = useSend(ways.rotate, { onDone: onChanged })
  const made = send.data?.data
  const close = () => {
    onClose()
    send.reset()
  }
  return (
    <Dialog title={made ? 'Keep this secret' : 'Renew the secret?'} open={open} onClose={close}>
      {send.isPending && <HeldOpen />}
      {made ? (
        <TheSecret secret={made.secret} until={made.endpoint.previousSecretUntil} />
      ) : (
        <p>
          You get a new one, once. For 24 hours events are signed with both, so that nothing is lost while you change
          over. A secret that was still signing along from an earlier renewal ends at once.
        </p>
      )}
      {send.error && <ProblemNotice error={send.error} focus />}
      <div className={classes.buttons}>
        {made ? (
          <Button onClick={close}>I have it</Button>
        ) : (
          <>
            <Button variant="default" disabled={send.isPending} onClick={close}>
              Leave it
            </Button>
            <Button loading={send.isPending} onClick={() => send.mutate({ params: { id: endpoint.id } })}>
              Renew it
            </Button>
          </>
        )}
      </div>
    </Dialog>
  )
}

function Remove({ ways, endpoint, open, onClose, onGone }: DialogProps) {
  const send = useSend(ways.remove, { onDone: onGone })
  return (
    <Dialog title={`Delete the webhook to ${hostOf(endpoint.url)}?`} open={open} onClose={onClose}>
      <p>Nothing more is sent to it, and its deliveries are gone. To stop for a while, pause it instead.</p>
      {send.error && <ProblemNotice error={send.error} focus />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          Keep it
        </Button>
        <Button color="red" loading={send.isPending} onClick={() => send.mutate({ params: { id: endpoint.id } })}>
          Delete it
        </Button>
      </div>
    </Dialog>
  )
}
