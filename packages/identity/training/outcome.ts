import type { Example } from './examples.ts'

/** What a model said to one query, and what was right. */
export interface Outcome {
  readonly id: string
  readonly cls: string
  readonly channel: string
  readonly src: string
  readonly hasMatch: boolean
  /** Sums of the trees, in the order of the candidates. */
  readonly same: readonly number[]
  readonly related: readonly number[]
  /** 1 the same, 2 related, 0 neither. */
  readonly labels: readonly number[]
}

export const outcomeOf = (
  { query, labels }: Example,
  same: readonly number[],
  related: readonly number[],
): Outcome => ({
  id: query.id,
  cls: query.cls,
  channel: query.channel,
  src: query.src,
  hasMatch: query.match !== null,
  same,
  related,
  labels: [...labels],
})

/** Place of the likeliest candidate, -1 without candidates. */
export const bestOf = (sums: readonly number[]): number =>
  sums.reduce((best, sum, index) => (best < 0 || sum > sums[best]! ? index : best), -1)
