import { Button } from '@mantine/core'
import type { WebhookAttempt, WebhookEndpoint } from '@parley/contract/webhooks'
import { AbilityButton } from '../ability-button.tsx'
import { formatInstant } from '../date.tsx'
import { Dialog } from '../dialog.tsx'
import { ProblemNotice } from '../problem.tsx'
import { useCall, useSend } from '../query.tsx'
import { ListSkeleton } from '../skeletons.tsx'
import type { WebhookWays } from './ways.ts'
import classes from './webhooks.module.css'
import { aboutOf, DeliveryBadge, NextTry, topicTitle } from './words.tsx'

/** One delivery: what was sent, each attempt, and the way to send it again. */
export function DeliveryDetail(props: {
  ways: WebhookWays
  endpoint: WebhookEndpoint
  deliveryId: string | undefined
  now: string
  onClose: () => void
  onChanged: () => void
}) {
  const { ways, endpoint, deliveryId = '', now } = props
  const params = { id: endpoint.id, deliveryId }
  const found = useCall(ways.delivery, { params }, { enabled: deliveryId !== '', staleMs: 0 })
  const again = useSend(ways.replay, {
    onDone: () => {
      void found.refetch()
      props.onChanged()
    },
  })
  const data = found.data?.data
  const title = data
    ? [topicTitle(data.delivery.topic), aboutOf(data.delivery)].filter(Boolean).join(': ')
    : 'A delivery'
  return (
    <Dialog title={title} open={deliveryId !== ''} onClose={props.onClose}>
      {found.error && <ProblemNotice error={found.error} onRetry={() => found.refetch()} />}
      {!data && !found.error && <ListSkeleton rows={3} />}
      {data && (
        <>
          <p className={classes.tools}>
            <DeliveryBadge state={data.delivery.state} />
            {data.delivery.nextTryAt && (
              <span>
                Next attempt: <NextTry at={data.delivery.nextTryAt} now={now} status={endpoint.status} />
              </span>
            )}
          </p>
          <h3>What was tried</h3>
          {data.attempts.length === 0 ? (
            <p className={classes.dim}>Nothing yet.</p>
          ) : (
            <ol className={classes.attempts}>
              {data.attempts.map((attempt, index) => (
                <Attempt key={attempt.at + String(index)} {...attempt} />
              ))}
            </ol>
          )}
          <h3>What is sent</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reachable by keyboard */}
          <pre className={classes.code} tabIndex={0}>
            {pretty(data.payload)}
          </pre>
        </>
      )}
      {again.error && <ProblemNotice error={again.error} focus />}
      <div className={classes.buttons}>
        <AbilityButton
          ability={endpoint.can.replay}
          variant="default"
          loading={again.isPending}
          onClick={() => again.mutate({ params })}
        >
          {data?.delivery.state === 'waiting' ? 'Try it now' : 'Send it again'}
        </AbilityButton>
        <Button onClick={props.onClose}>Close</Button>
      </div>
    </Dialog>
  )
}

function Attempt({ at, tookMs, error, status, headers }: WebhookAttempt) {
  return (
    <li>
      <span>{error ?? `Taken, with ${status}.`}</span>
      <span className={`${classes.dim} tabular`}>
        {formatInstant(at)}, {tookMs.toLocaleString('en')} ms
      </span>
      {headers && (
        <details>
          <summary>Show the headers</summary>
          <pre className={classes.code}>
            {Object.entries(headers)
              .map(([name, value]) => `${name}: ${value}`)
              .join('\n')}
          </pre>
        </details>
      )}
    </li>
  )
}

const pretty = (payload: string) => JSON.stringify(JSON.parse(payload), null, 2)
