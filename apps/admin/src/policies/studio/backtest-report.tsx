import { SegmentedControl } from '@mantine/core'
import type { BacktestGroup, ChangedDecision, PolicyBacktest } from '@parley/contract/policies'
import { Day } from '@parley/ui/date'
import { formatMoney } from '@parley/ui/money'
import { OutcomeBadge } from '@parley/ui/outcome'
import { useState } from 'react'
import { TextLink } from '../../layout/link.tsx'
import { answerOf, decisions, otherCount } from './backtest-answer.ts'
import { flipping, flipsIn } from './merge-backtest.ts'
import classes from './studio.module.css'

type Tally = PolicyBacktest['compared']

/** The answer first, then how many each way, for whom, and which decisions. */
export function BacktestReport({ report }: { report: PolicyBacktest }) {
  const money = (amountMinor: number) => formatMoney(amountMinor, report.currency)
  return (
    <>
      <h2 className={classes.answer}>{answerOf(report, money)}</h2>
      <FourWaysTable report={report} money={money} />
      {report.compared.amountMinor > 0 && (
        <p className={classes.dim}>
          Amounts are the sizes of the deals, not what is paid for them. A deal that was decided several times counts
          each time.
        </p>
      )}
      {flipsIn(report.fourWays) > 0 && <Groups report={report} money={money} />}
      <Changes
        title="Decisions that would change sides"
        changes={report.flips}
        money={money}
        count={flipsIn(report.fourWays)}
      />
      <Changes
        title="Decisions that would change otherwise"
        changes={report.otherChanges}
        money={money}
        count={otherCount(report)}
      />
      <NotCompared report={report} />
    </>
  )
}

type MoneyOf = (amountMinor: number) => string

function FourWaysTable({ report, money }: { report: PolicyBacktest; money: MoneyOf }) {
  const { grantedStill, noLongerGranted, nowGranted, stillNotGranted } = report.fourWays
  const before = report.against === 'inForce' ? `Version ${report.inForceVersion}` : 'What was decided'
  const cell = (tally: Tally, tone?: string) => (
    <td data-tone={tally.decisions > 0 ? tone : undefined}>
      <strong>{tally.decisions.toLocaleString()}</strong>
      <span>{money(tally.amountMinor)}</span>
    </td>
  )
  return (
    <table className={`${classes.ways} tabular`}>
      <caption className="visuallyHidden">Decisions and amounts, before and by this draft</caption>
      <thead>
        <tr>
          <th scope="col">{before}</th>
          <th scope="col">Draft: granted</th>
          <th scope="col">Draft: not granted</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Granted</th>
          {cell(grantedStill)}
          {cell(noLongerGranted, 'refused')}
        </tr>
        <tr>
          <th scope="row">Not granted</th>
          {cell(nowGranted, 'granted')}
          {cell(stillNotGranted)}
        </tr>
      </tbody>
    </table>
  )
}

const kinds = {
  byPartner: 'Partner',
  byTier: 'Tier',
  byProductFamily: 'Product family',
  byAmount: 'Amount',
} as const
type Kind = keyof typeof kinds

function Groups({ report, money }: { report: PolicyBacktest; money: MoneyOf }) {
  const [kind, setKind] = useState<Kind>('byPartner')
  const groups = flipping(report[kind])
  const unmoved = report[kind].length - groups.length
  return (
    <section aria-label="Who would win and lose">
      <div className={classes.groupHead}>
        <h2>Who would win and lose</h2>
        <SegmentedControl
          size="xs"
          aria-label="Grouped by"
          value={kind}
          onChange={(next) => setKind(next as Kind)}
          data={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
        />
      </div>
      <table className={`${classes.groupsTable} tabular`}>
        <caption className="visuallyHidden">By {kinds[kind].toLowerCase()}</caption>
        <thead>
          <tr>
            <th scope="col">{kinds[kind]}</th>
            <th scope="col">No longer granted</th>
            <th scope="col">Granted now</th>
          </tr>
        </thead>
        <tbody>
          {groups.slice(0, 20).map((group) => (
            <GroupRow key={group.name ?? ''} group={group} money={money} />
          ))}
        </tbody>
      </table>
      {groups.length > 20 && <p className={classes.dim}>and {groups.length - 20} more</p>}
      {unmoved > 0 && <p className={classes.dim}>For {unmoved} more, nothing changes sides.</p>}
    </section>
  )
}

function GroupRow({ group, money }: { group: BacktestGroup; money: MoneyOf }) {
  const cell = ({ decisions: count, amountMinor }: Tally) => (
    <td className={classes.figure}>
      {count > 0 && (
        <>
          {count.toLocaleString()} · <span>{money(amountMinor)}</span>
        </>
      )}
    </td>
  )
  return (
    <tr>
      <th scope="row">{group.name ?? 'None'}</th>
      {cell(group.noLongerGranted)}
      {cell(group.nowGranted)}
    </tr>
  )
}

function Changes(props: { title: string; changes: readonly ChangedDecision[]; count: number; money: MoneyOf }) {
  const { title, changes, count, money } = props
  if (changes.length === 0) return null
  return (
    <section aria-label={title}>
      <h2 className={classes.group}>
        {title} ({count.toLocaleString()})
      </h2>
      <ul className={classes.items}>
        {changes.map((change) => (
          <li key={change.decisionId} className={classes.changed}>
            <TextLink fw={600} to="/decisions/$id" params={{ id: change.decisionId }}>
              {change.subjectTitle}
            </TextLink>
            <span className={classes.turn}>
              <OutcomeBadge favour={change.from.favour} title={change.from.title} />
              <span aria-hidden>→</span>
              <span className="visuallyHidden">would become</span>
              <OutcomeBadge favour={change.to.favour} title={change.to.title} />
            </span>
            {change.from.terms !== change.to.terms && (
              <span>
                {change.from.terms || 'nothing'} → {change.to.terms || 'nothing'}
              </span>
            )}
            <span>Because of {change.because.map((rule) => rule.title).join(', ')}</span>
            <span className={classes.dim}>
              {[change.partnerName, change.tier, change.productFamily].filter(Boolean).join(' · ')}
              {change.amountMinor !== null && ` · ${money(change.amountMinor)}`} · <Day value={change.decidedAt} />
            </span>
          </li>
        ))}
      </ul>
      {count > changes.length && <p className={classes.dim}>These are the newest {changes.length}.</p>}
    </section>
  )
}

function NotCompared({ report: { skipped, informationNeeded } }: { report: PolicyBacktest }) {
  const rows = [
    ...skipped,
    ...(informationNeeded.decisions > 0
      ? [{ reason: 'It would need facts that weren’t recorded', ...informationNeeded }]
      : []),
  ]
  if (rows.length === 0) return null
  return (
    <section aria-label="Not compared">
      <h2 className={classes.group}>Not compared</h2>
      <ul className={classes.plain}>
        {rows.map(({ reason, decisions: count, facts }) => (
          <li key={reason}>
            {reason}: {decisions(count)}
            {facts.length > 0 && ` (${facts.map(({ title }) => title).join(', ')})`}
          </li>
        ))}
      </ul>
    </section>
  )
}
