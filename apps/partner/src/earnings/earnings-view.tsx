import { claimRoles } from '@parley/contract/claims'
import type { Earnings } from '@parley/contract/earnings'
import { Day } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { formatMoney, Money } from '@parley/ui/money'
import { Name } from '@parley/ui/name'
import { IconClock, IconMessageQuestion } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMe, useNow } from '../api.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'
import classes from './earnings.module.css'
import { MonthByMonth } from './month-by-month.tsx'
import { daysLeft, untilWords } from './words.tsx'

export function EarningsView({ earnings }: { earnings: Earnings }) {
  const { sums, waits, months, openClaims, disputes } = earnings
  if (sums.length === 0 && openClaims === 0)
    return (
      <Empty
        title="Nothing is earned yet"
        text="When a deal that you had a part in is won, your share stands here: what it waits for, when it is owed, and when it was paid."
        action={<LinkButton to={paths.makeClaim}>Claim a share</LinkButton>}
      />
    )
  return (
    <>
      {sums.map((sum) => (
        <Sums key={sum.currency} {...sum} />
      ))}
      {sums.length === 0 && <p className={classes.headline}>Nothing is settled yet.</p>}
      {openClaims > 0 && (
        <p>
          {openClaims === 1 ? 'One of your claims waits' : `${openClaims} of your claims wait`} for the deal to be
          closed. <Link to={paths.claims}>Show your claims</Link>
        </p>
      )}
      {disputes.length > 0 && <Disputes disputes={disputes} />}
      {waits.length > 0 && <Waits waits={waits} />}
      {months.length > 0 && <MonthByMonth months={months} />}
    </>
  )
}

const parts = [
  { key: 'paidMinor', title: 'Paid to you', tone: 'granted' },
  { key: 'payableMinor', title: 'Owed to you', tone: 'teaming' },
  { key: 'heldMinor', title: 'On hold', tone: 'waiting' },
] as const

/** The answer in a sentence, then the parts as one bar with its figures. */
function Sums({ currency, ...sums }: Earnings['sums'][number]) {
  const money = (amountMinor: number) => formatMoney(amountMinor, currency)
  const { heldMinor, payableMinor, paidMinor, takenBackMinor, owedBackMinor } = sums
  const whole = heldMinor + payableMinor + paidMinor
  return (
    <section className={classes.answer} aria-label={`What you earn in ${currency}`}>
      <h2 className={classes.headline}>{sentenceOf(sums, money)}</h2>
      {whole > 0 && (
        <div className={classes.bar} aria-hidden>
          {parts
            .filter(({ key }) => sums[key] > 0)
            .map(({ key, tone }) => (
              <span key={key} data-tone={tone} style={{ flexGrow: sums[key] / whole }} />
            ))}
        </div>
      )}
      <dl className={classes.parts}>
        {parts.map(({ key, title, tone }) => (
          <div key={key} data-tone={tone}>
            <dt>{title}</dt>
            <dd className="tabular">{money(sums[key])}</dd>
          </div>
        ))}
        {takenBackMinor > 0 && (
          <div data-tone="refused">
            <dt>Taken back by a rule</dt>
            <dd className="tabular">{money(takenBackMinor)}</dd>
          </div>
        )}
      </dl>
      {owedBackMinor > 0 && (
        <p>Of what was taken back, {money(owedBackMinor)} is still to be set off with your next payouts.</p>
      )}
    </section>
  )
}

type Figures = Pick<Earnings['sums'][number], 'heldMinor' | 'payableMinor' | 'paidMinor'>

function sentenceOf({ heldMinor, payableMinor, paidMinor }: Figures, money: (amountMinor: number) => string): string {
  if (payableMinor > 0 && heldMinor > 0)
    return `${money(payableMinor)} is owed to you, and ${money(heldMinor)} is on hold.`
  if (payableMinor > 0) return `${money(payableMinor)} is owed to you. Nothing is on hold.`
  if (heldMinor > 0) return `${money(heldMinor)} is on hold. Nothing else is owed to you today.`
  return paidMinor > 0 ? 'All that you have earned is paid.' : 'Nothing is owed to you today.'
}

function Waits({ waits }: { waits: Earnings['waits'] }) {
  const groups = Map.groupBy(waits, ({ until, currency }) => `${until ?? ''} ${currency}`)
  return (
    <section className={classes.section}>
      <h2>What is on hold, and until what happens</h2>
      {[...groups.values()].map((group) => (
        <WaitsFor key={`${group[0]?.until} ${group[0]?.currency}`} group={group} />
      ))}
    </section>
  )
}

function WaitsFor({ group }: { group: Earnings['waits'] }) {
  const { until = null, currency = 'USD' } = group[0] ?? {}
  const sum = group.reduce((all, { amountMinor }) => all + amountMinor, 0)
  return (
    <div className={classes.wait} data-tone="waiting">
      <h3 className={classes.waitTitle}>
        <IconClock size={18} aria-hidden />
        <span>
          {formatMoney(sum, currency)} waits {until === null ? 'for a decision' : untilWords(until)}
        </span>
      </h3>
      <ul className={classes.rows}>
        {group.map((wait) => (
          <li key={wait.claimId}>
            <span className={classes.words}>
              <Link to={paths.claim} params={{ id: wait.claimId }}>
                <Name>{wait.accountName}</Name>
              </Link>
              <small>
                {claimRoles[wait.role]} · {wait.reference}
                {wait.untilOn && (
                  <>
                    {' '}
                    · until the end of <Day value={wait.untilOn} />
                  </>
                )}
              </small>
            </span>
            <Money amountMinor={wait.amountMinor} currency={currency} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Disputes({ disputes }: { disputes: Earnings['disputes'] }) {
  const { vendor } = useMe()
  const now = useNow()
  return (
    <section className={classes.section}>
      <h2>Disputes that wait for an answer</h2>
      <ul className={`${classes.rows} ${classes.panel}`}>
        {disputes.map((dispute) => (
          <li key={dispute.lineId}>
            <span className={classes.words}>
              <Link to={paths.statement} params={{ id: dispute.statementId }} search={{ line: dispute.lineId }}>
                <Name>{dispute.accountName}</Name>
              </Link>
              <small>
                <IconMessageQuestion size={14} aria-hidden /> {vendor.name} answers by the end of{' '}
                <Day value={dispute.dueOn} />, {daysLeft(now, dispute.dueOn, vendor.timeZone)}
                {' · '}
                {dispute.statementReference}
              </small>
            </span>
            <Money amountMinor={dispute.amountMinor} currency={dispute.currency} />
          </li>
        ))}
      </ul>
    </section>
  )
}
