import { compile } from '@parley/rules/compile/closures'
import { ColumnsBuilder } from '@parley/rules/compile/columns'
import { ColumnDecider } from '@parley/rules/compile/columns-decide'
import { generate, generateReckoning } from '@parley/rules/compile/generate'
import { generateTraced } from '@parley/rules/compile/generate-traced'
import { evaluateByEngine } from '@parley/rules/decide'
import type { Facts, Point } from '@parley/rules/point'
import type { Policy } from '@parley/rules/policy'

/**
 * The ids of the rules that hold, by each evaluator there is. Generated code leaves facts that are unknown to the closures, and columns
 * say which rule decides: each rule is asked alone.
 */
export async function holdingByAll(
  point: Point,
  policy: Policy,
  facts: Facts,
): Promise<Record<string, readonly string[]>> {
  const compiled = compile(point, policy)
  const { program } = compiled
  const ids = (indexes: readonly number[]) => indexes.map((index) => program.rules[index]!.id)
  const generated = generate(program)(facts)
  const reckoned = generateReckoning(program)(facts)
  return {
    engine: (await evaluateByEngine(point, policy, facts)).fired,
    closures: compiled.decide(facts).fired,
    ...(generated ? { generated: ids(generated.certain) } : {}),
    ...(reckoned ? { reckoned: reckoned.fired } : {}),
    traced: generateTraced(program)(facts).fired,
    columns: program.rules.filter(({ id }) => decidesInColumns(point, policy, id, facts)).map(({ id }) => id),
  }
}

function decidesInColumns(point: Point, policy: Policy, id: string, facts: Facts): boolean {
  const builder = new ColumnsBuilder(point.facts)
  if (builder.add(facts)) throw new Error('These are no facts of this point.')
  const decider = new ColumnDecider(point, builder.done())
  const alone = { ...policy, rules: policy.rules.filter((rule) => rule.id === id) }
  const [end] = Array.from(decider.decide(alone).ends, (number) => decider.table.ends[number]!)
  return end !== undefined && 'because' in end && end.because.includes(id)
}
