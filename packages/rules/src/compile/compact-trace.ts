import type { FactValue } from '../point.ts'
import { comparisons } from './comparisons.ts'
import type { Comparison, Program, ProgramNode, Values } from './intermediate.ts'
import { no, type Truth, unknown, yes } from './kleene.ts'

/**
 * How a decision was made, small enough to keep for millions: a byte for each comparison, of all rules in order of evaluation, 0 not
 * asked, 1 does not hold, 2 holds, 3 unknown; and the values of `keptFacts`, undefined where unknown.
 */
export type CompactTrace = { leaves: Uint8Array; values: readonly (FactValue | undefined)[] }

const byteOf = { [no]: 1, [yes]: 2, [unknown]: 3 } as const

/** The point's own facts that the program's conditions and outcomes are made from. */
export function keptFacts(program: Program): string[] {
  const carried = program.outcomes.flatMap(({ fromFacts }) => Object.values(fromFacts))
  return [...new Set([...program.facts, ...carried].flatMap((name) => program.inputs(name)))]
}

export function leafCount(program: Program): number {
  return program.rules.reduce((sum, { node }) => sum + leavesBelow(node), 0)
}

function leavesBelow(node: ProgramNode): number {
  if (node.is === 'comparison') return 1
  if (node.is === 'not') return leavesBelow(node.node)
  return node.nodes.reduce((sum, child) => sum + leavesBelow(child), 0)
}

/** Evaluates with facts unknown, and notes what each comparison came to. The result of each rule, in order of evaluation. */
export function noteLeaves(program: Program, values: Values, leaves: Uint8Array): Truth[] {
  let next = 0
  const noted = (node: ProgramNode): Truth => {
    if (node.is === 'comparison') {
      const result = compare(node, values)
      leaves[next++] = byteOf[result]
      return result
    }
    if (node.is === 'not') return (yes - noted(node.node)) as Truth
    const decisive = node.is === 'any' ? yes : no
    let result: Truth = node.is === 'any' ? no : yes
    for (const child of node.nodes) {
      if (result === decisive) next += leavesBelow(child)
      else {
        const part = noted(child)
        result = (node.is === 'any' ? Math.max(result, part) : Math.min(result, part)) as Truth
      }
    }
    return result
  }
  return program.rules.map(({ node }) => noted(node))
}

function compare({ slot, operator, operand, otherSlot }: Comparison, values: Values): Truth {
  const fact = values[slot]
  const other = otherSlot === undefined ? operand : values[otherSlot]
  if (fact === undefined || other === undefined) return unknown
  return comparisons[operator](fact, other) ? yes : no
}
