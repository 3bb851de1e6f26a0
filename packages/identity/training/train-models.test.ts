import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { featureNames } from '../src/pair-features.ts'
import { sumOf } from '../src/trees.ts'
import { dictionaryOf } from '../src/word-pairs.ts'
import { averageOf, boostTrees, usualSettings } from './boost-trees.ts'
import { examplesOf, indexOf } from './examples.ts'
import { wordPairsFor } from './folds.ts'
import { learnWords } from './learn-words.ts'
import { readFolder } from './read-folder.ts'

const path = fileURLToPath(new URL('./sample', import.meta.url))

function train(seed: number) {
  const folder = readFolder(path)
  const words = learnWords(wordPairsFor(folder))
  const dictionary = dictionaryOf(words)
  const examples = examplesOf(folder, folder.queries, indexOf(folder, dictionary), dictionary)
  const rows = examples.flatMap((example) => example.rows)
  const labels = Uint8Array.from(
    examples.flatMap((example) => example.labels),
    (label) => (label === 1 ? 1 : 0),
  )
  const weights = new Float32Array(rows.length).fill(1)
  return { words, rows, trees: boostTrees(featureNames, rows, labels, weights, { ...usualSettings, trees: 12, seed }) }
}

describe('training', () => {
  const first = train(11)

  it('ends in the same bytes every time', () => {
    const second = train(11)
    expect(JSON.stringify([second.words, second.trees])).toBe(JSON.stringify([first.words, first.trees]))
  })

  it('two lists of trees, averaged, answer with the mean of both', () => {
    const other = train(12).trees
    const both = averageOf([first.trees, other])
    for (const row of first.rows.slice(0, 200))
      expect(sumOf(both, row)).toBeCloseTo((sumOf(first.trees, row) + sumOf(other, row)) / 2, 3)
  })
})
