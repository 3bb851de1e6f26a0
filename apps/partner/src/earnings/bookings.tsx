import { claimBookings, type OwnBooking } from '@parley/contract/earnings'
import { Day } from '@parley/ui/date'
import { DecisionCardView } from '@parley/ui/decision-card'
import { Money } from '@parley/ui/money'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import classes from './earnings.module.css'

/** What happened to the money, oldest first. Whatever lowered it names its rule, and opens its decision. */
export function Bookings({ bookings, currency }: { bookings: readonly OwnBooking[]; currency: string }) {
  return (
    <section className={classes.panel}>
      <h2>What was booked</h2>
      <ol className={classes.bookings}>
        {bookings.map((booking) => (
          <li key={booking.id}>
            <span className={classes.words}>
              <strong>{claimBookings[booking.kind]}</strong>
              <small>
                <Day value={booking.bookedOn} />
                {booking.statement && (
                  <>
                    {' · '}
                    <Link to={paths.statement} params={{ id: booking.statement.id }}>
                      {booking.statement.reference}
                    </Link>
                  </>
                )}
              </small>
              <Because {...booking} />
            </span>
            <Money amountMinor={booking.amountMinor} currency={currency} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Because({ rule, policyVersion, decision }: OwnBooking) {
  if (!rule && !decision) return null
  return (
    <>
      {rule && (
        <span>
          By the rule “{rule.title}”{policyVersion !== null && `, version ${policyVersion}`}
          {rule.source && `, ${rule.source}`}.
        </span>
      )}
      {decision && (
        <details className={classes.fold}>
          <summary>{rule ? 'Why' : `Why, by version ${policyVersion} of the rules`}</summary>
          <DecisionCardView card={decision} audience="partner" compact />
        </details>
      )}
    </>
  )
}
