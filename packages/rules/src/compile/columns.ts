import type { FactDefinition, Facts, FactValue, Point } from '../point.ts'
import { type Bits, has } from './columns-bits.ts'
import { type ColumnBuilder, columnBuilder } from './columns-builder.ts'
import { fromComparable } from './comparable.ts'

type Unknown = {
  /** The rows in which the fact is unknown; undefined when there is none. Their values mean nothing. */
  unknown: Bits | undefined
}

/** Numbers, days since 1970-01-01 or milliseconds; `least` and `most` are those that occur. */
export type NumberColumn = Unknown & {
  is: 'numbers'
  values: Int32Array | Float64Array
  least: number
  most: number
}
type YesNoColumn = Unknown & { is: 'yesNo'; values: Bits }
/** Texts as numbers that stand for them. */
export type TextColumn = Unknown & {
  is: 'texts'
  values: Uint8Array | Uint16Array | Int32Array
  texts: readonly string[]
}
/** The members of row r are those from `starts[r]` up to `starts[r + 1]`. */
export type SetColumn = Unknown & { is: 'sets'; starts: Uint32Array; members: Int32Array; texts: readonly string[] }

export type Column = NumberColumn | YesNoColumn | TextColumn | SetColumn

/** The facts of many decisions, a column for each fact. Typed arrays are filled up to whole words of 32 rows. */
export type Columns = { rows: number; byFact: ReadonlyMap<string, Column>; definitions: Point['facts'] }

/** Takes facts in, one decision after the other, and checks them on the way as `parseFacts` does. */
export class ColumnsBuilder {
  #definitions: Point['facts']
  #names: readonly string[]
  #builders: readonly ColumnBuilder[]
  #encoded: unknown[]
  #rows = 0

  constructor(definitions: Point['facts']) {
    this.#definitions = definitions
    this.#names = Object.keys(definitions)
    this.#builders = this.#names.map((name) => columnBuilder(definitions[name]!))
    this.#encoded = this.#names.map(() => undefined)
  }

  /** Adds a row, or says what keeps it out: the facts that this point doesn't have, or those whose value can't be read. */
  add(facts: Facts): undefined | { notKnown: readonly string[] } | { notReadable: readonly string[] } {
    let known = 0
    let readable = true
    for (let index = 0; index < this.#names.length; index++) {
      const value = Object.hasOwn(facts, this.#names[index]!) ? facts[this.#names[index]!] : undefined
      const encoded = value === undefined ? undefined : this.#builders[index]!.encode(value)
      this.#encoded[index] = encoded
      if (value !== undefined) known++
      if (value !== undefined && encoded === undefined) readable = false
    }
    const given = Object.keys(facts)
    if (given.length > known) {
      const notKnown = given.filter((name) => !Object.hasOwn(this.#definitions, name))
      if (notKnown.length > 0) return { notKnown }
    }
    if (!readable)
      return {
        notReadable: this.#names.filter(
          (name, index) => facts[name] !== undefined && this.#encoded[index] === undefined,
        ),
      }
    for (let index = 0; index < this.#builders.length; index++)
      this.#builders[index]!.set(this.#rows, this.#encoded[index])
    this.#rows++
    return undefined
  }

  done(): Columns {
    const columns = this.#names.map((name, index) => [name, this.#builders[index]!.done(this.#rows)] as const)
    return { rows: this.#rows, byFact: new Map(columns), definitions: this.#definitions }
  }
}

/** One value as a document holds it; undefined is unknown. */
export function valueAt(column: Column, definition: FactDefinition, row: number): FactValue | undefined {
  if (column.unknown && has(column.unknown, row)) return undefined
  switch (column.is) {
    case 'numbers':
      return fromComparable(definition.kind, column.values[row]!)
    case 'yesNo':
      return has(column.values, row)
    case 'texts':
      return column.texts[column.values[row]!]!
    case 'sets':
      return Array.from(
        column.members.subarray(column.starts[row]!, column.starts[row + 1]!),
        (code) => column.texts[code]!,
      )
  }
}

/** The facts document of one row; `names` are the facts wanted, all by default. */
export function factsAt(columns: Columns, row: number, names: Iterable<string> = columns.byFact.keys()): Facts {
  const facts: Record<string, FactValue> = {}
  for (const name of names) {
    const value = valueAt(columns.byFact.get(name)!, columns.definitions[name]!, row)
    if (value !== undefined) facts[name] = value
  }
  return facts
}
