import type { Outcome } from '../decision.ts'
import { canonicalJson } from '../hash.ts'
import { own } from '../names.ts'
import type { Aggregation, Facts, FactValue } from '../point.ts'
import { DiagramTooLarge } from './diagram.ts'
import type { Program, ProgramRule } from './intermediate.ts'

/** One outcome that facts can lead to; `missing` are the unknown facts that it carries. */
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
    return rules.length === 0 ? this.#ofIndex(this.#program.otherwise) : this.#numberOf(this.#aggregated(rules))
  }

  /** Equal for rules that make the same so far. */
  keyOf(rules: readonly ProgramRule[]): string {
    return rules.length === 0 ? '' : canonicalJson(this.#aggregated(rules))
  }

  #aggregated(rules: readonly ProgramRule[]): End {
    return aggregate(
      this.#program,
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
    const key = canonicalJson(end)
    let number = this.#numbers.get(key)
    if (number === undefined) {
      number = this.#ends.push(end) - 1
      if (number >= this.#program.outcomes.length + mostEnds) throw new DiagramTooLarge()
      this.#numbers.set(key, number)
    }
    return number
  }
}

/** The outcome at this index with its parameters; those whose facts are unknown are left out, and the facts named. */
function resolve(program: Program, index: number, extended: Facts): RuleEnd {
  const { type, params, fromFacts } = program.outcomes[index]!
  const sources = Object.entries(fromFacts)
  if (sources.length === 0) return { outcome: { type, params }, missing: [], unknown: {} }
  const known = sources.filter(([, fact]) => extended[fact] !== undefined)
  const read = Object.fromEntries(known.map(([name, fact]) => [name, extended[fact]!]))
  const unknown = Object.fromEntries(sources.filter(([, fact]) => extended[fact] === undefined))
  return { outcome: { type, params: { ...params, ...read } }, missing: Object.values(unknown), unknown }
}

/** What rules make together (hit policy `collect`), given in order of evaluation; at least one. */
function aggregate(program: Program, ends: readonly RuleEnd[]): End {
  const { type } = ends[0]!.outcome
  const definitions = own(program.point.outcomes, type)!.parameters
  const params: Record<string, FactValue> = {}
  const missing = new Set<string>()
  for (const name of Object.keys(definitions)) {
    const { aggregation } = own(definitions, name)!
    const givers = ends.filter(
      ({ outcome, unknown }) => Object.hasOwn(unknown, name) || Object.hasOwn(outcome.params, name),
    )
    const heard = aggregation === 'first' ? givers.slice(0, 1) : givers
    for (const { unknown } of heard) if (own(unknown, name)) missing.add(own(unknown, name)!)
    const given = heard.map(({ outcome }) => own(outcome.params, name)).filter((value) => value !== undefined)
    if (given.length > 0) params[name] = aggregated(aggregation!, given)
  }
  return { outcome: { type, params }, missing: [...missing] }
}

function aggregated(how: Aggregation, given: readonly FactValue[]): FactValue {
  if (how === 'first') return given[0]!
  const numbers = given as readonly number[]
  if (how === 'sum') return numbers.reduce((sum, each) => sum + each, 0)
  return numbers.reduce((best, each) => ((how === 'least' ? each < best : each > best) ? each : best))
}
