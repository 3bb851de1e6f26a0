import type { Facts } from '../point.ts'
import { type CompactTrace, keptFacts, leafCount, noteLeaves } from './compact-trace.ts'
import { outcomeReader, type Reckoned } from './generate.ts'
import { anyUnknown, SourceWriter } from './generate-source.ts'
import { extendedFacts, type Program, valuesOf } from './intermediate.ts'
import { yes } from './kleene.ts'

/** What was reckoned, and how. The outcome is left out when an unknown fact may matter: then the closures have to say. */
type Traced = { fired: Reckoned['fired']; outcome: Reckoned['outcome'] | undefined; trace: CompactTrace }

type Complete = (extended: Facts, leaves: Uint8Array) => string[] | undefined

/**
 * The program as JavaScript that also notes what each comparison came to: a byte each, and the facts that they were made from.
 * Facts must have been parsed before.
 */
export function generateTraced(program: Program): (facts: Facts) => Traced {
  const complete = generateComplete(program)
  const outcomeOf = outcomeReader(program)
  const size = leafCount(program)
  const valuesKept = generateValuesKept(keptFacts(program))
  return (facts) => {
    const extended = extendedFacts(program, facts)
    const leaves = new Uint8Array(size)
    const fired = complete(extended, leaves)
    const trace = { leaves, values: valuesKept(facts) }
    if (fired !== undefined) return { fired, outcome: outcomeOf(fired, extended), trace }
    const results = noteLeaves(program, valuesOf(program, extended), leaves)
    return {
      fired: program.rules.filter((_, index) => results[index] === yes).map(({ id }) => id),
      outcome: undefined,
      trace,
    }
  }
}

/** The rules that hold; undefined, and nothing noted, when a fact that they test is unknown. */
function generateComplete(program: Program): Complete {
  let leaf = 0
  const writer = new SourceWriter(program, (source) => `(leaves[${leaf++}] = ${source} ? 2 : 1) === 2`)
  const { text, calls } = writer.chunks(
    'facts, leaves, held',
    ({ node, id }) => `if (${writer.condition(node)}) held.push(${JSON.stringify(id)})`,
  )
  const source = `${writer.listConstants()}
${text}
return (facts, leaves) => {
if (${anyUnknown(program.facts)}) return undefined
const held = []
${calls}
return held
}`
  return new Function('lists', source)(writer.lists)
}

function generateValuesKept(names: readonly string[]): (facts: Facts) => CompactTrace['values'] {
  return new Function('facts', `return [${names.map((name) => `facts[${JSON.stringify(name)}]`).join(', ')}]`) as never
}
