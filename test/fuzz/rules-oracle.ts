import type { Outcome } from '@parley/rules/decision'
import { canonicalJson } from '@parley/rules/hash'
import type { Facts, FactValue } from '@parley/rules/point'
import type { Condition, Leaf, Policy } from '@parley/rules/policy'
import { domains, type FactName, factNames } from './rules-small-world.ts'

/**
 * What a policy means, as plainly as it can be written: for facts that are all known. Slow, and sharing nothing with the two
 * evaluators, so that agreement with it says something. Days compare as texts here, not as numbers.
 */
export function holds(policy: Policy, condition: Condition, facts: Facts): boolean {
  if ('all' in condition) return condition.all.every((child) => holds(policy, child, facts))
  if ('any' in condition) return condition.any.some((child) => holds(policy, child, facts))
  if ('not' in condition) return !holds(policy, condition.not, facts)
  if ('condition' in condition) return holds(policy, policy.conditions[condition.condition]!, facts)
  return leafHolds(policy, condition, facts)
}

function leafHolds(policy: Policy, { fact, operator, value }: Leaf, facts: Facts): boolean {
  const left = facts[fact] as never
  const right = (
    typeof value === 'object' && 'parameter' in value
      ? policy.parameters[value.parameter]!.value
      : typeof value === 'object' && 'fact' in value
        ? facts[value.fact]
        : value
  ) as never
  switch (operator) {
    case 'equal':
      return left === right
    case 'notEqual':
      return left !== right
    case 'lessThan':
      return left < right
    case 'lessThanInclusive':
      return left <= right
    case 'greaterThan':
      return left > right
    case 'greaterThanInclusive':
      return left >= right
    case 'in':
      return (right as string[]).some((each) => each === left)
    case 'notIn':
      return (right as string[]).every((each) => each !== left)
    case 'contains':
      return (left as string[]).some((each) => each === right)
    case 'doesNotContain':
      return (left as string[]).every((each) => each !== right)
    default:
      throw new Error(`No such operator: ${operator}`)
  }
}

/** The ids of the rules that hold, in order of evaluation. */
export function firedByOracle(policy: Policy, facts: Facts): string[] {
  return policy.rules
    .map((rule, index) => ({ rule, index }))
    .sort((a, b) => b.rule.priority - a.rule.priority || a.index - b.index)
    .filter(({ rule }) => holds(policy, rule.conditions, facts))
    .map(({ rule }) => rule.id)
}

/** The outcome by the point's hit policy, and the rules that make it; undefined parameters are those of unknown facts. */
export function endByOracle(policy: Policy, facts: Facts): { outcome: Outcome; because: string[] } {
  const fired = firedByOracle(policy, facts).map((id) => policy.rules.find((rule) => rule.id === id)!)
  const decider = fired.find(({ event }) => event.type !== 'score')
  const deciding = decider ? [decider] : fired
  const events = deciding.length > 0 ? deciding.map(({ event }) => event) : [policy.otherwise.event]
  const because = deciding.length > 0 ? deciding.map(({ id }) => id) : ['otherwise']
  const params: Record<string, FactValue> = {}
  for (const { params: given } of events)
    for (const [name, value] of Object.entries(given)) {
      const known =
        typeof value !== 'object'
          ? value
          : 'parameter' in value
            ? policy.parameters[value.parameter]!.value
            : facts[value.fact]!
      if (!(name in params)) params[name] = known
      else if (name === 'points') params[name] = (params[name] as number) + (known as number)
      else if (name === 'capMinor') params[name] = Math.min(params[name] as number, known as number)
      else if (name === 'rateBps') params[name] = Math.max(params[name] as number, known as number)
    }
  return { outcome: { type: events[0]!.type, params }, because }
}

export function outcomeByOracle(policy: Policy, facts: Facts): Outcome {
  return endByOracle(policy, facts).outcome
}

/** Every way to fill in the facts that are unknown. */
export function* completions(
  facts: Facts,
  unknown = factNames.filter((name) => facts[name] === undefined),
): Generator<Facts> {
  const [name, ...rest] = unknown
  if (name === undefined) yield facts
  else for (const value of domains[name]) yield* completions({ ...facts, [name]: value }, rest)
}

/** The facts among `candidates` that can change the outcome, for some value of everything else that is unknown. */
export function matteringByOracle(policy: Policy, facts: Facts, candidates: readonly FactName[]): FactName[] {
  return candidates.filter((name) => {
    const { [name]: _, ...others } = facts as Record<string, FactValue>
    const unknown = factNames.filter((each) => each !== name && others[each] === undefined)
    for (const completion of completions(others, unknown)) {
      const outcomes = domains[name].map((value) =>
        canonicalJson(outcomeByOracle(policy, { ...completion, [name]: value })),
      )
      if (new Set(outcomes).size > 1) return true
    }
    return false
  })
}
