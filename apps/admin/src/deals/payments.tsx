import type { StaffDeal } from '@parley/contract/deals'
import { Day } from '@parley/ui/date'
import { Money } from '@parley/ui/money'
import { Name } from '@parley/ui/name'
import { Section } from '../layout/section.tsx'
import classes from './deals.module.css'

/** What the customer has paid, payment by payment, and what it still owes. */
export function Payments({ deal }: { deal: StaffDeal }) {
  const { payments, paidMinor, openMinor, summary } = deal
  if (summary.stage !== 'won') return null
  const money = (amountMinor: number) => <Money amountMinor={amountMinor} currency={summary.currency} exact />
  if (payments.length === 0)
    return (
      <Section title="What has the customer paid?">
        <p>
          {deal.paidOn
            ? 'Nothing was to be paid.'
            : 'Nothing is on record. Shares wait for it, and each payment makes its part of them owed.'}
        </p>
      </Section>
    )
  return (
    <Section
      title="What has the customer paid?"
      note={payments.length === 1 ? '1 payment' : `${payments.length} entries`}
      bare
    >
      <div className={classes.scroll}>
        <table className={classes.sums}>
          <caption className="visuallyHidden">What the customer paid, oldest first</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Number and who noted it</th>
              <th scope="col" className={classes.amount}>
                Amount
              </th>
            </tr>
          </thead>
          <tbody>
            {payments.map(({ id, paidOn, amountMinor, externalId, notedByName }) => (
              <tr key={id}>
                <th scope="row">
                  <Day value={paidOn} />
                </th>
                <td>
                  {amountMinor < 0 ? (
                    'Went back to the customer'
                  ) : externalId ? (
                    <Name>{externalId}</Name>
                  ) : (
                    'Without a number'
                  )}
                  <small className={classes.under}>
                    <Name>{notedByName}</Name>
                  </small>
                </td>
                <td className={classes.amount}>{money(amountMinor)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                Paid so far
              </th>
              <td className={classes.amount}>{money(paidMinor)}</td>
            </tr>
            <tr>
              <th scope="row" colSpan={2}>
                Still open
              </th>
              <td className={classes.amount}>{money(openMinor)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Section>
  )
}
