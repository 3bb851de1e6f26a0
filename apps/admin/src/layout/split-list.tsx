import type { ViewList } from '@parley/contract/saved-views'
import type { Column } from '@parley/ui/data-table'
import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import type { Pages } from '@parley/ui/query'
import type { LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Filters } from './filters.tsx'
import { OpenAsPage, PagedTable } from './list-page.tsx'
import type { ListState } from './list-state.ts'
import { SavedViews } from './saved-views.tsx'
import { Split } from './split.tsx'

type Words = { title: string; text: ReactNode; action?: ReactNode }

/** A list read page by page under its filters, with the open record beside it. */
export function SplitList<Row extends { id: string }, Search>(props: {
  title: string
  lead?: ReactNode
  actions?: ReactNode
  caption: string
  pages: Pages<Row>
  columns: Column<Row>[]
  /** The columns that stay while a record is open. */
  compact: string[]
  list: ListState<Search>
  filters: ReactNode
  /** Under which its views are kept; none are where it's left out. */
  views?: ViewList
  /** What the panel is called, what stands in it, and its page. */
  panelLabel: string
  panel: (id: string) => ReactNode
  page: NonNullable<LinkProps['to']>
  empty: (isFiltered: boolean) => Words
}) {
  const { list, compact, columns } = props
  const { open } = list
  return (
    <Split
      label={props.panelLabel}
      panel={open ? props.panel(open) : null}
      bar={open && <OpenAsPage to={props.page} params={{ id: open }} />}
      onClose={() => list.setOpen(undefined)}
    >
      <Page title={props.title} lead={props.lead} actions={props.actions}>
        <Filters
          set={list.isFiltered}
          onClear={list.clear}
          views={props.views && <SavedViews list={props.views} search={list.filters} onOpen={list.show} />}
        >
          {props.filters}
        </Filters>
        <PagedTable
          caption={props.caption}
          pages={props.pages}
          columns={open ? columns.filter(({ key }) => compact.includes(key)) : columns}
          rowKey={({ id }) => id}
          selected={list.current}
          onOpen={list.setOpen}
          empty={<Empty {...props.empty(list.isFiltered)} />}
        />
      </Page>
    </Split>
  )
}
