import type { PolicyBacktest } from '@parley/contract/policies'
import { flipsIn } from './merge-backtest.ts'

export const decisions = (count: number) => `${count.toLocaleString()} ${count === 1 ? 'decision' : 'decisions'}`

/**
 * What a backtest found, in a sentence. Fewer days or a lower rate change no side, and neither does a refusal in the place of a question;
 * somebody loses by them all the same, so they are named beside what changes sides.
 */
export function answerOf(report: PolicyBacktest, money: (amountMinor: number) => string): string {
  const { noLongerGranted, nowGranted } = report.fourWays
  const lost =
    noLongerGranted.decisions > 0 &&
    `${decisions(noLongerGranted.decisions)} would no longer be granted (${money(noLongerGranted.amountMinor)})`
  const won =
    nowGranted.decisions > 0 &&
    `${decisions(nowGranted.decisions)} would be granted now (${money(nowGranted.amountMinor)})`
  const sides = [lost, won].filter(Boolean).join(', and ')
  const others = otherCount(report)
  if (sides === '' && others === 0) return 'No decision would come out differently.'
  if (sides === '') return `No decision would change sides, but ${decisions(others)} would come out otherwise.`
  return others === 0 ? `${sides}.` : `${sides}. Of the others, ${decisions(others)} would come out otherwise.`
}

/** All outcomes that change, less those that change sides. */
export function otherCount(report: Pick<PolicyBacktest, 'outcomes' | 'fourWays'>): number {
  return report.outcomes.reduce((sum, each) => sum + each.decisions, 0) - flipsIn(report.fourWays)
}
