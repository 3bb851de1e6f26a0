import type { PastDecision } from '@parley/rules/backtest/history'
import { compile } from '@parley/rules/compile/closures'
import { generateReckoning } from '@parley/rules/compile/generate'
import type { Facts, FactValue } from '@parley/rules/point'
import type { Condition, Leaf, Policy } from '@parley/rules/policy'
import { Random } from '../fuzz/rules-random.ts'
import { bench, seededFacts } from './forty-rules.ts'

const pool = seededFacts(20_000)
const factNames = Object.keys(bench.facts)
const partners = Array.from({ length: 400 }, (_, index) => `partner-${index}`)

/**
 * Always the same decisions, one after the other, as the policy made them: each fact drawn by itself; in one of 20 decisions a fact or
 * two are unknown, and some a person made.
 */
export function* pastDecisions(count: number, policy: Policy): Generator<PastDecision> {
  const random = new Random(1_000_000)
  const compiled = compile(bench, policy)
  const reckon = generateReckoning(compiled.program)
  for (let number = 0; number < count; number++) {
    const facts = randomFacts(random)
    const settled = reckon(facts) ?? compiled.settle(facts)
    yield {
      id: `decision-${number}`,
      facts,
      outcome: 'outcome' in settled ? settled.outcome : null,
      because: [],
      decidedBy: random.chance(0.01) ? 'person' : 'policy',
      policyVersion: policy.version,
      partner: random.pick(partners),
      tier: random.pick(['registered', 'silver', 'gold', 'platinum']),
      productFamily: random.pick(['storage', 'network', 'backup', 'security', null]),
      amountMinor: facts['deal.amountMinor0'] === undefined ? null : (facts['deal.amountMinor0'] as number),
    }
  }
}

function randomFacts(random: Random): Facts {
  const facts: Record<string, FactValue> = {}
  for (const name of factNames) facts[name] = random.pick(pool)[name]!
  if (random.chance(0.05)) for (const name of random.some(factNames, 1, 2)) delete facts[name]
  return facts
}

/** The draft with another number in one rule, as somebody types it in the studio. */
export function withOneRuleEdited(policy: Policy, at: number, value: number): Policy {
  const rules = policy.rules.map((rule, index) =>
    index === at ? { ...rule, conditions: withOtherNumber(rule.conditions, value) } : rule,
  )
  return { ...policy, version: policy.version + 1, rules }
}

function withOtherNumber(condition: Condition, value: number): Condition {
  const state = { isDone: false }
  const changed = change(condition, value, state)
  return state.isDone ? changed : { all: [condition, { fact: 'deal.count0', operator: 'lessThan', value }] }
}

function change(condition: Condition, value: number, state: { isDone: boolean }): Condition {
  if ('all' in condition) return { all: condition.all.map((child) => change(child, value, state)) }
  if ('any' in condition) return { any: condition.any.map((child) => change(child, value, state)) }
  if ('not' in condition) return { not: change(condition.not, value, state) }
  if ('condition' in condition || state.isDone || !isCount(condition)) return condition
  state.isDone = true
  return { ...condition, value }
}

const isCount = ({ fact, value }: Leaf) => bench.facts[fact]!.kind === 'count' && typeof value === 'number'
