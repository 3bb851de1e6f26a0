import type { Outcome } from '../decision.ts'
import type { Facts } from '../point.ts'
import { Ends } from './ends.ts'
import { anyUnknown, SourceWriter } from './generate-source.ts'
import { extendedFacts, type Program } from './intermediate.ts'
import type { Evaluation } from './settle.ts'

/** Says which rules hold, or undefined when a fact that the policy tests is unknown: then the closures have to say. */
export type Generated = (facts: Facts) => Evaluation | undefined

/** The ids of the rules that hold, in order of evaluation, and the outcome that they lead to. */
export type Reckoned = { fired: readonly string[]; outcome: Outcome }

const none: readonly number[] = []

/**
 * The program as JavaScript, for going over millions of facts on the server: a browser's content security policy forbids it.
 * Facts must have been parsed before.
 */
export function generate(program: Program): Generated {
  const held = generateHeld<number>(program, program.facts, (_, index) => index)
  return (facts) => {
    const certain = held(extendedFacts(program, facts))
    return certain && { certain, open: none }
  }
}

/** As `generate`, with the outcome; undefined also when the outcome carries a fact that is unknown. */
export function generateReckoning(program: Program): (facts: Facts) => Reckoned | undefined {
  const held = generateHeld<string>(program, program.facts, (id) => id)
  const outcomeOf = outcomeReader(program)
  return (facts) => {
    const extended = extendedFacts(program, facts)
    const fired = held(extended)
    const outcome = fired && outcomeOf(fired, extended)
    return outcome && { fired, outcome }
  }
}

type OutcomeReader = (fired: readonly string[], extended: Facts) => Outcome | undefined

/** What the rules that hold lead to. Where no outcome is collected or carries facts, that is looked up. */
export function outcomeReader(program: Program): OutcomeReader {
  const { rules, outcomes } = program
  const isPlain = rules.every((rule) => !rule.collected) && outcomes.every((each) => isEmpty(each.fromFacts))
  if (isPlain) {
    const plain = outcomes.map(({ type, params }): Outcome => ({ type, params }))
    const otherwise = plain[program.otherwise]!
    const ofRule: Record<string, Outcome> = Object.fromEntries(rules.map((rule) => [rule.id, plain[rule.outcome]!]))
    return (fired) => (fired.length > 0 ? ofRule[fired[0]!]! : otherwise)
  }
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  return (fired, extended) => {
    const holding = fired.map((id) => byId.get(id)!)
    const decider = holding.find((rule) => !rule.collected)
    const ends = new Ends(program, extended)
    const { outcome, missing } = ends.at(decider ? ends.ofRule(decider) : ends.ofCollected(holding))
    return missing.length > 0 ? undefined : outcome
  }
}

const isEmpty = (record: object) => Object.keys(record).length === 0

/** A list of what `nameOf` gives for each rule that holds; undefined when one of `needed` is unknown. */
function generateHeld<Name extends string | number>(
  program: Program,
  needed: readonly string[],
  nameOf: (id: string, index: number) => Name,
): (extended: Facts) => Name[] | undefined {
  const writer = new SourceWriter(program)
  const { text, calls } = writer.chunks(
    'facts, held',
    (rule, index) => `if (${writer.condition(rule.node)}) held.push(${JSON.stringify(nameOf(rule.id, index))})`,
  )
  const source = `${writer.listConstants()}
${text}
return (facts) => {
if (${anyUnknown(needed)}) return undefined
const held = []
${calls}
return held
}`
  return new Function('lists', source)(writer.lists)
}
