import { describe, expect, it } from 'vitest'
import { contributionsOf, logistic, sumOf } from '../src/trees.ts'
import { boostTrees, usualSettings } from './boost-trees.ts'

/** A chessboard: neither number alone says anything. */
const rows = Array.from({ length: 2000 }, (_each, row) => Float32Array.of((row * 7) % 10, (row * 13) % 11, row % 3))
const labels = Uint8Array.from(rows, ([a, b]) => (a! > 4 === b! > 5 ? 1 : 0))
const settings = { ...usualSettings, trees: 60, featureShare: 1 }
const trees = boostTrees(['a', 'b', 'noise'], rows, labels, new Float32Array(rows.length).fill(1), settings)

describe('boosted trees', () => {
  it('learn what only two features together say', () => {
    const right = rows.filter((row, at) => logistic(sumOf(trees, row)) > 0.5 === (labels[at] === 1)).length
    expect(right / rows.length).toBeGreaterThan(0.98)
  })

  it('say what each feature moved: the parts make the sum', () => {
    const row = rows[17]!
    const starts = trees.roots.reduce((sum, root) => sum + trees.value[root]!, trees.base)
    const moved = contributionsOf(trees, row)
    expect(moved.reduce((a, b) => a + b, starts)).toBeCloseTo(sumOf(trees, row), 6)
    expect(Math.abs(moved[2]!)).toBeLessThan(Math.abs(moved[0]! + moved[1]!))
  })

  it('are the same every time', () => {
    expect(boostTrees(['a', 'b', 'noise'], rows, labels, new Float32Array(rows.length).fill(1), settings)).toEqual(
      trees,
    )
  })
})
