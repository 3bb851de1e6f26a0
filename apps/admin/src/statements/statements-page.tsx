import { staffStatements } from '@parley/contract/routes/statements'
import type { StatementSummary } from '@parley/contract/statements'
import type { Column } from '@parley/ui/data-table'
import { Day } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Money } from '@parley/ui/money'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import { getRouteApi } from '@tanstack/react-router'
import { useCall, usePages } from '../api.ts'
import { Filters, SelectFilter } from '../layout/filters.tsx'
import { ButtonLink, TextLink } from '../layout/link.tsx'
import { usePageKeys } from '../layout/list-keys.ts'
import { PagedTable } from '../layout/list-page.tsx'
import { Sheet } from '../layout/split.tsx'
import { monthName } from './month-name.ts'
import { Months } from './months.tsx'

const route = getRouteApi('/console/statements')

/** What is owed to whom: months, open and closed, and the statements that they made. */
export function StatementsPage() {
  const { month } = route.useSearch()
  const navigate = route.useNavigate()
  const months = useCall(staffStatements.months)
  const pages = usePages(staffStatements.list, month ? { month } : {})
  const disputes = useCall(staffStatements.disputes).data?.data.items.length ?? 0
  const items = months.data?.data.items
  const current = usePageKeys(pages.items, (id) => navigate({ to: '/statements/$id', params: { id } }))
  return (
    <Sheet>
      <Page
        title="What do we owe, and to whom?"
        lead="A month that is closed makes a statement for each partner. What is corrected later comes in a later month."
        actions={
          disputes > 0 && (
            <ButtonLink to="/disputes" variant="default" size="xs">
              {disputes === 1 ? '1 dispute waits' : `${disputes} disputes wait`}
            </ButtonLink>
          )
        }
      >
        {months.error && !items ? <ProblemNotice error={months.error} onRetry={months.refetch} /> : null}
        {months.isPending && <ListSkeleton rows={3} rowHeight={40} />}
        {items && items.length === 0 && (
          <Empty
            title="Nothing was booked yet"
            text="A month stands here as soon as a deal is won and a partner earns on it."
          />
        )}
        {items && items.length > 0 && <Months months={items} />}
        {items && items.length > 0 && (
          <>
            <h2>Statements</h2>
            <Filters set={month !== undefined} onClear={() => navigate({ search: {}, replace: true })}>
              <SelectFilter
                label="Month"
                all="Every month"
                value={month}
                options={items
                  .filter(({ closedAt }) => closedAt !== null)
                  .map((each) => ({ value: each.month, label: monthName(each.month) }))}
                onChange={(chosen) => navigate({ search: { month: chosen }, replace: true, resetScroll: false })}
              />
            </Filters>
            <PagedTable
              caption="Statements, newest first"
              pages={pages}
              columns={columns}
              rowKey={({ id }) => id}
              selected={current}
              empty={
                <Empty
                  title={month ? 'This month made no statement' : 'No statement yet'}
                  text={
                    month
                      ? 'Nothing became owed in it. Choose another month.'
                      : 'Close a month that is over, and each partner that is owed something has one.'
                  }
                />
              }
            />
          </>
        )}
      </Page>
    </Sheet>
  )
}

const columns: Column<StatementSummary>[] = [
  {
    key: 'partner',
    title: 'Partner',
    render: ({ id, partner }) => (
      <TextLink to="/statements/$id" params={{ id }}>
        <Name>{partner.name}</Name>
      </TextLink>
    ),
  },
  { key: 'month', title: 'Month', render: ({ month }) => monthName(month) },
  {
    key: 'total',
    title: 'Total',
    align: 'end',
    render: ({ totalMinor, currency }) => <Money amountMinor={totalMinor} currency={currency} exact />,
  },
  { key: 'paid', title: 'Paid', render: (statement) => <PaidBadge statement={statement} /> },
  { key: 'made', title: 'Made', render: ({ madeAt }) => <Day value={madeAt} /> },
  { key: 'reference', title: 'Reference', render: ({ reference }) => <span className="tabular">{reference}</span> },
]

export function PaidBadge({ statement: { paidAt, totalMinor } }: { statement: StatementSummary }) {
  if (paidAt)
    return (
      <ToneBadge tone="granted">
        Paid on <Day value={paidAt} />
      </ToneBadge>
    )
  return totalMinor > 0 ? (
    <ToneBadge tone="waiting">To be paid</ToneBadge>
  ) : (
    <ToneBadge tone="neutral">Nothing to pay</ToneBadge>
  )
}
