import type { Settings } from '@parley/rules/together'
import { together } from '@parley/rules/together'
import { describe, expect, it } from 'vitest'
import { orderDoesntMatter } from './order-properties.ts'

/** Ten thousand: test/long/ten-thousand-properties.test.ts. */
const runs = 600

describe('the order of claims and of their evidence', () => {
  it('changes nothing in who leads, who earns what, and who fits', { timeout: 120_000 }, () => {
    orderDoesntMatter(runs, 20261122)
  })
})

describe('a faulty comparison is noticed', () => {
  it('that lets the first of equal claims lead', () => {
    const firstWins = (id: keyof typeof together) => (settings: Settings, claims: readonly { claimant: string }[]) => {
      const result = together[id](settings, claims as never)
      return 'result' in result && result.result === 'personDecides' ? { lead: claims[0]!.claimant } : result
    }
    expect(() => orderDoesntMatter(3_000, 7, firstWins)).toThrow(/Seed 7/)
  })

  it('in which a claim counts by what was entered last', () => {
    const lastCounts = (id: keyof typeof together) => (settings: Settings, claims: readonly { facts: object }[]) => ({
      of: together[id](settings, claims as never),
      last: claims.map(({ facts }) => Object.keys(facts).at(-1)).sort(),
    })
    expect(() => orderDoesntMatter(300, 7, lastCounts)).toThrow(/Seed 7/)
  })
})
