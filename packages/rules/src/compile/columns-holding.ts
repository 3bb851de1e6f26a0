import { canonicalJson } from '../hash.ts'
import type { Column } from './columns.ts'
import { andNot, type Bits, combined, complement } from './columns-bits.ts'
import { rowsWhere } from './columns-tests.ts'
import type { Comparison, Program, ProgramNode } from './intermediate.ts'

/**
 * Where a condition holds: the rows in which it certainly does, and those in which it does or may, for facts that are unknown. This is
 * Kleene's logic with two bits for three values; where nothing is unknown, both are one array.
 */
export type Holding = { certain: Bits; possible: Bits }

export type ColumnOf = (fact: string) => Column

/** Evaluates conditions of one program, each shared part once. */
export class HoldingOf {
  #rows: number
  #program: Program
  #columnOf: ColumnOf
  #done = new Map<ProgramNode, Holding>()
  #comparisons = new Map<string, Holding>()

  constructor(rows: number, program: Program, columnOf: ColumnOf) {
    this.#rows = rows
    this.#program = program
    this.#columnOf = columnOf
  }

  node(node: ProgramNode): Holding {
    let holding = this.#done.get(node)
    if (!holding) {
      holding = this.#evaluate(node)
      this.#done.set(node, holding)
    }
    return holding
  }

  #evaluate(node: ProgramNode): Holding {
    if (node.is === 'comparison') {
      const key = nodeKey(this.#program, node)
      const holding = this.#comparisons.get(key) ?? this.#compare(node)
      this.#comparisons.set(key, holding)
      return holding
    }
    if (node.is === 'not') {
      const { certain, possible } = this.node(node.node)
      const not = complement(possible, this.#rows)
      return { certain: not, possible: certain === possible ? not : complement(certain, this.#rows) }
    }
    const parts = node.nodes.map((child) => this.node(child))
    if (parts.length === 1) return parts[0]!
    const certain = combined(
      node.is,
      parts.map((part) => part.certain),
    )
    if (parts.every((part) => part.certain === part.possible)) return { certain, possible: certain }
    const possible = combined(
      node.is,
      parts.map((part) => part.possible),
    )
    return { certain, possible }
  }

  #compare({ slot, operator, operand, otherSlot }: Comparison): Holding {
    const column = this.#columnOf(this.#program.facts[slot]!)
    const other = otherSlot === undefined ? undefined : this.#columnOf(this.#program.facts[otherSlot]!)
    const holds = rowsWhere(this.#rows, column, operator, other ?? operand)
    const unknown =
      column.unknown && other?.unknown
        ? combined('any', [column.unknown, other.unknown])
        : (column.unknown ?? other?.unknown)
    if (!unknown) return { certain: holds, possible: holds }
    return { certain: andNot(holds, unknown), possible: combined('any', [holds, unknown]) }
  }
}

/** The same text for the same condition, whatever program it stands in and whatever else that has. */
export function nodeKey(program: Program, node: ProgramNode): string {
  if (node.is === 'not') return `not(${nodeKey(program, node.node)})`
  if (node.is !== 'comparison') return `${node.is}(${node.nodes.map((child) => nodeKey(program, child)).join()})`
  const other = node.otherSlot === undefined ? undefined : program.facts[node.otherSlot]
  const operand = node.operand instanceof Set ? [...node.operand].sort() : node.operand
  return canonicalJson(
    other === undefined
      ? [program.facts[node.slot], node.operator, operand]
      : [program.facts[node.slot], node.operator, { fact: other }],
  )
}
