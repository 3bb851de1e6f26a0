import { Button, Group } from '@mantine/core'
import { type AccountEventKind, type AccountTimeline, accountEventKinds } from '@parley/contract/account-timeline'
import { useInfiniteQuery } from '@tanstack/react-query'
import { AccountEvents, type LinkTo } from './account-events.tsx'
import classes from './account-timeline.module.css'
import { Empty } from './empty.tsx'
import { SelectField } from './fields.tsx'
import { ProblemNotice } from './problem.tsx'
import { ListSkeleton } from './skeletons.tsx'

type Page = { cursor?: string; kind?: AccountEventKind; limit: number }
type Reads = (query: Page, signal: AbortSignal) => Promise<AccountTimeline>

/** An account's whole timeline, page by page, of one kind or all. `id` and `reads` say whose edition of which account. */
export function AccountTimelineList(props: {
  id: string
  reads: Reads
  kind: AccountEventKind | undefined
  onKind: (kind: AccountEventKind | undefined) => void
  now: string
  link: LinkTo
  empty: string
}) {
  const { id, reads, kind, onKind, now, link } = props
  const pages = useInfiniteQuery({
    queryKey: ['account timeline', id, kind ?? null],
    queryFn: ({ pageParam, signal }) =>
      reads({ limit: 50, ...(kind ? { kind } : {}), ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const items = pages.data?.pages.flatMap((page) => page.items)
  const kinds = pages.data?.pages[0]?.kinds ?? []
  return (
    <div className={classes.timeline}>
      <SelectField
        label="Show"
        name="kind"
        nothing="Everything"
        options={(Object.keys(accountEventKinds) as AccountEventKind[])
          .filter((each) => kinds.includes(each) || each === kind)
          .map((value) => ({ value, label: accountEventKinds[value] }))}
        value={kind ?? ''}
        onChange={(next) => onKind(next === '' ? undefined : (next as AccountEventKind))}
      />
      {pages.isPending && <ListSkeleton rows={8} rowHeight={44} />}
      {pages.isError && !items && <ProblemNotice error={pages.error} onRetry={() => pages.refetch()} />}
      {items?.length === 0 && (
        <Empty
          title={kind ? 'Nothing of that kind' : 'Nothing happened yet'}
          text={kind ? 'Show everything, or another kind.' : props.empty}
        />
      )}
      {items && items.length > 0 && <AccountEvents items={items} now={now} link={link} />}
      {pages.hasNextPage && (
        <Group justify="center">
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
            Show more
          </Button>
        </Group>
      )}
    </div>
  )
}
