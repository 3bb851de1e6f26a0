import { describe, expect, it } from 'vitest'
import { measure } from './measure.ts'
import type { Outcome } from './outcome.ts'

const outcome = (cls: string, labels: number[], same: number[], related: number[] = labels.map(() => -9)): Outcome => ({
  id: `${cls}${same.join()}`,
  cls,
  channel: 'name',
  src: 'ror',
  hasMatch: !/^(nil|rel)/.test(cls),
  labels,
  branches: labels.map(() => false),
  same,
  related,
})
const calibration = { same: [1, 0], related: [1, 0] } as const
const thresholds = { same: 0.9, ask: 0.4, related: 0.5 }

describe('measuring answers', () => {
  const figures = measure(
    [
      outcome('exact', [0, 1], [-4, 5]),
      outcome('alias_overlap', [1, 0], [-5, 4]),
      outcome('acronym', [1], [0.5]),
      outcome('typo_real', [], []),
      outcome('nil_hard', [0], [3]),
      outcome('nil_easy', [0], [-3], [2]),
      outcome('rel_child', [2], [4], [2]),
      outcome('rel_child', [2, 2], [-3, -4], [-2, 2]),
    ],
    calibration,
    thresholds,
  )

  it('every wrong merge counts against precision, family included', () => {
    expect(figures.precision).toBe(0.25)
    expect(figures.recall).toBe(0.25)
  })
  it('false merges are of the queries that have no account', () => {
    expect([figures.falseMergeUnrelated, figures.falseMergeFamily, figures.wrongAccount]).toEqual([0.5, 0.5, 0.25])
  })
  it('a family account that is merged was not flagged', () => {
    expect([figures.familyFlagged, figures.familyAlarms]).toEqual([0.5, 0.5])
  })
  it('between the thresholds a person decides', () => {
    expect([figures.review, figures.reviewRight]).toEqual([0.125, 1])
  })
  it('an account that is no candidate is lost', () => {
    expect(figures.candidateRecallAt40).toBe(0.75)
  })
})
