/** One bit for each row, 32 to a word; bits beyond the last row are 0. */
export type Bits = Int32Array

export const wordsFor = (rows: number) => (rows + 31) >>> 5

export function noRows(rows: number): Bits {
  return new Int32Array(wordsFor(rows))
}

export function allRows(rows: number): Bits {
  return clearBeyond(new Int32Array(wordsFor(rows)).fill(-1), rows)
}

/** Sets the bits behind the last row to 0. */
export function clearBeyond(bits: Bits, rows: number): Bits {
  if (rows & 31) bits[bits.length - 1]! &= (1 << (rows & 31)) - 1
  return bits
}

export function has(bits: Bits, row: number): boolean {
  return ((bits[row >>> 5]! >>> (row & 31)) & 1) === 1
}

export function put(bits: Bits, row: number): void {
  bits[row >>> 5]! |= 1 << (row & 31)
}

export function complement(bits: Bits, rows: number): Bits {
  return turned(bits.slice(), rows)
}

/** The complement, in place of the bits themselves. */
export function turned(bits: Bits, rows: number): Bits {
  for (let word = 0; word < bits.length; word++) bits[word] = ~bits[word]!
  return clearBeyond(bits, rows)
}

/** The rows that are in all of them, or in any. */
export function combined(how: 'all' | 'any', parts: readonly Bits[]): Bits {
  const result = parts[0]!.slice()
  for (const part of parts.slice(1))
    if (how === 'any') addAll(result, part)
    else for (let word = 0; word < result.length; word++) result[word]! &= part[word]!
  return result
}

export function andNot(a: Bits, b: Bits): Bits {
  const result = new Int32Array(a.length)
  for (let word = 0; word < a.length; word++) result[word] = a[word]! & ~b[word]!
  return result
}

export function addAll(to: Bits, more: Bits): void {
  for (let word = 0; word < to.length; word++) to[word]! |= more[word]!
}

/** Adds the rows in which the two differ. */
export function addDifferences(to: Bits, a: Bits, b: Bits): void {
  if (a !== b) for (let word = 0; word < to.length; word++) to[word]! |= a[word]! ^ b[word]!
}

/** Sets or clears the bit of one row. */
export function write(bits: Bits, row: number, value: boolean): void {
  if (value) put(bits, row)
  else bits[row >>> 5]! &= ~(1 << (row & 31))
}

/** The first `most` rows whose bit is 1. */
export function firstRows(bits: Bits, most: number): number[] {
  const rows: number[] = []
  for (let row = 0; row < bits.length * 32 && rows.length < most; row++) {
    if (bits[row >>> 5] === 0) row |= 31
    else if (has(bits, row)) rows.push(row)
  }
  return rows
}

/** Calls `visit` with each row whose bit is 1, in order. */
export function forEachRow(bits: Bits, visit: (row: number) => void): void {
  for (let word = 0; word < bits.length; word++) {
    let rest = bits[word]!
    while (rest !== 0) {
      const lowest = rest & -rest
      visit((word << 5) + 31 - Math.clz32(lowest))
      rest ^= lowest
    }
  }
}
