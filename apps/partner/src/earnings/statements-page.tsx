import { partnerStatements } from '@parley/contract/routes/statements'
import type { StatementSummary } from '@parley/contract/statements'
import { type Column, DataTable } from '@parley/ui/data-table'
import { Day } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Money } from '@parley/ui/money'
import { Page } from '@parley/ui/page'
import { usePages } from '@parley/ui/query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMe } from '../api.ts'
import { Paged } from '../layout/paged.tsx'
import { paths } from '../paths.ts'
import classes from './earnings.module.css'
import { EarningsTabs } from './earnings-tabs.tsx'
import { formatMonth, PaidBadge } from './words.tsx'

const columns: Column<StatementSummary>[] = [
  {
    key: 'month',
    title: 'Month',
    render: ({ id, month, reference }) => (
      <span className={classes.words}>
        <Link to={paths.statement} params={{ id }} onClick={(event) => event.stopPropagation()}>
          {formatMonth(month)}
        </Link>
        <small>{reference}</small>
      </span>
    ),
  },
  {
    key: 'total',
    title: 'Total',
    align: 'end',
    render: ({ totalMinor, currency }) => <Money amountMinor={totalMinor} currency={currency} />,
  },
  {
    key: 'paid',
    title: 'How it stands',
    render: (row) => (
      <span className={`${classes.words} ${classes.stands}`}>
        <PaidBadge {...row} />
        {row.paidAt && (
          <small>
            <Day value={row.paidAt} />
          </small>
        )}
      </span>
    ),
  },
  { key: 'made', title: 'Made', render: ({ madeAt }) => <Day value={madeAt} /> },
]

/** A statement for each month and currency in which something was owed, newest first. */
export function StatementsPage() {
  const navigate = useNavigate()
  const { vendor } = useMe()
  const pages = usePages(partnerStatements.list, { limit: 50 })
  return (
    <Page title="What were you paid?">
      <EarningsTabs />
      <Paged
        pages={pages}
        empty={
          <Empty
            title="No statements yet"
            text={`Once ${vendor.name} has closed a month in which something was owed to you, its statement stands here, line by line.`}
          />
        }
      >
        {(rows) => (
          <DataTable
            caption="Your statements"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            onRow={({ id }) => void navigate({ to: paths.statement, params: { id } })}
            firstIsLink
            keyboard
          />
        )}
      </Paged>
    </Page>
  )
}
