import { isNameable } from '../compile/cells.ts'
import { fromComparable } from '../compile/comparable.ts'
import { type Comparable, comparisonsOf, type Program, type Values } from '../compile/intermediate.ts'
import type { Facts, FactValue } from '../point.ts'

/** The values as a facts document: a text that stands for all that the policy doesn't mention gets a name of its own. */
export function factsOf(program: Program, values: Values): Facts {
  const named = new Map<Comparable, string>()
  const textOf = (text: string): string => {
    if (isNameable(text)) return text
    const name = named.get(text) ?? unmentionedName(program, new Set(named.values()))
    named.set(text, name)
    return name
  }
  const facts: Record<string, FactValue> = {}
  program.facts.forEach((fact, slot) => {
    const value = values[slot]
    if (value === undefined) return
    if (typeof value === 'object') facts[fact] = value.map(textOf)
    else
      facts[fact] = fromComparable(program.definitions[slot]!.kind, typeof value === 'string' ? textOf(value) : value)
  })
  return facts
}

function unmentionedName(program: Program, taken: ReadonlySet<string>): string {
  const mentioned = new Set<unknown>(
    program.rules
      .flatMap((rule) => comparisonsOf(rule.node))
      .flatMap(({ operand }) => (operand instanceof Set ? [...operand] : [operand])),
  )
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'something else' : `something else ${number}`
    if (!mentioned.has(name) && !taken.has(name)) return name
  }
}
