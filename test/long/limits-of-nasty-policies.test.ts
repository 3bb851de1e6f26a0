import { analyze } from '@parley/rules/analysis/analyze'
import { backtest } from '@parley/rules/backtest/backtest'
import type { PastDecision } from '@parley/rules/backtest/history'
import { compile } from '@parley/rules/compile/closures'
import { conditionCoverage } from '@parley/rules/coverage/coverage'
import { proposeCases } from '@parley/rules/coverage/propose'
import { decide } from '@parley/rules/decide'
import { whatWouldChange } from '@parley/rules/explain/what-would-change'
import type { Facts, Point } from '@parley/rules/point'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import { whatMatters } from '@parley/rules/what-matters'
import { describe, expect, test } from 'vitest'
import { nastyPolicies } from '../fuzz/hostile/nasty-policies.ts'

function sound(point: Point, document: unknown): Policy {
  const { policy, findings } = parsePolicy(point, document)
  if (!policy) throw new Error(JSON.stringify(findings))
  return policy
}

const past = (facts: Facts, id: number): PastDecision => ({
  id: `decision-${id}`,
  facts,
  outcome: { type: 'wait', params: {} },
  because: [],
  decidedBy: 'policy',
  policyVersion: 1,
  partner: null,
  tier: null,
  productFamily: null,
  amountMinor: null,
})

/** None of these may hang: each was made so that one part of deciding, explaining or analysing costs as much as it can. */
describe.each(nastyPolicies)('a sound policy of $what', ({ point, policy: document, facts }) => {
  const policy = sound(point, document)

  test('is decided by both evaluators alike, and explained', async () => {
    for (const each of facts) {
      const decision = await decide(point, policy, each)
      expect(whatWouldChange(point, policy, each, 'staff', 'en-US').length).toBeLessThanOrEqual(3)
      const mattering = whatMatters(point, policy, each)
      if (decision.status === 'informationNeeded')
        expect(mattering).toEqual(expect.arrayContaining([...decision.missing]))
    }
  })

  test('is backtested as it decides', () => {
    const report = backtest(point, policy, facts.map(past))
    const missing = facts.filter((each) => compile(point, policy).decide(each).status === 'informationNeeded')
    expect(report.informationNeeded.decisions).toBe(missing.length)
  })

  test('is analysed, and what takes too long is said', () => {
    const { findings, undecided } = analyze(point, policy)
    expect(undecided.length).toBeLessThanOrEqual(51)
    for (const { mend } of findings) expect(mend).toMatch(/\S/)
  }, 60_000)

  test('has its coverage told, and cases proposed', () => {
    const cases = { base: facts[0]!, cases: [] }
    expect(conditionCoverage(point, policy, cases).conditions.length).toBeGreaterThan(0)
    const proposed = proposeCases(point, policy, cases)
    expect(proposed.cases.length + proposed.notFound.length).toBeGreaterThan(0)
  }, 60_000)
})
