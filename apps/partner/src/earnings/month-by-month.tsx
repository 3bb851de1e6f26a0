import type { Earnings } from '@parley/contract/earnings'
import { type Column, DataTable } from '@parley/ui/data-table'
import { Money } from '@parley/ui/money'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import classes from './earnings.module.css'
import { formatMonth, PaidBadge } from './words.tsx'

type Row = Earnings['months'][number]
type Amount = 'heldMinor' | 'owedMinor' | 'loweredMinor' | 'paidMinor'

const amount = (key: Amount, title: string): Column<Row> => ({
  key,
  title,
  align: 'end',
  render: (row) => (row[key] === 0 ? null : <Money amountMinor={row[key]} currency={row.currency} />),
})

/** What was booked in each month, the newest first. */
export function MonthByMonth({ months }: { months: Earnings['months'] }) {
  const columns: Column<Row>[] = [
    { key: 'month', title: 'Month', render: (row) => formatMonth(row.month) },
    amount('heldMinor', 'Put on hold'),
    amount('owedMinor', 'Became owed'),
    amount('loweredMinor', 'Lowered or taken back'),
    amount('paidMinor', 'Paid'),
    {
      key: 'statement',
      title: 'Statement',
      render: ({ statement }) =>
        statement && (
          <span className={classes.inline}>
            <Link to={paths.statement} params={{ id: statement.id }}>
              {statement.reference}
            </Link>
            <PaidBadge paidAt={statement.isPaid ? 'paid' : null} totalMinor={statement.totalMinor} />
          </span>
        ),
    },
  ]
  return (
    <section className={classes.section}>
      <h2>Month by month</h2>
      <DataTable
        caption="What was booked in each month"
        columns={columns}
        rows={months}
        rowKey={({ month, currency }) => `${month} ${currency}`}
      />
    </section>
  )
}
