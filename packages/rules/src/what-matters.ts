import { type Compiled, compile } from './compile/closures.ts'
import { valuesOf } from './compile/intermediate.ts'
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
  const settlement = compiled.settle(facts)
  const missing = new Set('missing' in settlement ? settlement.missing : [])
  return compiled.program.facts.filter((name, slot) =>
    facts[name] === undefined ? missing.has(name) : wouldMatter(compiled, slot, facts),
  )
}

function wouldMatter(compiled: Compiled, slot: number, facts: Facts): boolean {
  const { program, evaluators } = compiled
  const name = program.facts[slot]!
  const without: Record<string, Facts[string]> = { ...facts }
  delete without[name]
  const values = valuesOf(program, without)
  const evaluation = compiled.evaluateValues(values)
  const testsIt = program.rules.some((rule) => rule.slots.includes(slot) && evaluators.get(rule.node)!(values) !== no)
  if (!testsIt) return false
  const settlement = settle(program, evaluation, values, without, evaluators, budgetOfFact)
  return 'missing' in settlement && settlement.missing.includes(name)
}
