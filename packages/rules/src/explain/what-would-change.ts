import { type Compiled, compile } from '../compile/closures.ts'
import { extendedFacts, type Program, type Values, valuesOf } from '../compile/intermediate.ts'
import { feedingSlots } from '../compile/nearly.ts'
import type { Evaluation } from '../compile/settle.ts'
import { type FormatOptions, formatBesideTitle, formatValue } from '../format.ts'
import { listed, own } from '../names.ts'
import type { ChangeableBy, FactDefinition, Facts, FactValue, Point } from '../point.ts'
import type { Policy, Rulebook } from '../policy.ts'
import { type Alternative, alternativesOf } from './alternatives.ts'
import { negated } from './negated.ts'
import type { Audience } from './reasons.ts'

export type FactChange = { fact: string; title: string; from: string; to: string }

/** A smallest change of facts that leads to a better outcome. */
export type Change = { facts: readonly FactChange[]; outcome: string; text: string }

const most = 3
const evaluationBudget = 2_000

const changers: Readonly<Record<Audience, readonly ChangeableBy[]>> = {
  partner: ['partner', 'time'],
  staff: ['partner', 'time', 'vendor'],
}

type Found = { steps: readonly Alternative[]; outcome: number; favour: number }

/**
 * What would lead to an outcome with more favour: changes of one known fact, then of two, at most three in all, each tried on
 * the evaluator. An outcome that only waits (a question, a review) isn't worth a change, so it isn't offered. Only facts that somebody can change are offered; to a partner, only those that it may know.
 */
export function whatWouldChange(
  point: Point,
  policy: Rulebook & Pick<Policy, 'currency'>,
  facts: Facts,
  audience: Audience,
  locale: string,
): Change[] {
  const search = new Search(compile(point, policy), facts, audience)
  const options = { locale, currency: policy.currency, zone: policy.calendar?.zone }
  const extended = extendedFacts(search.compiled.program, facts)
  return search.run().map((found) => inWords(point, search.compiled, extended, found, options))
}

class Search {
  compiled: Compiled
  #values: Values
  #alternatives: Map<number, readonly Alternative[]>
  #favours: readonly number[]
  #worthwhile: readonly boolean[]
  #favourNow: number
  #budget = evaluationBudget

  constructor(compiled: Compiled, facts: Facts, audience: Audience) {
    const { program } = compiled
    this.compiled = compiled
    this.#values = valuesOf(program, extendedFacts(program, facts))
    this.#favours = program.outcomes.map((outcome) => own(program.point.outcomes, outcome.type)!.favour)
    this.#worthwhile = program.outcomes.map((outcome) => {
      const { favour, careful } = own(program.point.outcomes, outcome.type)!
      return favour > 0 || !careful
    })
    const outcome = this.#outcomeOf(this.#values)
    this.#favourNow = outcome === undefined ? Infinity : this.#favours[outcome]!
    const feeding = feedingSlots(program)
    this.#alternatives = new Map(
      program.definitions.flatMap((definition, slot) =>
        this.#values[slot] !== undefined && !feeding.has(slot) && mayOffer(definition, audience)
          ? [[slot, alternativesOf(program, slot, this.#values)] as const]
          : [],
      ),
    )
  }

  run(): Found[] {
    const slots = [...this.#alternatives.keys()].filter((slot) => this.#couldImprove([slot]))
    const found = slots.flatMap((slot) => this.#best(this.#alternatives.get(slot)!.map((step) => [step])))
    found.sort((a, b) => b.favour - a.favour)
    if (found.length >= most) return found.slice(0, most)
    const alone = new Map(found.map((each) => [each.steps[0]!.slot, each.favour]))
    const pairs = this.#pairs(alone)
    pairs.sort((a, b) => b.favour - a.favour)
    return [...found, ...pairs].slice(0, most)
  }

  #pairs(alone: ReadonlyMap<number, number>): Found[] {
    const slots = [...this.#alternatives.keys()]
    const found: Found[] = []
    for (const [position, first] of slots.entries())
      for (const second of slots.slice(position + 1)) {
        if (this.#budget <= 0) return found
        if (!this.#couldImprove([first, second])) continue
        const steps = this.#alternatives.get(first)!.flatMap((a) => this.#alternatives.get(second)!.map((b) => [a, b]))
        const reached = Math.max(alone.get(first) ?? -Infinity, alone.get(second) ?? -Infinity)
        found.push(...this.#best(steps).filter(({ favour }) => favour > reached))
      }
    return found
  }

  /** The most favourable of these changes, of equals the one that comes first. */
  #best(changes: readonly (readonly Alternative[])[]): Found[] {
    let best: Found | undefined
    for (const steps of changes) {
      const outcome = this.#outcomeOf(this.#with(steps))
      if (outcome === undefined || !this.#worthwhile[outcome]) continue
      const favour = this.#favours[outcome]!
      if (favour > (best?.favour ?? this.#favourNow)) best = { steps, outcome, favour }
    }
    return best ? [best] : []
  }

  /** Whether any values of these facts could lead to more favour: asked before trying all of them. */
  #couldImprove(slots: readonly number[]): boolean {
    const values = this.#values.slice()
    for (const slot of slots) values[slot] = undefined
    this.#budget--
    const outcomes = possibleOutcomes(this.compiled.program, this.compiled.evaluateValues(values))
    return outcomes.some((outcome) => this.#worthwhile[outcome] && this.#favours[outcome]! > this.#favourNow)
  }

  #with(steps: readonly Alternative[]): Values {
    const values = this.#values.slice()
    for (const { slot, value } of steps) values[slot] = value
    return values
  }

  /** The outcome, if it is certain. */
  #outcomeOf(values: Values): number | undefined {
    if (this.#budget-- <= 0) return undefined
    const [outcome, ...others] = possibleOutcomes(this.compiled.program, this.compiled.evaluateValues(values))
    return others.some((other) => other !== outcome) ? undefined : outcome
  }
}

/** The outcome as far as it is certain, then those that open rules may lead to. What is collected counts as one outcome. */
function possibleOutcomes({ rules, otherwise }: Program, { certain, open }: Evaluation): number[] {
  const collected = rules.find((rule) => rule.collected)?.outcome
  const outcomeAt = (index: number) => (rules[index]!.collected ? collected! : rules[index]!.outcome)
  const decider = certain.find((index) => !rules[index]!.collected)
  const mayDecide = open.filter((index) => decider === undefined || (index < decider && !rules[index]!.collected))
  const fallback = decider ?? certain[0]
  return [fallback === undefined ? otherwise : outcomeAt(fallback), ...mayDecide.map(outcomeAt)]
}

function mayOffer(definition: FactDefinition, audience: Audience): boolean {
  return (
    (audience === 'staff' || definition.knownTo === 'partner') && changers[audience].includes(definition.changeableBy)
  )
}

function inWords(point: Point, { program }: Compiled, facts: Facts, found: Found, options: FormatOptions): Change {
  const outcome = own(point.outcomes, program.outcomes[found.outcome]!.type)!.title
  const phrases: string[] = []
  const changes = found.steps.map(({ slot, to }): FactChange => {
    const definition = program.definitions[slot]!
    const fact = program.facts[slot]!
    phrases.push(phraseOf(definition, facts[fact]!, to, options))
    return {
      fact,
      title: definition.title,
      from: formatValue(definition, facts[fact], options),
      to: listed(to.map((value) => formatValue(definition, value, options))),
    }
  })
  return { facts: changes, outcome, text: `If ${phrases.join(', and ')}, the answer would be "${outcome}".` }
}

/** "expected amount were $10,000 instead of $8,000". A statement is made, or denied: "contact at the customer is named". */
function phraseOf(
  definition: FactDefinition,
  from: FactValue,
  to: readonly FactValue[],
  options: FormatOptions,
): string {
  if (definition.kind === 'yesNo') return to[0] ? definition.title : negated(definition.title)
  const words = (value: FactValue) => formatBesideTitle(definition, value, options)
  return `${definition.title} were ${listed(to.map(words))} instead of ${words(from)}`
}
