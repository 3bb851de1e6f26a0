import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acronymFit, editDistance, editSimilarity } from './similarity.ts'

describe('how alike two words are', () => {
  it.each([
    ['acme', 'acme', 0],
    ['acme', 'amce', 1],
    ['siemens', 'simens', 1],
    ['kitten', 'sitting', 3],
    ['abc', 'xyz', 3],
  ])('%s and %s are %i mistakes apart, either way', (one, other, distance) => {
    expect(editDistance(one, other, 3)).toBe(distance)
    expect(editDistance(other, one, 3)).toBe(distance)
  })
  it('is counted the same for short and for long words, letter by letter', () => {
    const letter = fc.constantFrom(...'abcde')
    const word = fc.array(letter, { minLength: 1, maxLength: 45 }).map((letters) => letters.join(''))
    fc.assert(
      fc.property(word, word, fc.nat(45), (one, other, most) => {
        expect(editDistance(one, other, most)).toBe(Math.min(slowDistance(one, other), most + 1))
      }),
      { numRuns: 2000 },
    )
  })
  it('stops counting at the most that matters', () => {
    expect(editDistance('completely', 'different', 2)).toBe(3)
  })
  it('is 1 for the same and 0 for nothing', () => {
    expect([editSimilarity('acme', 'acme'), editSimilarity('', ''), editSimilarity('acme', 'zzzz')]).toEqual([1, 0, 0])
  })
})

describe('how well an acronym fits words', () => {
  const words = 'centre for quantum computation and communication technology'.split(' ')
  it('letters begin words, in order', () => {
    expect(acronymFit('cqcct', words)).toBeGreaterThan(0.5)
    expect(acronymFit('cfqcact', words)).toBe(1)
  })
  it('letters may be taken from within, for less', () => {
    expect(acronymFit('inria', 'institut national recherche informatique automatique'.split(' '))).toBeGreaterThan(0.9)
    expect(acronymFit('benelux', 'belgie nederland luxemburg'.split(' '))).toBeGreaterThan(0.5)
  })
  it('a letter without a place is no fit', () => {
    expect(acronymFit('cqx', words)).toBe(0)
  })
})

/** Optimal string alignment by its definition. */
function slowDistance(one: string, other: string): number {
  const table = Array.from({ length: one.length + 1 }, (_row, i) =>
    Array.from({ length: other.length + 1 }, (_cell, j) => i || j),
  )
  for (let i = 1; i <= one.length; i++)
    for (let j = 1; j <= other.length; j++) {
      const crossed = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      table[i]![j] = Math.min(
        table[i - 1]![j]! + 1,
        table[i]![j - 1]! + 1,
        table[i - 1]![j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1),
        crossed ? table[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY,
      )
    }
  return table[one.length]![other.length]!
}
