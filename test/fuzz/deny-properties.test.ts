import { compile } from '@parley/rules/compile/closures'
import { describe, expect, it } from 'vitest'
import { addingADenyNeverGrants, type Decider, denialsOf } from './deny-properties.ts'

/** Ten thousand: test/long/ten-thousand-properties.test.ts. */
const runs = 400

describe('adding a rule that refuses', () => {
  it('never grants what wasn’t granted before, at any decision point, by any policy', { timeout: 120_000 }, () => {
    addingADenyNeverGrants(runs, 20261122)
  })

  it('often refuses what was granted, so that there is something to see', { timeout: 120_000 }, () => {
    expect(denialsOf(runs, 20261122)).toBeGreaterThan(runs / 20)
  })
})

describe('a faulty evaluator is noticed', () => {
  const seed = 7

  it('that keeps one rule of each priority: the new one takes the place of one that refuses', () => {
    const oneOfEach: Decider = (point, policy) => {
      const rules = [...new Map(policy.rules.map((rule) => [rule.priority, rule])).values()]
      return compile(point, { ...policy, rules }).decide
    }
    expect(() => addingADenyNeverGrants(3_000, seed, oneOfEach)).toThrow(/one-deny-more/)
  })

  it('in which every second refusal takes the one before it back', () => {
    const byTurns: Decider = (point, policy) => {
      const { decide } = compile(point, policy)
      const refuses = (rule: string) =>
        point.outcomes[policy.rules.find(({ id }) => id === rule)?.event.type ?? '']?.favour === -1
      return (facts) => {
        const decision = decide(facts)
        const held = decision.fired.filter(refuses)
        if (held.length < 2 || held.length % 2 === 1) return decision
        const rules = policy.rules.filter(({ id }) => !held.includes(id))
        return rules.length === 0 ? decision : compile(point, { ...policy, rules }).decide(facts)
      }
    }
    expect(() => addingADenyNeverGrants(3_000, seed, byTurns)).toThrow(/one-deny-more/)
  })
})
