import { type Compiled, compile } from './compile/closures.ts'
import { extendedFacts, valuesOf } from './compile/intermediate.ts'
import { no } from './compile/kleene.ts'
import { settle } from './compile/settle.ts'
import type { Facts, Point } from './point.ts'
import type { Rulebook } from './policy.ts'

/** Branches that the question may cost for one fact: all facts together stay within a few milliseconds. */
const budgetOfFact = 4_000

/**
 * The facts whose value can still change the outcome, in order of evaluation: the unknown ones that matter, and the known ones
 * that would matter if they were unknown. A form asks for these and no others. Where telling would take too long, a fact counts
 * as one that matters.
 */
export function whatMatters(point: Point, policy: Rulebook, facts: Facts): string[] {
  const compiled = compile(point, policy)
  const { program } = compiled
  const settlement = compiled.settle(facts)
  const missing = new Set('missing' in settlement ? settlement.missing : [])
  const carried = program.outcomes.flatMap(({ fromFacts }) => Object.values(fromFacts))
  const asked = new Set([...program.facts, ...carried].flatMap((name) => program.inputs(name)))
  return [...asked].filter((name) =>
    facts[name] === undefined ? missing.has(name) : wouldMatter(compiled, name, facts),
  )
}

function wouldMatter(compiled: Compiled, name: string, facts: Facts): boolean {
  const { program, evaluators } = compiled
  const without: Record<string, Facts[string]> = { ...facts }
  delete without[name]
  const extended = extendedFacts(program, without)
  const values = valuesOf(program, extended)
  const evaluation = compiled.evaluateValues(values)
  const slots = new Set([...program.facts.keys()].filter((slot) => program.inputs(program.facts[slot]!).includes(name)))
  const testsIt = program.rules.some(
    (rule) => rule.slots.some((slot) => slots.has(slot)) && evaluators.get(rule.node)!(values) !== no,
  )
  const isCarried = program.outcomes.some(({ fromFacts }) =>
    Object.values(fromFacts).some((fact) => program.inputs(fact).includes(name)),
  )
  if (!testsIt && !isCarried) return false
  const settlement = settle({ program, evaluation, values, extended, evaluators, budget: budgetOfFact })
  return 'missing' in settlement && settlement.missing.includes(name)
}
