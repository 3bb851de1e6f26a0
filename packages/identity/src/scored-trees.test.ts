import fc from 'fast-check'
import { expect, it } from 'vitest'
import { scored, scoresOf } from './scored-trees.ts'
import { trainedModel } from './trained-model.ts'
import { sumOf } from './trees.ts'

it.each(['same', 'related'] as const)('the model of %s says the same turned round, to the last bit', (kind) => {
  const trees = trainedModel[kind]
  const thresholds = fc.constantFrom(...trees.threshold)
  const value = fc.oneof(
    thresholds,
    thresholds.map(Math.fround),
    fc.float({ noNaN: true }),
    fc.integer({ min: -3, max: 40 }),
  )
  const row = fc.array(value, { minLength: trees.features.length, maxLength: trees.features.length })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (lists) => {
      const rows = lists.map((values) => Float32Array.from(values))
      const scores = scoresOf(trainedModel.scores[kind], rows)
      expect([...scores]).toEqual(rows.map((features) => sumOf(trees, features)))
    }),
    { numRuns: 300 },
  )
})

it('a tree with more leaves than bits is refused', () => {
  const chain = Array.from({ length: 33 }, (_, at) => at)
  const trees = {
    features: ['only'],
    base: 0,
    roots: [0],
    feature: chain
      .flatMap(() => [-1, 0])
      .slice(1)
      .concat(-1),
    threshold: chain.flatMap(() => [0, 0]),
    left: chain
      .flatMap((at) => [0, 2 * at + 1])
      .slice(1)
      .concat(0),
    value: chain.flatMap(() => [1, 1]),
    calibration: [1, 0] as const,
  }
  expect(() => scored(trees)).toThrow('more than 32 leaves')
})
