import type { PolicyBacktest } from '@parley/contract/policies'
import { expect, it } from 'vitest'
import { flipping, mergeBacktests } from './merge-backtest.ts'

const none = { decisions: 0, amountMinor: 0 }
const ways = { grantedStill: none, noLongerGranted: none, nowGranted: none, stillNotGranted: none }

function page(partner: string, lostMinor: number, more: Partial<PolicyBacktest> = {}): PolicyBacktest {
  const fourWays = { ...ways, noLongerGranted: { decisions: 1, amountMinor: lostMinor } }
  return {
    point: 'registration',
    against: 'inForce',
    inForceVersion: 2,
    currency: 'USD',
    recorded: null,
    decisions: 10,
    compared: { decisions: 9, amountMinor: 90_000 },
    oldestDecidedAt: '2026-11-02T15:00:00.000Z',
    fourWays,
    outcomes: [{ from: 'Approved', to: 'Not approved', decisions: 1, amountMinor: lostMinor }],
    byPartner: [
      { name: partner, ...fourWays },
      { name: null, ...ways },
    ],
    byTier: [],
    byProductFamily: [],
    byAmount: [],
    flips: [],
    otherChanges: [],
    skipped: [{ reason: 'A person decided', decisions: 1, facts: [{ title: 'kind of deal', decisions: 1 }] }],
    informationNeeded: { decisions: 0, facts: [] },
    nextCursor: 'next',
    ...more,
  }
}

it('adds up the pages of a backtest: counts, money, groups by name and reasons', () => {
  const older = page('Alder', 500, { nextCursor: null, oldestDecidedAt: '2026-01-01T00:00:00.000Z' })
  const both = mergeBacktests(mergeBacktests(page('Alder', 1_000, { recorded: 30 }), page('Corvane', 200)), older)
  expect(both).toMatchObject({
    recorded: 30,
    decisions: 30,
    compared: { decisions: 27, amountMinor: 270_000 },
    oldestDecidedAt: '2026-01-01T00:00:00.000Z',
    nextCursor: null,
    skipped: [{ reason: 'A person decided', decisions: 3, facts: [{ title: 'kind of deal', decisions: 3 }] }],
    outcomes: [{ decisions: 3, amountMinor: 1_700 }],
  })
  expect(both.fourWays.noLongerGranted).toEqual({ decisions: 3, amountMinor: 1_700 })
  const lost = flipping(both.byPartner).map(({ name, noLongerGranted }) => [name, noLongerGranted.amountMinor])
  expect(lost).toEqual([
    ['Alder', 1_500],
    ['Corvane', 200],
  ])
})
