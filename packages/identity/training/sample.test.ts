import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import model from '../src/data/model.json' with { type: 'json' }
import words from '../src/data/word-pairs.json' with { type: 'json' }
import { featureNames } from '../src/pair-features.ts'
import { trainedModel } from '../src/trained-model.ts'
import { examplesOf, indexOf } from './examples.ts'
import { measure } from './measure.ts'
import { outcomeOf } from './outcome.ts'
import { readFolder } from './read-folder.ts'

const folder = readFolder(fileURLToPath(new URL('./sample', import.meta.url)))
const { dictionary, same, related, thresholds } = trainedModel
const outcomes = examplesOf(folder, folder.queries, indexOf(folder, dictionary), dictionary).map((example) =>
  outcomeOf(example, same, related),
)
const figures = measure(outcomes, { same: same.calibration, related: related.calibration }, thresholds)

describe('the trained model', () => {
  it('was trained with the features of today', () => {
    expect(model.same.features).toEqual([...featureNames])
    expect(model.related.features).toEqual([...featureNames])
  })

  it('knows words in other languages', () => {
    expect(words.length).toBeGreaterThan(1000)
    expect(dictionary.strength('universitat', 'university')).toBeGreaterThan(0.2)
  })

  it('finds nearly every account of the sample, and takes hardly any for another', () => {
    expect(figures.candidateRecallAt40).toBeGreaterThan(0.9)
    expect(figures.precision).toBeGreaterThan(0.95)
    expect(figures.recall).toBeGreaterThan(0.6)
    expect(figures.falseMergeUnrelated).toBeLessThan(0.05)
    expect(figures.familyFlagged).toBeGreaterThan(0.3)
  })

  it.each(['exact', 'case_punct', 'legal_form', 'spacing', 'word_order_stop'])('recognises %s', (cls) => {
    expect(figures.byClass[cls]?.recall).toBeGreaterThan(0.75)
  })
})
