import { Button, Group } from '@mantine/core'
import { ProblemNotice } from '@parley/ui/problem'
import type { Pages } from '@parley/ui/query'
import { ListSkeleton } from '@parley/ui/skeletons'
import type { ReactNode } from 'react'
import classes from './paged-cards.module.css'

/** A list read page by page whose records are too rich for the row of a table. */
export function PagedCards<Item extends { id: string }>(props: {
  label: string
  pages: Pages<Item>
  card: (item: Item) => ReactNode
  empty: ReactNode
}) {
  const { pages } = props
  if (pages.error && !pages.items) return <ProblemNotice error={pages.error} onRetry={() => pages.refetch()} />
  if (!pages.items) return <ListSkeleton rows={4} rowHeight={120} />
  if (pages.items.length === 0) return props.empty
  return (
    <>
      <ul className={classes.cards} aria-label={props.label}>
        {pages.items.map((item) => (
          <li key={item.id}>{props.card(item)}</li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <Group justify="center">
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
            Load more
          </Button>
        </Group>
      )}
    </>
  )
}
