import { parseDay } from '../days.ts'
import type { FactDefinition, FactValue } from '../point.ts'
import { parseInstant } from '../time/instants.ts'
import { maximumMoneyMinor, maximumRateBps, valueSchema } from '../value-schema.ts'
import type { Column } from './columns.ts'
import { type Bits, put, wordsFor } from './columns-bits.ts'

/** Builds the column of one fact. A value is encoded first, so that a row whose other facts are bad leaves nothing behind. */
export type ColumnBuilder = {
  /** The value as the column stores it; undefined when it is not of the fact's kind. */
  encode(value: FactValue): unknown
  /** Stores what `encode` gave; undefined is unknown. Rows come in order. */
  set(row: number, encoded: unknown): void
  done(rows: number): Column
}

export function columnBuilder(definition: FactDefinition): ColumnBuilder {
  switch (definition.kind) {
    case 'yesNo':
      return yesNoBuilder()
    case 'choice':
    case 'text':
      return textBuilder(definition)
    case 'set':
      return setBuilder()
    default:
      return numberBuilder(numberReader(definition))
  }
}

type Typed = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array

/** The same numbers in an array of `length`, in the same or another type. */
function resized<To extends Typed>(from: Typed, to: new (length: number) => To, length: number): To {
  const result = new to(length)
  result.set(from.length > length ? from.subarray(0, length) : from)
  return result
}

const doubled = (length: number, needed: number) => Math.max(needed + 1, length * 2, 1024)

class UnknownRows {
  #bits: Bits = new Int32Array(0)
  #isAny = false

  add(row: number): void {
    if (row >>> 5 >= this.#bits.length)
      this.#bits = resized(this.#bits, Int32Array, doubled(this.#bits.length, row >>> 5))
    put(this.#bits, row)
    this.#isAny = true
  }

  done(rows: number): Bits | undefined {
    return this.#isAny ? resized(this.#bits, Int32Array, wordsFor(rows)) : undefined
  }
}

type NumberReader = (value: FactValue) => number | undefined

function numberReader(definition: FactDefinition): NumberReader {
  if (definition.kind === 'date') {
    const read = new Map<FactValue, number | undefined>()
    return (value) => {
      let day = read.get(value)
      if (day === undefined && typeof value === 'string') {
        day = parseDay(value)
        read.set(value, day)
      }
      return day
    }
  }
  if (definition.kind === 'instant') return (value) => (typeof value === 'string' ? parseInstant(value) : undefined)
  const [least, most] =
    definition.kind === 'count'
      ? [definition.minimum, definition.maximum]
      : [0, definition.kind === 'rate' ? maximumRateBps : maximumMoneyMinor]
  return (value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most ? value : undefined
}

const fitsInt32 = (value: number) => value === (value | 0)

function numberBuilder(encode: NumberReader): ColumnBuilder {
  const unknown = new UnknownRows()
  let values: Int32Array | Float64Array = new Int32Array(0)
  let least = Infinity
  let most = -Infinity
  return {
    encode,
    set(row, encoded) {
      if (row >= values.length)
        values = resized<Int32Array | Float64Array>(
          values,
          values instanceof Int32Array ? Int32Array : Float64Array,
          doubled(values.length, row),
        )
      if (encoded === undefined) unknown.add(row)
      else {
        const value = encoded as number
        if (!fitsInt32(value) && values instanceof Int32Array) values = resized(values, Float64Array, values.length)
        values[row] = value
        if (value < least) least = value
        if (value > most) most = value
      }
    },
    done: (rows) => ({
      is: 'numbers',
      values: resized<Int32Array | Float64Array>(
        values,
        values instanceof Int32Array ? Int32Array : Float64Array,
        wordsFor(rows) * 32,
      ),
      least,
      most,
      unknown: unknown.done(rows),
    }),
  }
}

function yesNoBuilder(): ColumnBuilder {
  const unknown = new UnknownRows()
  let values: Bits = new Int32Array(0)
  return {
    encode: (value) => (typeof value === 'boolean' ? value : undefined),
    set(row, encoded) {
      if (row >>> 5 >= values.length) values = resized(values, Int32Array, doubled(values.length, row >>> 5))
      if (encoded === undefined) unknown.add(row)
      else if (encoded === true) put(values, row)
    },
    done: (rows) => ({
      is: 'yesNo',
      values: resized(values, Int32Array, wordsFor(rows)),
      unknown: unknown.done(rows),
    }),
  }
}

/** Gives each text a number. Whether it may be there at all is asked once. */
class Dictionary {
  texts: string[] = []
  #codes = new Map<unknown, number>()
  #mayBe: (text: unknown) => boolean

  constructor(mayBe: (text: unknown) => boolean) {
    this.#mayBe = mayBe
  }

  encode(value: unknown): number | undefined {
    const code = this.#codes.get(value)
    if (code !== undefined || !this.#mayBe(value)) return code
    this.#codes.set(value, this.texts.length)
    return this.texts.push(value as string) - 1
  }
}

function textBuilder(definition: FactDefinition): ColumnBuilder {
  const unknown = new UnknownRows()
  const schema = valueSchema(definition)
  const dictionary = new Dictionary((text) => schema.safeParse(text).success)
  let values: Uint8Array | Uint16Array | Int32Array = new Uint8Array(0)
  const typeFor = (code: number) => (code < 256 ? Uint8Array : code < 65_536 ? Uint16Array : Int32Array)
  return {
    encode: (value) => dictionary.encode(value),
    set(row, encoded) {
      const type = typeFor(Math.max(dictionary.texts.length - 1, 0))
      if (row >= values.length || !(values instanceof type))
        values = resized<Uint8Array | Uint16Array | Int32Array>(
          values,
          type,
          row >= values.length ? doubled(values.length, row) : values.length,
        )
      if (encoded === undefined) unknown.add(row)
      else values[row] = encoded as number
    },
    done: (rows) => ({
      is: 'texts',
      values: resized<Uint8Array | Uint16Array | Int32Array>(
        values,
        typeFor(Math.max(dictionary.texts.length - 1, 0)),
        wordsFor(rows) * 32,
      ),
      texts: dictionary.texts,
      unknown: unknown.done(rows),
    }),
  }
}

const largestSet = valueSchema({ kind: 'set' })
const member = valueSchema({ kind: 'text' })

function setBuilder(): ColumnBuilder {
  const unknown = new UnknownRows()
  const dictionary = new Dictionary((text) => member.safeParse(text).success)
  let starts = new Uint32Array(0)
  let members = new Int32Array(0)
  let end = 0
  return {
    encode(value) {
      if (!Array.isArray(value) || (value.length > 50 && !largestSet.safeParse(value).success)) return undefined
      const codes: number[] = []
      for (const text of value as readonly string[]) {
        const code = dictionary.encode(text)
        if (code === undefined || codes.includes(code)) return undefined
        codes.push(code)
      }
      return codes
    },
    set(row, encoded) {
      const codes = (encoded ?? []) as readonly number[]
      if (encoded === undefined) unknown.add(row)
      if (row + 1 >= starts.length) starts = resized(starts, Uint32Array, doubled(starts.length, row + 1))
      if (end + codes.length > members.length)
        members = resized(members, Int32Array, doubled(members.length, end + codes.length))
      for (const code of codes) members[end++] = code
      starts[row + 1] = end
    },
    done: (rows) => ({
      is: 'sets',
      starts: resized(starts, Uint32Array, rows + 1),
      members: resized(members, Int32Array, end),
      texts: dictionary.texts,
      unknown: unknown.done(rows),
    }),
  }
}
