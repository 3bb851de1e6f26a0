import { Button } from '@mantine/core'
import { ProblemNotice } from '@parley/ui/problem'
import type { Pages } from '@parley/ui/query'
import { ListSkeleton } from '@parley/ui/skeletons'
import type { ReactNode } from 'react'
import classes from './paged.module.css'

/** A list that is read page by page, in each of its states: loading, broken, empty, more to come. */
export function Paged<Row>(props: {
  pages: Pages<Row>
  /** How many lines stand in for it while it loads. */
  waiting?: number
  empty: ReactNode
  /** Where it can be searched: says how many are shown, and whether that is all. */
  counted?: boolean
  children: (rows: Row[]) => ReactNode
}) {
  const { pages } = props
  const rows = pages.items
  if (pages.error && !rows) return <ProblemNotice error={pages.error} onRetry={() => pages.refetch()} />
  if (!rows) return <ListSkeleton rows={props.waiting ?? 6} />
  return (
    <>
      {rows.length === 0 ? (
        props.empty
      ) : (
        <div aria-busy={pages.isPlaceholderData} className={classes.rows}>
          {props.children(rows)}
        </div>
      )}
      <div className={classes.more}>
        <span role="status">
          {props.counted && rows.length > 0 && `${rows.length} shown${pages.hasNextPage ? '' : ', that’s all'}`}
        </span>
        {pages.hasNextPage && (
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
            Show more
          </Button>
        )}
      </div>
    </>
  )
}
