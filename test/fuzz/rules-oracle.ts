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

export function outcomeByOracle(policy: Policy, facts: Facts): Outcome {
  const [first] = firedByOracle(policy, facts)
  const { event } = policy.rules.find((rule) => rule.id === first) ?? policy.otherwise
  const params = Object.entries(event.params).map(([name, value]) => [
    name,
    typeof value === 'object' ? policy.parameters[value.parameter]!.value : value,
  ])
  return { type: event.type, params: Object.fromEntries(params) }
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
