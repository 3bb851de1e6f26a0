import type { Outcome } from './decision.ts'
import { own } from './names.ts'
import type { Facts, FactValue, OutcomeDefinition, OutcomeParameter, Point } from './point.ts'
import type { Rulebook, RuleEvent } from './policy.ts'
import { maximumMoneyMinor, maximumRateBps, valueSchema } from './value-schema.ts'

/** Where the rules that hold lead; not `complete` when the outcome carries a fact that is unknown, or out of its parameter's bounds. */
type EngineEnd = { outcome: Outcome; because: readonly string[]; complete: boolean }

/**
 * What json-rules-engine's rules lead to when none is open, by the point's hit policy; `fired` in order of evaluation. A value that a
 * fact gives and the parameter can't have counts as unknown; a sum stops at the parameter's maximum and minimum. Shares no code
 * with the compiled evaluator: they check each other.
 */
export function endByEngine(point: Point, policy: Rulebook, fired: readonly string[], facts: Facts): EngineEnd {
  const rules = fired.map((id) => policy.rules.find((rule) => rule.id === id)!)
  const isCollected = (type: string) => own(point.outcomes, type)?.collected === true
  const decider = rules.find((rule) => !isCollected(rule.event.type))
  const deciding = decider ? [decider] : rules
  const events = deciding.length > 0 ? deciding.map((rule) => rule.event) : [policy.otherwise.event]
  const { type } = events[0]!
  const definitions = own(point.outcomes, type)?.parameters ?? {}
  const given = events.map((event) => paramsOf(policy, event, facts, definitions))
  const params: Record<string, FactValue> = {}
  let complete = true
  for (const [name, definition] of Object.entries(definitions)) {
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

function paramsOf(
  policy: Rulebook,
  event: RuleEvent,
  facts: Facts,
  definitions: OutcomeDefinition['parameters'],
): Record<string, FactValue | undefined> {
  return Object.fromEntries(
    Object.entries(event.params).map(([name, value]) => {
      if (typeof value !== 'object') return [name, value]
      if ('parameter' in value) return [name, own(policy.parameters, value.parameter)!.value]
      const read = facts[value.fact]
      const isPossible = read !== undefined && valueSchema(own(definitions, name)!).safeParse(read).success
      return [name, isPossible ? read : undefined]
    }),
  )
}

function combined(definition: OutcomeParameter, values: readonly FactValue[]): FactValue | undefined {
  const numbers = values as readonly number[]
  if (values.length < 2) return values[0]
  switch (definition.aggregation) {
    case 'sum':
      return stopped(
        definition,
        numbers.reduce((sum, each) => sum + each),
      )
    case 'least':
      return Math.min(...numbers)
    case 'greatest':
      return Math.max(...numbers)
    default:
      return values[0]
  }
}

function stopped(definition: OutcomeParameter, sum: number): number {
  switch (definition.kind) {
    case 'count':
      if (sum < definition.minimum) return definition.minimum
      return sum > definition.maximum ? definition.maximum : sum
    case 'money':
      return sum > maximumMoneyMinor ? maximumMoneyMinor : sum
    default:
      return sum > maximumRateBps ? maximumRateBps : sum
  }
}
