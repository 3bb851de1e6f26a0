import type { BookedEntry } from '@parley/contract/bookings'
import type { StaffDeal } from '@parley/contract/deals'
import { Day } from '@parley/ui/date'
import { Money } from '@parley/ui/money'
import { Name } from '@parley/ui/name'
import { Fragment } from 'react'
import { TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import classes from './deals.module.css'

const kinds: Record<BookedEntry['kind'], string> = {
  accrual: 'Accrued: our cost, and it waits',
  release: 'Released: now it is owed',
  increase: 'Increased after a dispute',
  reduction: 'Lowered by a rule',
  clawback: 'Taken back by a rule',
  setOff: 'Set off against a payout',
  payout: 'Paid out',
}
const accountWords: Record<BookedEntry['account'], string> = {
  expense: 'Expense',
  held: 'Held',
  payable: 'Payable',
  paid: 'Paid',
  clawback: 'Clawback',
}

/** The deal's bookings by double entry: each adds up to zero, and so do all of them. */
export function Ledger({ deal }: { deal: StaffDeal }) {
  const { entries, summary } = deal
  if (entries.length === 0) return null
  const bookings = [...Map.groupBy(entries, ({ bookingId }) => bookingId).values()]
  const debits = entries.reduce((sum, { amountMinor }) => sum + Math.max(amountMinor, 0), 0)
  const credits = entries.reduce((sum, { amountMinor }) => sum + Math.max(-amountMinor, 0), 0)
  const money = (amountMinor: number) => <Money amountMinor={amountMinor} currency={summary.currency} exact />
  return (
    <Section title="Bookings" note={bookings.length === 1 ? '1 booking' : `${bookings.length} bookings`} bare>
      <div className={classes.scroll}>
        <table className={classes.ledger}>
          <caption className="visuallyHidden">Bookings of this deal, oldest first</caption>
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Claim</th>
              <th scope="col" className={classes.amount}>
                Debit
              </th>
              <th scope="col" className={classes.amount}>
                Credit
              </th>
            </tr>
          </thead>
          <tbody>
            {bookings.map((booking) => (
              <Fragment key={booking[0]!.bookingId}>
                <tr className={classes.booking}>
                  <th scope="rowgroup" colSpan={4}>
                    <Day value={booking[0]!.bookedOn} /> {kinds[booking[0]!.kind]}
                    <Because entry={booking[0]!} />
                  </th>
                </tr>
                {booking.map((entry) => (
                  <tr key={entry.id}>
                    <td>{accountWords[entry.account]}</td>
                    <td>
                      <Name>{entry.partnerName}</Name> <small className="tabular">{entry.claimReference}</small>
                    </td>
                    <td className={classes.amount}>{entry.amountMinor > 0 && money(entry.amountMinor)}</td>
                    <td>{entry.amountMinor < 0 && money(-entry.amountMinor)}</td>
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                {debits === credits ? 'Together: it balances' : 'Together: it doesn’t balance'}
              </th>
              <td className={classes.amount}>{money(debits)}</td>
              <td className={classes.amount}>{money(credits)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Section>
  )
}

/** The rule and its version behind what lowers a share, and the decision. */
function Because({ entry }: { entry: BookedEntry }) {
  const { ruleTitle, policyVersion, decisionId } = entry
  return (
    <>
      {ruleTitle && (
        <span className={classes.because}>
          {' '}
          by “{ruleTitle}”, version {policyVersion}
        </span>
      )}
      {decisionId && (
        <>
          {' · '}
          <TextLink size="xs" to="/decisions/$id" params={{ id: decisionId }}>
            The decision
          </TextLink>
        </>
      )}
    </>
  )
}
