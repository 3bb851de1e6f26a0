import { toEpochDay } from './days.ts'
import { own } from './names.ts'
import type { Facts, Point } from './point.ts'
import type { Condition, Leaf, Rulebook } from './policy.ts'
import { toMilliseconds } from './time/instants.ts'

/** A condition as json-rules-engine reads it. */
type EngineCondition =
  | { all: EngineCondition[] }
  | { any: EngineCondition[] }
  | { not: EngineCondition }
  | { fact: string; operator: string; value: unknown }

export type EngineDocument = {
  facts: Record<string, unknown>
  rules: { name: string; conditions: EngineCondition; event: { type: string } }[]
}

const alwaysKnown = 'engine.known'

/**
 * The policy as json-rules-engine evaluates it: parameters and named conditions put in, dates as days since 1970-01-01, and each
 * comparison with an unknown fact settled by `bound`. For `certainly`, it is false where that makes a rule hold less, so what holds
 * then holds whatever the unknown is; for `possibly`, the other way round. Priorities stay out: the engine would take one after the
 * other, and all rules that hold are wanted. Shares no code with the compiled evaluator: they check each other.
 */
export function engineDocument(
  point: Point,
  policy: Rulebook,
  facts: Facts,
  bound: 'certainly' | 'possibly',
): EngineDocument {
  const translate = (condition: Condition, generous: boolean): EngineCondition => {
    if ('all' in condition) return { all: condition.all.map((child) => translate(child, generous)) }
    if ('any' in condition) return { any: condition.any.map((child) => translate(child, generous)) }
    if ('not' in condition) return { not: translate(condition.not, !generous) }
    if ('condition' in condition) return translate(own(policy.conditions, condition.condition)!, generous)
    return translateLeaf(point, policy, facts, condition, generous)
  }
  return {
    facts: { ...engineFacts(point, facts), [alwaysKnown]: true },
    rules: policy.rules.map((rule) => ({
      name: rule.id,
      conditions: asRoot(translate(rule.conditions, bound === 'possibly')),
      event: { type: 'ruleHolds' },
    })),
  }
}

/** Whether a condition, or one that it names, compares a fact that nobody knows yet. */
export function meetsUnknown(policy: Rulebook, facts: Facts, condition: Condition): boolean {
  const meets = (child: Condition) => meetsUnknown(policy, facts, child)
  if ('all' in condition) return condition.all.some(meets)
  if ('any' in condition) return condition.any.some(meets)
  if ('not' in condition) return meets(condition.not)
  if ('condition' in condition) return meets(own(policy.conditions, condition.condition)!)
  return isUnknown(condition, facts)
}

/** json-rules-engine takes no comparison alone. */
function asRoot(condition: EngineCondition): EngineCondition {
  return 'fact' in condition ? { all: [condition] } : condition
}

function translateLeaf(point: Point, policy: Rulebook, facts: Facts, leaf: Leaf, generous: boolean): EngineCondition {
  if (isUnknown(leaf, facts)) return { fact: alwaysKnown, operator: 'equal', value: generous }
  const { fact, operator, value } = leaf
  if (typeof value === 'object' && 'fact' in value) return { fact, operator, value: { fact: value.fact } }
  const literal =
    typeof value === 'object' && 'parameter' in value ? own(policy.parameters, value.parameter)!.value : value
  return { fact, operator, value: engineValue(point, fact, literal) }
}

function isUnknown({ fact, value }: Leaf, facts: Facts): boolean {
  if (facts[fact] === undefined) return true
  return typeof value === 'object' && 'fact' in value && facts[value.fact] === undefined
}

function engineFacts(point: Point, facts: Facts): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(facts)
      .filter((name) => facts[name] !== undefined)
      .map((name) => [name, engineValue(point, name, facts[name])]),
  )
}

function engineValue(point: Point, fact: string, value: unknown): unknown {
  if (Array.isArray(value)) return [...value]
  const { kind } = own(point.facts, fact)!
  if (kind === 'date') return toEpochDay(value as string)
  return kind === 'instant' ? toMilliseconds(value as string) : value
}
