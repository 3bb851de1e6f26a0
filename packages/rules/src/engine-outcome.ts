import type { Outcome } from './decision.ts'
import { own } from './names.ts'
import type { Facts, FactValue, OutcomeParameter, Point } from './point.ts'
import type { Rulebook, RuleEvent } from './policy.ts'

/** Where the rules that hold lead; not `complete` when the outcome carries a fact that is unknown. */
export type EngineEnd = { outcome: Outcome; because: readonly string[]; complete: boolean }

/**
 * What json-rules-engine's rules lead to when none is open, by the point's hit policy; `fired` in order of evaluation. Shares no
 * code with the compiled evaluator: they check each other.
 */
export function endByEngine(point: Point, policy: Rulebook, fired: readonly string[], facts: Facts): EngineEnd {
  const rules = fired.map((id) => policy.rules.find((rule) => rule.id === id)!)
  const isCollected = (type: string) => own(point.outcomes, type)?.collected === true
  const decider = rules.find((rule) => !isCollected(rule.event.type))
  const deciding = decider ? [decider] : rules
  const events = deciding.length > 0 ? deciding.map((rule) => rule.event) : [policy.otherwise.event]
  const { type } = events[0]!
  const given = events.map((event) => paramsOf(policy, event, facts))
  const params: Record<string, FactValue> = {}
  let complete = true
  for (const [name, definition] of Object.entries(own(point.outcomes, type)?.parameters ?? {})) {
    const values = given.filter((each) => Object.hasOwn(each, name)).map((each) => each[name])
    const heard = definition.aggregation === 'first' ? values.slice(0, 1) : values
    const value = combined(definition, heard.filter(isKnown))
    if (value !== undefined) params[name] = value
    if (!heard.every(isKnown)) complete = false
  }
  const because = deciding.length > 0 ? deciding.map((rule) => rule.id) : ['otherwise']
  return { outcome: { type, params }, because, complete }
}

const isKnown = (value: FactValue | undefined): value is FactValue => value !== undefined

function paramsOf(policy: Rulebook, event: RuleEvent, facts: Facts): Record<string, FactValue | undefined> {
  return Object.fromEntries(
    Object.entries(event.params).map(([name, value]) => {
      if (typeof value !== 'object') return [name, value]
      return [name, 'fact' in value ? facts[value.fact] : own(policy.parameters, value.parameter)!.value]
    }),
  )
}

function combined(definition: OutcomeParameter, values: readonly FactValue[]): FactValue | undefined {
  const numbers = values as readonly number[]
  if (values.length < 2) return values[0]
  switch (definition.aggregation) {
    case 'sum':
      return numbers.reduce((sum, each) => sum + each)
    case 'least':
      return Math.min(...numbers)
    case 'greatest':
      return Math.max(...numbers)
    default:
      return values[0]
  }
}
