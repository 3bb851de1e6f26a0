import type { WebhookEndpoint } from '@parley/contract/webhooks'
import { useQueryClient } from '@tanstack/react-query'
import { When } from '../date.tsx'
import { shown } from '../name.tsx'
import { Page } from '../page.tsx'
import { ProblemNotice } from '../problem.tsx'
import { useCall } from '../query.tsx'
import { CardSkeleton, ListSkeleton } from '../skeletons.tsx'
import { Deliveries } from './deliveries.tsx'
import type { WebhookSearch, WebhookWays } from './ways.ts'
import { WebhookActions } from './webhook-actions.tsx'
import classes from './webhooks.module.css'
import { hostOf, topicTitle, WebhookBadge } from './words.tsx'

/** One webhook: how it stands, what can be done, and every delivery. */
export function WebhookView(props: {
  ways: WebhookWays
  id: string
  now: string
  search: WebhookSearch
  onSearch: (change: WebhookSearch) => void
  /** After it was deleted. */
  onGone: () => void
}) {
  const { ways, id, now } = props
  const client = useQueryClient()
  const found = useCall(ways.get, { params: { id } })
  if (!found.data)
    return found.error ? (
      <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
    ) : (
      <>
        <CardSkeleton height={140} />
        <ListSkeleton rows={5} rowHeight={44} />
      </>
    )
  const { data: endpoint, etag } = found.data
  const refresh = () => {
    for (const route of [ways.get, ways.list, ways.deliveries]) void client.invalidateQueries({ queryKey: [route.id] })
  }
  return (
    <Page
      title={`Does ${hostOf(endpoint.url)} get everything?`}
      {...(endpoint.description ? { lead: shown(endpoint.description) } : {})}
    >
      <div className={classes.stack}>
        <div className={classes.state}>
          <p className={classes.tools}>
            <WebhookBadge {...endpoint} />
            <Standing endpoint={endpoint} now={now} />
          </p>
          <p>
            <code>{endpoint.url}</code>
          </p>
          <p className={classes.dim}>{endpoint.topics.map(topicTitle).join(' · ')}</p>
          <WebhookActions {...props} endpoint={endpoint} etag={etag} onChanged={refresh} />
        </div>
        <Deliveries {...props} endpoint={endpoint} />
      </div>
    </Page>
  )
}

function Standing({ endpoint, now }: { endpoint: WebhookEndpoint; now: string }) {
  const { pausedWhy, failingSince, lastSuccessAt } = endpoint
  if (pausedWhy) return <span>{pausedWhy}</span>
  if (failingSince)
    return (
      <span>
        No event was taken since <When at={failingSince} now={now} />. After 5 days we stop trying.
      </span>
    )
  if (lastSuccessAt)
    return (
      <span>
        It took the last event <When at={lastSuccessAt} now={now} />.
      </span>
    )
  return <span>It waits for its first event. Send a test to see whether it arrives.</span>
}
