import type { OwnClaim } from '@parley/contract/earnings'
import { Day } from '@parley/ui/date'
import { DecisionCardView } from '@parley/ui/decision-card'
import { formatMoney } from '@parley/ui/money'
import { shown } from '@parley/ui/name'
import { Link } from '@tanstack/react-router'
import { useMe } from '../api.ts'
import { paths } from '../paths.ts'
import { Bookings } from './bookings.tsx'
import classes from './earnings.module.css'
import { Steps } from './steps.tsx'

/** The answer and why, how the amount comes about, what was booked; beside it the paper and the promise. */
export function ClaimView({ claim }: { claim: OwnClaim }) {
  const { decision, steps, amountMinor, currency, bookings, accountName } = claim
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        {decision ? (
          <DecisionCardView card={decision} audience="partner" />
        ) : claim.declined ? (
          <NotTakenUp declined={claim.declined} />
        ) : (
          <NotSettled />
        )}
        {steps.length > 0 && amountMinor !== null && (
          <section className={classes.panel}>
            <h2>How {formatMoney(amountMinor, currency)} comes about</h2>
            {claim.state === 'waits' && <p>This is what it comes to once nothing is waited for any more.</p>}
            <Steps
              steps={steps}
              amountMinor={amountMinor}
              currency={currency}
              caption={`The steps to what you earn at ${shown(accountName)}`}
            />
          </section>
        )}
        {bookings.length > 0 && <Bookings bookings={bookings} currency={currency} />}
      </div>
      <div className={classes.column}>
        <Standing claim={claim} />
        {!claim.declined && <Paper claim={claim} />}
        {!claim.declined && <Promised claim={claim} />}
        <Shown claim={claim} />
      </div>
    </div>
  )
}

function NotSettled() {
  return (
    <section className={classes.panel} data-tone="info">
      <h2>It is settled when the deal is won</h2>
      <p>
        Then all that the rules say of your part is decided at once, and you read here what you earn, how it comes about
        and what it waits for. You are told.
      </p>
    </section>
  )
}

function NotTakenUp({ declined }: { declined: NonNullable<OwnClaim['declined']> }) {
  const { vendor } = useMe()
  return (
    <section className={classes.panel}>
      <h2>{vendor.name} doesn’t take up this claim</h2>
      <p className={classes.typed}>{shown(declined.because)}</p>
      <p>
        Said on <Day value={declined.on} />. It earns nothing. If you have more to show of your part, tell whoever looks
        after you there: they can enter it anew.
      </p>
    </section>
  )
}

function Standing({ claim }: { claim: OwnClaim }) {
  const { heldMinor, payableMinor, paidMinor, takenBackMinor, currency, state, amountMinor } = claim
  if (state === 'open' || state === 'declined') return null
  const rows = [
    ['On hold', heldMinor],
    ['Owed to you', payableMinor],
    ['Paid to you', paidMinor],
    ['Taken back by a rule', takenBackMinor],
  ] as const
  return (
    <section className={classes.panel}>
      <h2>How it stands</h2>
      {state === 'margin' && amountMinor !== null && (
        <p>
          You earn {formatMoney(amountMinor, currency)} as margin on your own invoice. We owe you nothing beside it.
        </p>
      )}
      {claim.customerPaid && heldMinor > 0 && (
        <p>
          The customer pays in parts. On <Day value={claim.customerPaid.on} /> it had paid{' '}
          {formatPaid(claim.customerPaid.bps)} of the contract; {formatMoney(heldMinor, currency)} waits for the rest.
        </p>
      )}
      <dl className={classes.facts}>
        {rows
          .filter(([title, minor]) => minor > 0 || (title !== 'Taken back by a rule' && state !== 'margin'))
          .map(([title, minor]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd className="tabular">{formatMoney(minor, currency)}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}

const formatPaid = (bps: number) =>
  new Intl.NumberFormat(navigator.language, { style: 'percent', maximumFractionDigits: 2 }).format(bps / 10_000)

/** Whom the customer signs with; on a partner’s paper, whether that is the reader. */
function signsWith({ paper, earns }: OwnClaim['paper'], vendorName: string): string {
  if (paper === null) return earns === null ? 'That isn’t decided yet.' : 'You don’t sell this deal.'
  if (paper === 'vendor') return `The customer signs with ${vendorName}.`
  const isOwn = paper === 'partner' && earns !== 'commission'
  return `The customer signs with ${isOwn ? 'you' : `a ${paper}`}.`
}

const follows = (vendorName: string) => ({
  commission: `You earn commission: ${vendorName} is paid by the customer, and pays you your share.`,
  margin: 'You earn margin: the customer pays you on your own invoice, and what is left after our price is yours.',
  ownServices: 'You earn what your own services earn: the customer pays you for them.',
})

/** On whose paper the contract is, and what follows from it for this partner. */
function Paper({ claim: { paper } }: { claim: OwnClaim }) {
  const { vendor } = useMe()
  return (
    <section className={classes.panel}>
      <h2>Whose contract is it?</h2>
      <p>
        <strong>{signsWith(paper, vendor.name)}</strong>{' '}
        {paper.paper === null && paper.earns === null
          ? 'It is decided by rule before the deal is closed, and what you earn follows from it.'
          : paper.paper === null
            ? `What your share comes to doesn’t depend on whom the customer signs with: ${vendor.name} pays it to you.`
            : paper.earns && follows(vendor.name)[paper.earns]}
      </p>
      {paper.decision && (
        <details className={classes.fold}>
          <summary>Why, and by which rule</summary>
          <DecisionCardView card={paper.decision} audience="partner" compact />
        </details>
      )}
    </section>
  )
}

function Promised({ claim: { promisedVersion, settledVersion, registrationId } }: { claim: OwnClaim }) {
  return (
    <section className={classes.panel}>
      <h2>What was promised?</h2>
      <p>
        Version {promisedVersion} of the rules for commission: it was in force when{' '}
        {registrationId ? 'your registration was approved' : 'this was claimed'}.{' '}
        {settledVersion === null
          ? 'It is settled by this version, or by a newer one if that is better for you.'
          : settledVersion === promisedVersion
            ? 'It is settled by this version.'
            : `It is settled by version ${settledVersion}, which is better for you.`}
      </p>
      <p>
        <Link to={paths.rules} search={{ point: 'commission' }}>
          Read the rules in force
        </Link>
      </p>
    </section>
  )
}

function Shown({ claim: { note, registrationId } }: { claim: OwnClaim }) {
  if (note === '' && registrationId === null) return null
  return (
    <section className={classes.panel}>
      <h2>What shows your part</h2>
      {note !== '' && <p className={classes.typed}>{shown(note)}</p>}
      {registrationId && (
        <p>
          <Link to={paths.registration} params={{ id: registrationId }}>
            Open the registration
          </Link>
        </p>
      )}
    </section>
  )
}
