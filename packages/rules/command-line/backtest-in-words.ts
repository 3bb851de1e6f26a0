import type { SkipReason } from '../src/backtest/history.ts'
import type { BacktestReport, ChangedDecision, Group, Tally } from '../src/backtest/report.ts'
import { formatMoney } from '../src/format.ts'
import { own } from '../src/names.ts'
import type { Sound } from './load-policy.ts'
import { table } from './table.ts'

const reasons: Readonly<Record<SkipReason, string>> = {
  personDecided: 'a person decided',
  informationWasNeeded: 'information was needed then',
  outcomeNotKnown: 'its outcome is no more',
  factsNotKnown: 'decided from facts that there are no more',
  factsNotReadable: 'a recorded fact has another kind now',
}

/** The report for a terminal: what flips, for whom, and what was left out. */
export function reportInWords({ point, policy }: Sound, report: BacktestReport, locale: string): string[] {
  const number = (value: number) => value.toLocaleString(locale)
  const money = (minor: number) => formatMoney(minor, { locale, currency: policy.currency })
  const cells = ({ decisions, amountMinor }: Tally) => [number(decisions), money(amountMinor)]
  const title = (type: string) => own(point.outcomes, type)?.title ?? type
  const { grantedStill, noLongerGranted, nowGranted, stillNotGranted } = report.fourWays
  const than = report.before === 'recorded' ? 'what was recorded' : `version ${report.before.policyVersion}`
  return [
    `${number(report.decisions)} decisions, ${number(report.compared.decisions)} of them compared with ${than}.`,
    '',
    ...table([
      ['', 'decisions', 'amount'],
      ['granted, as before', ...cells(grantedStill)],
      ['no longer granted', ...cells(noLongerGranted)],
      ['granted now', ...cells(nowGranted)],
      ['not granted, as before', ...cells(stillNotGranted)],
    ]),
    ...section(
      'Outcomes that change',
      report.outcomes.map(({ from, to, ...tally }) => [
        from === to ? `${title(from)}, on other terms` : `${title(from)} → ${title(to)}`,
        ...cells(tally),
      ]),
    ),
    ...groups('By partner', report.byPartner, cells),
    ...groups('By tier', report.byTier, cells),
    ...groups('By product family', report.byProductFamily, cells),
    ...changes('Decisions that change sides', report.flips, title),
    ...changes('Decisions that otherwise change', report.otherChanges, title),
    ...leftOut(report, number),
  ]
}

function section(title: string, rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : ['', title, ...table(rows).map((row) => `  ${row}`)]
}

/** Only groups in which something flips. */
function groups(title: string, all: readonly Group[], cells: (tally: Tally) => string[]): string[] {
  const flipping = all.filter(({ noLongerGranted, nowGranted }) => noLongerGranted.decisions + nowGranted.decisions > 0)
  const rows = flipping.map(({ name, noLongerGranted, nowGranted }) => [
    name ?? '(none)',
    ...cells(noLongerGranted),
    ...cells(nowGranted),
  ])
  return rows.length === 0 ? [] : section(title, [['', 'no longer', 'amount', 'now', 'amount'], ...rows])
}

function changes(heading: string, changed: readonly ChangedDecision[], title: (type: string) => string): string[] {
  return section(
    heading,
    changed.map(({ id, from, to, because }) => [
      `${id}: ${title(from.type)} → ${title(to.type)} (${because.join(', ')})`,
    ]),
  )
}

function leftOut({ skipped, informationNeeded }: BacktestReport, number: (value: number) => string): string[] {
  const rows = skipped.map(({ reason, decisions, facts }) => [reasonInWords(reason, facts), number(decisions)])
  const { decisions, facts } = informationNeeded
  if (decisions > 0)
    rows.push([`would need facts that weren't recorded: ${Object.keys(facts).join(', ')}`, number(decisions)])
  return section('Not compared', rows)
}

function reasonInWords(reason: SkipReason, facts: Readonly<Record<string, number>>): string {
  const names = Object.keys(facts)
  return names.length === 0 ? reasons[reason] : `${reasons[reason]}: ${names.join(', ')}`
}
