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
