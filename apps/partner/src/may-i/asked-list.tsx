import { Button } from '@mantine/core'
import { call } from '@parley/contract/client'
import type { EngagementSummary } from '@parley/contract/engagements'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { When } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { SelectField } from '@parley/ui/fields'
import { AskedBadges, ConsentClock } from '@parley/ui/may-i/answer'
import classes from '@parley/ui/may-i/may-i.module.css'
import { Name } from '@parley/ui/name'
import { ProblemNotice } from '@parley/ui/problem'
import { useCall } from '@parley/ui/query'
import { ListSkeleton } from '@parley/ui/skeletons'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useNow } from '../api.ts'
import { paths } from '../paths.ts'

/** The inbox: what waits for this partner's word, the shortest time first. */
export function Asked() {
  const now = useNow()
  const found = useCall(partnerEngagements.list, { query: { show: 'waiting' } })
  const items = found.data?.data.items.toSorted((one, other) =>
    (one.consent?.dueAt ?? '9').localeCompare(other.consent?.dueAt ?? '9'),
  )
  if (!items || items.length === 0) return null
  return (
    <section className={`${classes.panel} ${classes.needed}`} data-tone="needsYou" aria-label="Waits for your consent">
      <h2>Waits for your consent</h2>
      <ul className={classes.list}>
        {items.map((item) => (
          <li key={item.id} className={classes.item}>
            <Link to={paths.asked} params={{ id: item.id }}>
              <Name>{item.accountName}</Name>
            </Link>
            <span>
              {item.askedByName} wants to {item.verbWords}, for {item.productFamily.name}.
            </span>
            <ConsentClock consent={item.consent!} now={now} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type Show = 'mine' | 'told' | undefined

export function AskedList({ show, onShow }: { show: Show; onShow: (show: Show) => void }) {
  const now = useNow()
  const list = useInfiniteQuery({
    queryKey: [partnerEngagements.list.id, 'pages', show ?? 'all'],
    queryFn: async ({ pageParam, signal }) =>
      (
        await call(partnerEngagements.list, {
          query: { show: show ?? 'all', limit: 20, ...(pageParam ? { cursor: pageParam } : {}) },
          signal,
        })
      ).data,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  })
  const rows = list.data?.pages.flatMap(({ items }) => items)
  return (
    <section className={classes.answer} aria-label="What was asked lately">
      <h2>What was asked lately</h2>
      <SelectField
        label="Show"
        name="show"
        nothing="All questions"
        options={[
          { value: 'mine', label: 'What we asked' },
          { value: 'told', label: 'What we were told of' },
        ]}
        value={show ?? ''}
        onChange={(next) => onShow(next === '' ? undefined : (next as Show))}
      />
      {list.isPending && <ListSkeleton rows={4} />}
      {list.isError && <ProblemNotice error={list.error} onRetry={() => list.refetch()} />}
      {rows?.length === 0 && (
        <Empty
          title="Nothing was asked yet"
          text="What your company asks stands here with its answers, and so does what the vendor’s people ask about customers that you lead."
        />
      )}
      {rows && rows.length > 0 && (
        <ul className={classes.list}>
          {rows.map((row) => (
            <Row key={row.id} row={row} now={now} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </section>
  )
}

function Row({ row, now }: { row: EngagementSummary; now: string }) {
  return (
    <li className={classes.item}>
      <Link to={paths.asked} params={{ id: row.id }}>
        <Name>{row.accountName}</Name>
      </Link>
      <AskedBadges asked={row} now={now} />
      <span className={classes.dim}>
        {row.askedByName}, <When at={row.askedAt} now={now} />: {row.verbWords}, for {row.productFamily.name}
      </span>
    </li>
  )
}
