import { sumOf, type Trees } from '../src/trees.ts'
import type { Example } from './examples.ts'

/** What a model said to one query, and what was right. */
export interface Outcome extends Omit<Example, 'rows'> {
  /** Sums of the trees, in the order of the candidates. */
  readonly same: readonly number[]
  readonly related: readonly number[]
}

export const outcomeOf = ({ rows, ...example }: Example, same: Trees, related: Trees): Outcome => ({
  ...example,
  same: rows.map((row) => sumOf(same, row)),
  related: rows.map((row) => sumOf(related, row)),
})

/** Place of the likeliest candidate, -1 without candidates. */
export const bestOf = (sums: readonly number[]): number =>
  sums.reduce((best, sum, index) => (best < 0 || sum > sums[best]! ? index : best), -1)
