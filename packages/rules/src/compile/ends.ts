import type { Outcome } from '../decision.ts'
import { canonicalJson } from '../hash.ts'
import { own } from '../names.ts'
import type { Aggregation, Facts, FactValue, OutcomeParameter } from '../point.ts'
import { maximumMoneyMinor, maximumRateBps } from '../value-schema.ts'
import { DiagramTooLarge } from './diagram.ts'
import type { Program, ProgramRule } from './intermediate.ts'

/** One outcome that facts can lead to; `missing` are the facts that it carries and that are unknown, or out of the parameter's bounds. */
export type End = { outcome: Outcome; missing: readonly string[] }

/** An end of one rule; `unknown` says which of its parameters wait for which fact. */
type RuleEnd = End & { unknown: Readonly<Record<string, string>> }

/** Results that open collected rules may lead to before all of their unknown facts are asked for. */
export const mostEnds = 256

/** The ends of one decision, each with a number of its own: equal outcomes are one end. */
export class Ends {
  #program: Program
  #extended: Facts
  #ends: End[] = []
  #numbers = new Map<string, number>()
  #ofOutcome: (number | undefined)[] = []
  #resolvedOutcomes: (RuleEnd | undefined)[] = []

  constructor(program: Program, extended: Facts) {
    this.#program = program
    this.#extended = extended
  }

  at(number: number): End {
    return this.#ends[number]!
  }

  ofRule(rule: ProgramRule): number {
    return this.#ofIndex(rule.outcome)
  }

  /** What these rules make together, in order of evaluation; nothing makes the `otherwise`. */
  ofCollected(rules: readonly ProgramRule[]): number {
    if (rules.length === 0) return this.#ofIndex(this.#program.otherwise)
    return this.#numberOf(withSumsInBounds(this.#program, this.#aggregated(rules)))
  }

  /** Equal for rules that make the same so far. */
  keyOf(rules: readonly ProgramRule[]): string {
    return rules.length === 0 ? '' : canonicalJson(this.#aggregated(rules))
  }

  #aggregated(rules: readonly ProgramRule[]): End {
    return aggregate(
      this.#program,
      this.#extended,
      rules.map((rule) => this.#resolved(rule.outcome)),
    )
  }

  #ofIndex(index: number): number {
    const { outcome, missing } = this.#resolved(index)
    this.#ofOutcome[index] ??= this.#numberOf({ outcome, missing })
    return this.#ofOutcome[index]
  }

  #resolved(index: number): RuleEnd {
    this.#resolvedOutcomes[index] ??= resolve(this.#program, index, this.#extended)
    return this.#resolvedOutcomes[index]
  }

  #numberOf(end: End): number {
    const key = canonicalJson({ outcome: end.outcome, missing: end.missing.toSorted() })
    let number = this.#numbers.get(key)
    if (number === undefined) {
      number = this.#ends.push(end) - 1
      if (number >= this.#program.outcomes.length + mostEnds) throw new DiagramTooLarge()
      this.#numbers.set(key, number)
    }
    return number
  }
}

/**
 * The outcome at this index with its parameters. One that is read from a fact which is unknown, or whose value is out of the
 * parameter's bounds, is left out, and the fact named: so the decision waits, and no impossible amount is ever recorded.
 */
function resolve(program: Program, index: number, extended: Facts): RuleEnd {
  const { type, params, fromFacts } = program.outcomes[index]!
  const sources = Object.entries(fromFacts)
  if (sources.length === 0) return { outcome: { type, params }, missing: [], unknown: {} }
  const definitions = own(program.point.outcomes, type)!.parameters
  const read: Record<string, FactValue> = {}
  const unknown: Record<string, string> = {}
  for (const [name, fact] of sources) {
    const value = extended[fact]
    if (value !== undefined && isInBounds(own(definitions, name)!, value)) read[name] = value
    else unknown[name] = fact
  }
  return { outcome: { type, params: { ...params, ...read } }, missing: Object.values(unknown), unknown }
}

/** What rules make together (hit policy `collect`), given in order of evaluation; at least one. */
function aggregate(program: Program, extended: Facts, ends: readonly RuleEnd[]): End {
  const { type } = ends[0]!.outcome
  const definitions = own(program.point.outcomes, type)!.parameters
  const params: Record<string, FactValue> = {}
  const missing: string[] = []
  for (const name of Object.keys(definitions)) {
    const { aggregation } = own(definitions, name)!
    const givers = ends.filter(
      ({ outcome, unknown }) => Object.hasOwn(unknown, name) || Object.hasOwn(outcome.params, name),
    )
    const heard = aggregation === 'first' ? givers.slice(0, 1) : givers
    const waiting = heard.flatMap(({ unknown }) => own(unknown, name) ?? [])
    const unknown = waiting.filter((fact) => extended[fact] === undefined)
    // A sum that waits for a fact twice will be another one than that which waits for it once.
    missing.push(...new Set(waiting), ...(aggregation === 'sum' ? unknown : []))
    const given = heard.map(({ outcome }) => own(outcome.params, name)).filter((value) => value !== undefined)
    if (given.length > 0) params[name] = aggregated(aggregation!, given)
  }
  return { outcome: { type, params }, missing }
}

function aggregated(how: Aggregation, given: readonly FactValue[]): FactValue {
  if (how === 'first') return given[0]!
  const numbers = given as readonly number[]
  if (how === 'sum') return numbers.reduce((sum, each) => sum + each, 0)
  return numbers.reduce((best, each) => ((how === 'least' ? each < best : each > best) ? each : best))
}

/** Days and moments that are worked out keep to the years that there are: other kinds have bounds of their own. */
function isInBounds(definition: OutcomeParameter, value: FactValue): boolean {
  if (definition.kind === 'choice') return Object.hasOwn(definition.values, value as string)
  if (typeof value !== 'number') return true
  const [least, most] = boundsOf(definition)
  return value >= least && value <= most
}

/** What adds up to more than the parameter's maximum is the maximum, and what adds up to less than its minimum the minimum. */
function withSumsInBounds(program: Program, end: End): End {
  const { type, params } = end.outcome
  const definitions = own(program.point.outcomes, type)!.parameters
  const kept = Object.entries(params).map(([name, value]): [string, FactValue] => {
    const definition = own(definitions, name)!
    if (definition.aggregation !== 'sum') return [name, value]
    const [least, most] = boundsOf(definition)
    return [name, Math.min(Math.max(value as number, least), most)]
  })
  return { ...end, outcome: { type, params: Object.fromEntries(kept) } }
}

function boundsOf(definition: OutcomeParameter): readonly [least: number, most: number] {
  if (definition.kind === 'count') return [definition.minimum, definition.maximum]
  return [0, definition.kind === 'money' ? maximumMoneyMinor : maximumRateBps]
}
