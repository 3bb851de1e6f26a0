import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsOver } from '../../cases.ts'
import { compile } from '../../compile/closures.ts'
import type { CaseFile } from '../../decision.ts'
import { parsePolicy } from '../../policy.ts'
import cases from './cases.json' with { type: 'json' }
import { clawback } from './point.ts'
import document from './policy.json' with { type: 'json' }

const policy = parsePolicy(clawback, document).policy!
const file = cases as unknown as CaseFile
const { decide } = compile(clawback, policy)

const amount = fc.oneof(fc.nat(100_000), fc.nat(1_000_000_000_000_000))
const day = (from: string, days: number) =>
  fc.nat(days).map((after) => new Date(Date.parse(from) + after * 86_400_000).toISOString().slice(0, 10))
const contract = fc.record({
  'clawback.event': fc.constantFrom('refunded', 'cancelled', 'reduced', 'unpaid', 'overpaid', 'movedToOther'),
  'clawback.cause': fc.constantFrom('customer', 'partner', 'vendor', 'outside'),
  'commission.paidMinor': amount,
  'commission.takenBackMinor': amount,
  'commission.overpaidMinor': amount,
  'contract.amountMinor': amount,
  'contract.refundedMinor': amount,
  'contract.unpaidMinor': amount,
  'contract.reducedByMinor': amount,
  'contract.startsOn': day('2026-01-01', 300),
  'contract.endedOn': day('2026-01-01', 900),
  'contract.endsOn': day('2026-06-01', 900),
})

test('CM-5: whatever happened, no more is taken back than the partner still has of what it was paid', () => {
  let takenBack = 0
  fc.assert(
    fc.property(contract, (facts) => {
      const decision = decide(factsOver(file.base, facts))
      if (decision.status !== 'decided' || decision.outcome.type !== 'takeBack') return
      takenBack++
      const still = Math.max(0, facts['commission.paidMinor'] - facts['commission.takenBackMinor'])
      expect(decision.outcome.params.amountMinor).toBeLessThanOrEqual(still)
    }),
    { numRuns: 3_000 },
  )
  expect(takenBack).toBeGreaterThan(100)
})

test('CM-5: for what the vendor did, and for what nobody could prevent, nothing is taken back but what was paid too much', () => {
  fc.assert(
    fc.property(contract, (facts) => {
      if (facts['clawback.event'] === 'overpaid') return
      for (const cause of ['vendor', 'outside']) {
        const decision = decide(factsOver(file.base, { ...facts, 'clawback.cause': cause }))
        expect(decision.status === 'decided' && decision.outcome.type).toBe('nothing')
      }
    }),
    { numRuns: 1_000 },
  )
})
