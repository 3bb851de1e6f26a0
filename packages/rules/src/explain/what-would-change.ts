import { type Compiled, compile } from '../compile/closures.ts'
import { extendedFacts, type Program, type Values, valuesOf } from '../compile/intermediate.ts'
import { Replay, slotsFedBy } from '../compile/replay.ts'
import type { Evaluation } from '../compile/settle.ts'
import { factsPartnersKnow, partnerEdition } from '../edition.ts'
import { type FormatOptions, formatBesideTitle, formatValue } from '../format.ts'
import { listed, own } from '../names.ts'
import type { ChangeableBy, FactDefinition, Facts, FactValue, Point } from '../point.ts'
import type { Policy } from '../policy.ts'
import { type Alternative, alternativesOf } from './alternatives.ts'
import { negated } from './negated.ts'
import type { Audience } from './reasons.ts'

export type FactChange = { fact: string; title: string; from: string; to: string }

/** A smallest change of facts that leads to a better outcome; `favour` is the outcome's. */
export type Change = { facts: readonly FactChange[]; outcome: string; favour: number; text: string }

const most = 3
const evaluationBudget = 2_000
/** How often everything derived is worked out anew to find where it turns. */
const replayBudget = 2_000

const changers: Readonly<Record<Audience, readonly ChangeableBy[]>> = {
  partner: ['partner', 'time'],
  staff: ['partner', 'time', 'vendor'],
}

type Found = { steps: readonly Alternative[]; outcome: number; favour: number }

/**
 * What would lead to an outcome with more favour: changes of one known fact, then of two, at most three in all, each tried on
 * the evaluator with everything derived worked out anew. An outcome that only waits (a question, a review) isn't worth a change,
 * so it isn't offered. Only facts that somebody can change are offered. For a partner the published rules alone are asked, with
 * nothing but what it knows: so what is said is the same whatever it may not know.
 */
export function whatWouldChange(
  point: Point,
  policy: Policy,
  facts: Facts,
  audience: Audience,
  locale: string,
): Change[] {
  const asked = audience === 'partner' ? partnerEdition(point, policy) : policy
  const known = audience === 'partner' ? factsPartnersKnow(point, facts) : facts
  const search = new Search(compile(point, asked), known, audience)
  const options = { locale, currency: policy.currency, zone: policy.calendar?.zone }
  return search.run().map((found) => inWords(point, search.compiled, known, found, audience, options))
}

class Search {
  compiled: Compiled
  #facts: Facts
  #values: Values
  #replay: Replay
  #offered: readonly string[]
  #alternatives = new Map<string, readonly Alternative[]>()
  #favours: readonly number[]
  #worthwhile: readonly boolean[]
  #favourNow: number
  #budget = evaluationBudget

  constructor(compiled: Compiled, facts: Facts, audience: Audience) {
    const { program } = compiled
    this.compiled = compiled
    this.#facts = facts
    const extended = extendedFacts(program, facts)
    this.#values = valuesOf(program, extended)
    this.#replay = new Replay(program, extended, this.#values, replayBudget)
    this.#favours = program.outcomes.map((outcome) => own(program.point.outcomes, outcome.type)!.favour)
    this.#worthwhile = program.outcomes.map((outcome) => {
      const { favour, careful } = own(program.point.outcomes, outcome.type)!
      return favour > 0 || !careful
    })
    const outcome = this.#outcomeOf(this.#values)
    this.#favourNow = outcome === undefined ? Infinity : this.#favours[outcome]!
    const inputs = new Set(program.facts.flatMap((name) => program.inputs(name)))
    this.#offered = [...inputs].filter(
      (fact) => facts[fact] !== undefined && mayOffer(own(program.point.facts, fact)!, audience),
    )
  }

  run(): Found[] {
    const alone = this.#offered.filter((fact) => this.#couldImprove([fact]))
    const found = alone.flatMap((fact) => this.#best(this.#alternativesOf(fact).map((step) => [step])))
    found.sort((a, b) => b.favour - a.favour)
    if (found.length >= most) return found.slice(0, most)
    const pairs = this.#pairs(new Map(found.map((each) => [each.steps[0]!.fact, each.favour])))
    pairs.sort((a, b) => b.favour - a.favour)
    return [...found, ...pairs].slice(0, most)
  }

  #pairs(alone: ReadonlyMap<string, number>): Found[] {
    const found: Found[] = []
    for (const [position, first] of this.#offered.entries())
      for (const second of this.#offered.slice(position + 1)) {
        if (this.#budget <= 0) return found
        if (!this.#couldImprove([first, second])) continue
        const steps = this.#alternativesOf(first).flatMap((a) => this.#alternativesOf(second).map((b) => [a, b]))
        const reached = Math.max(alone.get(first) ?? -Infinity, alone.get(second) ?? -Infinity)
        found.push(...this.#best(steps).filter(({ favour }) => favour > reached))
      }
    return found
  }

  #alternativesOf(fact: string): readonly Alternative[] {
    let alternatives = this.#alternatives.get(fact)
    if (!alternatives) {
      alternatives = alternativesOf(this.compiled.program, fact, this.#facts[fact]!, this.#values, this.#replay)
      this.#alternatives.set(fact, alternatives)
    }
    return alternatives
  }

  /** The most favourable of these changes, of equals the one that comes first. */
  #best(changes: readonly (readonly Alternative[])[]): Found[] {
    let best: Found | undefined
    for (const steps of changes) {
      const outcome = this.#outcomeOf(this.#replay.valuesWith(steps))
      if (outcome === undefined || !this.#worthwhile[outcome]) continue
      const favour = this.#favours[outcome]!
      if (favour > (best?.favour ?? this.#favourNow)) best = { steps, outcome, favour }
    }
    return best ? [best] : []
  }

  /** Whether any values of these facts could lead to more favour: asked before trying all of them. */
  #couldImprove(facts: readonly string[]): boolean {
    const { program } = this.compiled
    const values = this.#values.slice()
    for (const fact of facts)
      for (const slot of [program.facts.indexOf(fact), ...slotsFedBy(program, fact)])
        if (slot >= 0) values[slot] = undefined
    this.#budget--
    const outcomes = possibleOutcomes(program, this.compiled.evaluateValues(values))
    return outcomes.some((outcome) => this.#worthwhile[outcome] && this.#favours[outcome]! > this.#favourNow)
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

/** A moment is nothing that a person brings about. */
function mayOffer({ kind, changeableBy }: FactDefinition, audience: Audience): boolean {
  return kind !== 'instant' && changers[audience].includes(changeableBy)
}

function inWords(
  point: Point,
  { program }: Compiled,
  facts: Facts,
  found: Found,
  audience: Audience,
  options: FormatOptions,
): Change {
  const { title: outcome, favour } = own(point.outcomes, program.outcomes[found.outcome]!.type)!
  const phrases: string[] = []
  const changes = found.steps.map(({ fact, to }): FactChange => {
    const definition = own(point.facts, fact)!
    phrases.push(phraseOf(definition, facts[fact]!, to, options))
    return {
      fact,
      title: definition.title,
      from: formatValue(definition, facts[fact], options),
      to: listed(to.map((value) => formatValue(definition, value, options))),
    }
  })
  const answer =
    audience === 'partner' ? `the published rules would answer “${outcome}”` : `the answer would be "${outcome}"`
  return { facts: changes, outcome, favour, text: `If ${phrases.join(', and ')}, ${answer}.` }
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
