/** A choice among the values of a variable, as bits: 32 values a word, the lowest bit first. */
export type Mask = readonly number[]

export function maskOf<T>(values: readonly T[], isIn: (value: T) => boolean): Mask {
  const words = new Array<number>(wordsFor(values.length)).fill(0)
  values.forEach((value, index) => {
    if (isIn(value)) words[index >>> 5]! |= 1 << (index & 31)
  })
  return words
}

export function wordsFor(size: number): number {
  return Math.max(1, Math.ceil(size / 32))
}

export const isEmpty = (mask: Mask) => mask.every((word) => word === 0)
export const areSame = (a: Mask, b: Mask) => a.every((word, index) => word === b[index])
export const both = (a: Mask, b: Mask): Mask => a.map((word, index) => word & b[index]!)
export const either = (a: Mask, b: Mask): Mask => a.map((word, index) => word | b[index]!)
/** What is in `full`, but not in the mask. */
export const without = (full: Mask, mask: Mask): Mask => full.map((word, index) => word & ~mask[index]!)
