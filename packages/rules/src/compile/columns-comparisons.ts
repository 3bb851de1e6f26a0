import type { OperatorName } from '../operators.ts'
import type { Column, NumberColumn, SetColumn, TextColumn } from './columns.ts'
import { allRows, type Bits, clearBeyond, complement, noRows, put, turned } from './columns-bits.ts'
import type { Comparison } from './intermediate.ts'

/**
 * The rows in which a comparison holds, one small loop for each form. Rows with an unknown value come out either way: who asks
 * takes them out. The loops over whole numbers have no branches: a processor can't guess what facts are.
 */
export function rowsWhere(
  rows: number,
  column: Column,
  operator: OperatorName,
  against: Comparison['operand'] | Column,
): Bits {
  const opposite = opposites[operator]
  if (opposite) return turned(rowsWhere(rows, column, opposite, against), rows)
  const bits = isColumn(against)
    ? whereRelated(rows, column, operator, against)
    : whereCompared(rows, column, operator, against)
  return clearBeyond(bits, rows)
}

/** Each operator that is the contrary of one with a loop of its own. */
const opposites: Partial<Record<OperatorName, OperatorName>> = {
  notEqual: 'equal',
  notIn: 'in',
  doesNotContain: 'contains',
  greaterThan: 'lessThanInclusive',
  greaterThanInclusive: 'lessThan',
}

function isColumn(against: Comparison['operand'] | Column): against is Column {
  return typeof against === 'object' && 'is' in against
}

function whereCompared(rows: number, column: Column, operator: OperatorName, operand: Comparison['operand']): Bits {
  switch (column.is) {
    case 'yesNo':
      return operand === true ? column.values.slice() : complement(column.values, rows)
    case 'numbers':
      return whereNumber(rows, column, operator, operand as number)
    case 'texts': {
      const wanted = operand instanceof Set ? operand : new Set([operand])
      return whereCode(
        column,
        Uint8Array.from(column.texts, (text) => (wanted.has(text) ? 1 : 0)),
      )
    }
    case 'sets':
      return whereMember(rows, column, column.texts.indexOf(operand as string))
  }
}

function whereNumber(rows: number, column: NumberColumn, operator: OperatorName, operand: number): Bits {
  const { values, least, most } = column
  if (operator === 'equal') {
    if (operand < least || operand > most) return noRows(rows)
    return values instanceof Int32Array ? whereSame(values, operand) : whereSameWide(values, operand)
  }
  const below = operator === 'lessThan' ? operand : operand + 1
  if (most < below) return allRows(rows)
  if (least >= below) return noRows(rows)
  return values instanceof Int32Array && most - least < 2 ** 31
    ? whereLess(values, below)
    : whereLessWide(values, below)
}

/** `below` lies between the least and the greatest value, and these less than 2^31 apart: so the sign of the difference is right. */
function whereLess(values: Int32Array, below: number): Bits {
  const bits = new Int32Array(values.length >>> 5)
  for (let word = 0, row = 0; word < bits.length; word++) {
    let each = 0
    for (let bit = 0; bit < 32; bit++, row++) each |= ((values[row]! - below) >>> 31) << bit
    bits[word] = each
  }
  return bits
}

function whereSame(values: Int32Array, wanted: number): Bits {
  const bits = new Int32Array(values.length >>> 5)
  for (let word = 0, row = 0; word < bits.length; word++) {
    let each = 0
    for (let bit = 0; bit < 32; bit++, row++) {
      const difference = values[row]! ^ wanted
      each |= (((difference | -difference) >>> 31) ^ 1) << bit
    }
    bits[word] = each
  }
  return bits
}

function whereLessWide(values: Int32Array | Float64Array, below: number): Bits {
  const bits = new Int32Array(values.length >>> 5)
  for (let word = 0, row = 0; word < bits.length; word++) {
    let each = 0
    for (let bit = 0; bit < 32; bit++, row++) each |= (values[row]! < below ? 1 : 0) << bit
    bits[word] = each
  }
  return bits
}

function whereSameWide(values: Float64Array, wanted: number): Bits {
  const bits = new Int32Array(values.length >>> 5)
  for (let word = 0, row = 0; word < bits.length; word++) {
    let each = 0
    for (let bit = 0; bit < 32; bit++, row++) each |= (values[row]! === wanted ? 1 : 0) << bit
    bits[word] = each
  }
  return bits
}

/** `table` has 1 for each text that is wanted. */
function whereCode({ values }: TextColumn, table: Uint8Array): Bits {
  const bits = new Int32Array(values.length >>> 5)
  if (table.length === 0) return bits
  for (let word = 0, row = 0; word < bits.length; word++) {
    let each = 0
    for (let bit = 0; bit < 32; bit++, row++) each |= table[values[row]!]! << bit
    bits[word] = each
  }
  return bits
}

const rowsByMember = new WeakMap<SetColumn, { starts: Uint32Array; rows: Uint32Array }>()

/** The rows of each member, one list behind the other: made at the first question. */
function membersTurned(column: SetColumn): { starts: Uint32Array; rows: Uint32Array } {
  let turned = rowsByMember.get(column)
  if (!turned) {
    const starts = new Uint32Array(column.texts.length + 1)
    for (const code of column.members) starts[code + 1]!++
    for (let code = 0; code < column.texts.length; code++) starts[code + 1]! += starts[code]!
    const next = starts.slice()
    const rows = new Uint32Array(column.members.length)
    for (let row = 0; row + 1 < column.starts.length; row++)
      for (let at = column.starts[row]!; at < column.starts[row + 1]!; at++) rows[next[column.members[at]!]!++] = row
    turned = { starts, rows }
    rowsByMember.set(column, turned)
  }
  return turned
}

function whereMember(rows: number, column: SetColumn, code: number): Bits {
  const bits = noRows(rows)
  if (code < 0) return bits
  const turned = membersTurned(column)
  for (let at = turned.starts[code]!; at < turned.starts[code + 1]!; at++) put(bits, turned.rows[at]!)
  return bits
}

function whereRelated(rows: number, column: Column, operator: OperatorName, other: Column): Bits {
  if (column.is === 'yesNo' && other.is === 'yesNo')
    return turned(
      column.values.map((word, index) => word ^ other.values[index]!),
      rows,
    )
  if (column.is === 'texts' && other.is === 'texts') return whereSameText(rows, column, other)
  if (column.is === 'sets' && other.is === 'texts') return whereMemberIs(rows, column, other)
  if (column.is === 'numbers' && other.is === 'numbers') return whereOrdered(rows, column, operator, other)
  throw new Error(`A fact in a column of ${column.is} is not compared with one of ${other.is}.`)
}

function whereOrdered(rows: number, { values }: NumberColumn, operator: OperatorName, other: NumberColumn): Bits {
  const bits = noRows(rows)
  const others = other.values
  for (let row = 0; row < rows; row++) {
    const value = values[row]!
    const second = others[row]!
    if (operator === 'equal' ? value === second : operator === 'lessThan' ? value < second : value <= second)
      put(bits, row)
  }
  return bits
}

/** What the texts of one column are numbered in another; -1 where it has none such. */
function renumbered(texts: readonly string[], into: readonly string[]): Int32Array {
  const codes = new Map(into.map((text, code) => [text, code]))
  return Int32Array.from(texts, (text) => codes.get(text) ?? -1)
}

function whereSameText(rows: number, column: TextColumn, other: TextColumn): Bits {
  const bits = noRows(rows)
  const codes = renumbered(other.texts, column.texts)
  for (let row = 0; row < rows; row++) if (column.values[row] === codes[other.values[row]!]) put(bits, row)
  return bits
}

function whereMemberIs(rows: number, column: SetColumn, other: TextColumn): Bits {
  const bits = noRows(rows)
  const codes = renumbered(other.texts, column.texts)
  for (let row = 0; row < rows; row++) {
    const wanted = codes[other.values[row]!]!
    for (let at = column.starts[row]!; at < column.starts[row + 1]!; at++)
      if (column.members[at] === wanted) put(bits, row)
  }
  return bits
}
