import { Button, NativeSelect } from '@mantine/core'
import { call } from '@parley/contract/client'
import { deliveryStates, type WebhookDelivery, type WebhookEndpoint } from '@parley/contract/webhooks'
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { AbilityButton } from '../ability-button.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { When } from '../date.tsx'
import { Empty } from '../empty.tsx'
import { ProblemNotice } from '../problem.tsx'
import { ListSkeleton } from '../skeletons.tsx'
import { DeliveryDetail } from './delivery-detail.tsx'
import { ReplayFailed } from './replay-failed.tsx'
import type { WebhookSearch, WebhookWays } from './ways.ts'
import classes from './webhooks.module.css'
import { aboutOf, DeliveryBadge, NextTry, topicTitle } from './words.tsx'

type Props = {
  ways: WebhookWays
  endpoint: WebhookEndpoint
  now: string
  search: WebhookSearch
  onSearch: (change: WebhookSearch) => void
}

const lookAgainMs = 3000

function useDeliveries(ways: WebhookWays, id: string, state: WebhookSearch['state']) {
  const query = state ? { state } : {}
  return useInfiniteQuery({
    queryKey: [ways.deliveries.id, id, query],
    queryFn: async ({ pageParam, signal }) =>
      (
        await call(ways.deliveries, {
          params: { id },
          query: { ...query, limit: 30, ...(pageParam ? { cursor: pageParam } : {}) },
          signal,
        })
      ).data,
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some((each) => each.state === 'waiting')) ? lookAgainMs : false,
  })
}

/** What was sent to one webhook, or is on its way; looked at again while something is. */
export function Deliveries(props: Props) {
  const { ways, endpoint, search, onSearch } = props
  const client = useQueryClient()
  const [replaying, setReplaying] = useState(false)
  const pages = useDeliveries(ways, endpoint.id, search.state)
  const rows = pages.data?.pages.flatMap(({ items }) => items)
  const before = useRef(0)
  const waiting = rows?.filter(({ state }) => state === 'waiting').length ?? 0
  // What was on its way has arrived or failed: how the webhook stands may have changed with it.
  useEffect(() => {
    if (waiting < before.current)
      for (const route of [ways.get, ways.list]) void client.invalidateQueries({ queryKey: [route.id] })
    before.current = waiting
  }, [waiting, client, ways])
  const refresh = () => {
    for (const route of [ways.deliveries, ways.get, ways.list]) void client.invalidateQueries({ queryKey: [route.id] })
  }
  return (
    <section className={classes.section} aria-label="Deliveries">
      <header>
        <h2>Deliveries</h2>
        <div className={classes.tools}>
          <NativeSelect
            label="Show"
            value={search.state ?? ''}
            data={[
              { value: '', label: 'All of them' },
              ...Object.entries(deliveryStates).map(([value, label]) => ({ value, label })),
            ]}
            onChange={(event) =>
              onSearch({ state: (event.currentTarget.value || undefined) as WebhookSearch['state'] })
            }
          />
          {endpoint.failedCount > 0 && (
            <AbilityButton variant="default" onClick={() => setReplaying(true)}>
              Send again what was given up
            </AbilityButton>
          )}
        </div>
      </header>
      {pages.error && <ProblemNotice error={pages.error} onRetry={() => pages.refetch()} />}
      {!rows && !pages.error && <ListSkeleton rows={5} rowHeight={44} />}
      {rows?.length === 0 && (
        <Empty
          title={search.state ? 'None like that' : 'Nothing was sent yet'}
          text={
            search.state
              ? 'Show all of them instead.'
              : 'Each event stands here for 30 days, with every attempt. Send a test to see one.'
          }
        />
      )}
      {rows && rows.length > 0 && <Table {...props} rows={rows} />}
      {pages.hasNextPage && (
        <div className={classes.buttons}>
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      <DeliveryDetail
        {...props}
        deliveryId={search.delivery}
        onClose={() => onSearch({ delivery: undefined })}
        onChanged={refresh}
      />
      <ReplayFailed {...props} open={replaying} onClose={() => setReplaying(false)} onChanged={refresh} />
    </section>
  )
}

function Table({ rows, now, endpoint, search, onSearch }: Props & { rows: WebhookDelivery[] }) {
  const columns: Column<WebhookDelivery>[] = [
    {
      key: 'event',
      title: 'Event',
      render: ({ topic, about }) => (
        <span className={classes.two}>
          {topicTitle(topic)}
          <small>{aboutOf({ topic, about })}</small>
        </span>
      ),
    },
    { key: 'state', title: 'How it went', render: ({ state }) => <DeliveryBadge state={state} /> },
    {
      key: 'last',
      title: 'Last answer',
      render: ({ lastError, lastStatus }) => lastError ?? (lastStatus === null ? null : `Taken, with ${lastStatus}.`),
    },
    { key: 'tries', title: 'Attempts', align: 'end', render: ({ attempts }) => attempts },
    {
      key: 'next',
      title: 'Next attempt',
      render: ({ nextTryAt }) => nextTryAt && <NextTry at={nextTryAt} now={now} status={endpoint.status} />,
    },
    { key: 'when', title: 'When', render: ({ createdAt }) => <When at={createdAt} now={now} /> },
  ]
  return (
    <DataTable
      caption="Deliveries, newest first"
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      selectedKey={search.delivery}
      onRow={({ id }) => onSearch({ delivery: id })}
    />
  )
}
