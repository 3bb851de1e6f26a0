import { canonicalJson } from '@parley/rules/hash'
import { pointOf } from '../policies/decision-point.ts'
import { outcomeOf } from './decision-card.ts'
import type { DecisionRow } from './decision-rows.ts'

/** What deciding again has to give again. */
export type Decided = Pick<DecisionRow, 'point' | 'outcome' | 'params' | 'because' | 'fired' | 'missing'>

/** In words what differs between a stored decision and the one that the same facts and version give now; none when it stands. */
export function differencesOf(stored: Decided, again: Decided): string[] {
  const title = (row: Decided) => outcomeOf(pointOf(row.point), row).title
  const compared: [string, (row: Decided) => unknown, (row: Decided) => string][] = [
    ['Outcome', (row) => row.outcome, title],
    ['Terms', (row) => row.params, (row) => JSON.stringify(row.params)],
    ['Because of', (row) => row.because, (row) => row.because.join(', ')],
    ['Rules that hold', (row) => row.fired, (row) => row.fired.join(', ')],
    ['Missing', (row) => row.missing, (row) => row.missing.join(', ')],
  ]
  return compared
    .filter(([, value]) => canonicalJson(value(stored)) !== canonicalJson(value(again)))
    .map(([what, , words]) => `${what}: was ${words(stored) || 'nothing'}, now ${words(again) || 'nothing'}`)
}
