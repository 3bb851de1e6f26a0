import type { Outcome } from '@parley/rules/decision'
import { canonicalJson } from '@parley/rules/hash'
import type { Facts, FactValue } from '@parley/rules/point'
import type { Condition, Leaf, Policy } from '@parley/rules/policy'
import { bounds, domains, type FactName, factNames } from './rules-small-world.ts'

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

/**
 * The outcome by the point's hit policy, and the rules that make it. `waitsFor` names the facts that it carries and whose values its
 * parameters can't have: with any, the decision waits.
 */
export function endByOracle(policy: Policy, facts: Facts): { outcome: Outcome; because: string[]; waitsFor: string[] } {
  const fired = firedByOracle(policy, facts).map((id) => policy.rules.find((rule) => rule.id === id)!)
  const decider = fired.find(({ event }) => event.type !== 'score')
  const deciding = decider ? [decider] : fired
  const events = deciding.length > 0 ? deciding.map(({ event }) => event) : [policy.otherwise.event]
  const because = deciding.length > 0 ? deciding.map(({ id }) => id) : ['otherwise']
  const { type } = events[0]!
  const params: Record<string, FactValue> = {}
  const waitsFor = new Set<string>()
  for (const { params: given } of events)
    for (const [name, value] of Object.entries(given)) {
      const known =
        typeof value !== 'object'
          ? value
          : 'parameter' in value
            ? policy.parameters[value.parameter]!.value
            : facts[value.fact]!
      const [least, most] = bounds[type]?.[name] ?? [-Infinity, Infinity]
      if (typeof value === 'object' && 'fact' in value && ((known as number) < least || (known as number) > most))
        waitsFor.add(value.fact)
      else if (!(name in params)) params[name] = known
      else if (isSum(name)) params[name] = (params[name] as number) + (known as number)
      else if (name === 'capMinor') params[name] = Math.min(params[name] as number, known as number)
      else if (name === 'rateBps') params[name] = Math.max(params[name] as number, known as number)
    }
  for (const name of Object.keys(params).filter(isSum)) {
    const [least, most] = bounds[type]![name]!
    params[name] = Math.max(least, Math.min(most, params[name] as number))
  }
  return { outcome: { type, params }, because, waitsFor: [...waitsFor].sort() }
}

const isSum = (name: string) => name === 'points' || name === 'restDays'

/** The decision in the form in which `decide` gives it. */
export function decisionByOracle(policy: Policy, facts: Facts) {
  const { outcome, because, waitsFor } = endByOracle(policy, facts)
  if (waitsFor.length > 0) return { status: 'informationNeeded', missing: waitsFor } as const
  return { status: 'decided', outcome, because } as const
}

/** What a fact has to change to matter: the outcome, or what it waits for. */
function endInText(policy: Policy, facts: Facts): string {
  const { outcome, waitsFor } = endByOracle(policy, facts)
  return canonicalJson({ outcome, waitsFor })
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
      const outcomes = domains[name].map((value) => endInText(policy, { ...completion, [name]: value }))
      if (new Set(outcomes).size > 1) return true
    }
    return false
  })
}

/** What a decision has to ask for, sorted: the unknown facts that matter, else the known ones that it can't be made with. */
export function missingByOracle(policy: Policy, facts: Facts): string[] {
  const unknown = factNames.filter((name) => facts[name] === undefined)
  const mattering = matteringByOracle(policy, facts, unknown)
  if (mattering.length > 0) return mattering.toSorted()
  const [completion] = completions(facts, unknown)
  return endByOracle(policy, completion!).waitsFor
}
