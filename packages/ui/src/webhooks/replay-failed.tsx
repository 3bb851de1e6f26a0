import { Button } from '@mantine/core'
import type { WebhookEndpoint } from '@parley/contract/webhooks'
import { useState } from 'react'
import { AbilityButton } from '../ability-button.tsx'
import { Dialog } from '../dialog.tsx'
import { ChoiceField } from '../fields.tsx'
import { ProblemNotice } from '../problem.tsx'
import { useSend } from '../query.tsx'
import type { WebhookWays } from './ways.ts'
import classes from './webhooks.module.css'

const spans = { day: 1, week: 7, all: 31 } as const
type Span = keyof typeof spans

/** Sends again whatever was given up lately: after a receiver was mended. */
export function ReplayFailed(props: {
  ways: WebhookWays
  endpoint: WebhookEndpoint
  now: string
  open: boolean
  onClose: () => void
  onChanged: () => void
}) {
  const [span, setSpan] = useState<Span>('all')
  const send = useSend(props.ways.replayFailed, {
    onDone: () => {
      props.onChanged()
      props.onClose()
    },
  })
  const since = new Date(Date.parse(props.now) - spans[span] * 86_400_000).toISOString()
  return (
    <Dialog title="Send again what was given up?" open={props.open} onClose={props.onClose}>
      <p>Each event is sent with the webhook-id that it had, so that your system knows what it has taken already.</p>
      <ChoiceField<Span>
        label="Given up"
        name="replay-since"
        value={span}
        onChange={(chosen) => setSpan(chosen ?? 'all')}
        options={[
          { value: 'day', label: 'In the last 24 hours' },
          { value: 'week', label: 'In the last 7 days' },
          { value: 'all', label: 'Ever, as far as it’s kept' },
        ]}
      />
      {send.error && <ProblemNotice error={send.error} focus />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={props.onClose}>
          Leave it
        </Button>
        <AbilityButton
          ability={props.endpoint.can.replay}
          loading={send.isPending}
          onClick={() => send.mutate({ params: { id: props.endpoint.id }, body: { since } })}
        >
          Send them again
        </AbilityButton>
      </div>
    </Dialog>
  )
}
