import type { Column } from './columns.ts'
import { andNot, type Bits, combined, complement } from './columns-bits.ts'
import { rowsWhere } from './columns-comparisons.ts'
import type { Comparison, Program, ProgramNode } from './intermediate.ts'

/**
 * Where a condition holds: the rows in which it certainly does, and those in which it does or may, for facts that are unknown. This is
 * Kleene's logic with two bits for three values; where nothing is unknown, both are one array.
 */
export type Holding = { certain: Bits; possible: Bits }

export type ColumnOf = (fact: string) => Column

/** Evaluates conditions of one program, each shared part once. */
export class HoldingOf {
  /** By key: those that were known before, and those that were evaluated. */
  comparisons: Map<string, Holding>
  #rows: number
  #program: Program
  #columnOf: ColumnOf
  #keyOf: KeyOf
  #done = new Map<ProgramNode, Holding>()

  constructor(rows: number, program: Program, columnOf: ColumnOf, keyOf: KeyOf, known: ReadonlyMap<string, Holding>) {
    this.comparisons = new Map(known)
    this.#rows = rows
    this.#program = program
    this.#columnOf = columnOf
    this.#keyOf = keyOf
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
      const key = this.#keyOf(node)
      const holding = this.comparisons.get(key) ?? this.#compare(node)
      this.comparisons.set(key, holding)
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
type KeyOf = (node: ProgramNode) => string

/** `factKey` names a fact; a derived one by how it is derived. */
export function nodeKeys(program: Program, factKey: (fact: string) => string): KeyOf {
  const keys = new Map<ProgramNode, string>()
  const ofSlot = (slot: number) => factKey(program.facts[slot]!)
  const write = (node: ProgramNode): string => {
    if (node.is === 'not') return `not(${keyOf(node.node)})`
    if (node.is !== 'comparison') return `${node.is}(${node.nodes.map(keyOf).join()})`
    const { slot, operator, operand, otherSlot } = node
    const literal = operand instanceof Set ? [...operand].sort() : operand
    return JSON.stringify([ofSlot(slot), operator, otherSlot === undefined ? literal : { fact: ofSlot(otherSlot) }])
  }
  const keyOf = (node: ProgramNode): string => {
    const key = keys.get(node) ?? write(node)
    keys.set(node, key)
    return key
  }
  return keyOf
}
