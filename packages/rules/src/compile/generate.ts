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

/**
 * The program as JavaScript, for going over millions of facts on the server: a browser's content security policy forbids it.
 * Facts must have been parsed before.
 */
export function generate(program: Program): Generated {
  return extending(
    program,
    generateFrom<Evaluation>(program, (_, index) => index, '{ certain: held, open: none }', { none: [] }),
  )
}

/** As `generate`, with the outcome; undefined also when the outcome carries a fact that is unknown. */
export function generateReckoning(program: Program): (facts: Facts) => Reckoned | undefined {
  const plain = plainOutcomes(program)
  if (plain) {
    const result = '{ fired: held, outcome: held.length > 0 ? ofRule[held[0]] : otherwise }'
    return extending(
      program,
      generateFrom<Reckoned>(program, (id) => id, result, plain),
    )
  }
  const outcomeOf = outcomeReader(program)
  const held = generateFrom<string[]>(program, (id) => id, 'held', {})
  return extending(program, (extended) => {
    const fired = held(extended)
    const outcome = fired && outcomeOf(fired, extended)
    return outcome && { fired, outcome }
  })
}

type FromFacts<Result> = (facts: Facts) => Result | undefined

/** Works out the derived facts first, where the policy has any. */
function extending<Result>(program: Program, made: FromFacts<Result>): FromFacts<Result> {
  return program.derive ? (facts) => made(extendedFacts(program, facts)) : made
}

/** What the rules that hold lead to, or undefined when that carries a fact which is unknown. */
export function outcomeReader(program: Program): (fired: readonly string[], extended: Facts) => Outcome | undefined {
  const plain = plainOutcomes(program)
  if (plain) return ([first]) => (first === undefined ? plain.otherwise : plain.ofRule[first])
  const byId = new Map(program.rules.map((rule) => [rule.id, rule]))
  return (fired, extended) => {
    const holding = fired.map((id) => byId.get(id)!)
    const decider = holding.find((rule) => !rule.collected)
    const ends = new Ends(program, extended)
    const { outcome, missing } = ends.at(decider ? ends.ofRule(decider) : ends.ofCollected(holding))
    return missing.length > 0 ? undefined : outcome
  }
}

type PlainOutcomes = { ofRule: Readonly<Record<string, Outcome>>; otherwise: Outcome }

/** The outcomes by rule, where none is collected or carries facts: then the first rule that holds says it all. */
function plainOutcomes({ rules, outcomes, otherwise }: Program): PlainOutcomes | undefined {
  if (rules.some((rule) => rule.collected)) return undefined
  if (outcomes.some(({ fromFacts }) => Object.keys(fromFacts).length > 0)) return undefined
  const plain = outcomes.map(({ type, params }): Outcome => ({ type, params }))
  return {
    ofRule: Object.fromEntries(rules.map((rule) => [rule.id, plain[rule.outcome]!])),
    otherwise: plain[otherwise]!,
  }
}

/**
 * Makes of the rules that hold by extended facts, `held` in the source `result`, what that says; undefined when a fact that the program tests is unknown.
 * `nameOf` gives the name of each rule in `held`, `constants` what else `result` uses.
 */
function generateFrom<Result>(
  program: Program,
  nameOf: (id: string, index: number) => string | number,
  result: string,
  constants: Readonly<Record<string, unknown>>,
): FromFacts<Result> {
  const writer = new SourceWriter(program)
  const { text, calls } = writer.chunks(
    'facts, held',
    (rule, index) => `if (${writer.condition(rule.node)}) held.push(${JSON.stringify(nameOf(rule.id, index))})`,
  )
  const source = `${writer.listConstants()}
${text}
return (facts) => {
if (${anyUnknown(program.facts)}) return undefined
const held = []
${calls}
return ${result}
}`
  return new Function('lists', ...Object.keys(constants), source)(writer.lists, ...Object.values(constants))
}
