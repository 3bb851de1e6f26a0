import { Button, Group } from '@mantine/core'
import type { Column } from '@parley/ui/data-table'
import { ProblemNotice } from '@parley/ui/problem'
import type { Pages } from '@parley/ui/query'
import { ListSkeleton } from '@parley/ui/skeletons'
import type { LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { DenseTable } from './dense-table.tsx'
import { TextLink } from './link.tsx'

/** A table that is read page by page, in each of its states: loading, broken, empty, more to come. */
export function PagedTable<Row>(props: {
  caption: string
  pages: Pages<Row>
  columns: Column<Row>[]
  rowKey: (row: Row) => string
  selected: string | undefined
  onOpen?: (id: string) => void
  empty: ReactNode
}) {
  const { pages, onOpen } = props
  if (pages.error && !pages.items) return <ProblemNotice error={pages.error} onRetry={() => pages.refetch()} />
  if (!pages.items) return <ListSkeleton rows={8} rowHeight={40} />
  if (pages.items.length === 0) return props.empty
  return (
    <>
      <DenseTable
        caption={props.caption}
        columns={props.columns}
        rows={pages.items}
        rowKey={props.rowKey}
        selectedKey={props.selected}
        {...(onOpen ? { onRow: (row: Row) => onOpen(props.rowKey(row)) } : {})}
      />
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

/** In a panel's bar: the same record with the whole screen to itself. */
export function OpenAsPage(props: LinkProps) {
  return <TextLink {...props}>Open as a page</TextLink>
}
