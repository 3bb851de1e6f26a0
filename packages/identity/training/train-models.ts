import { featureNames } from '../src/pair-features.ts'
import type { Trees } from '../src/trees.ts'
import { averageOf, boostTrees, usualSettings } from './boost-trees.ts'
import { type Example, type Packed, unpack } from './examples.ts'

/** Of the candidates far down the list every fourth is enough, with the weight of four. */
const near = 12
const everyOther = 4

/** One list of trees is unsteady at the top, where precision is decided; the average of two is less so. */
const lists = {
  same: { trees: usualSettings.trees, seeds: [11, 1011] },
  related: { trees: 140, seeds: [11] },
}

/** Trees for one question from everything that the folds teach. */
export function trainModel(lessons: readonly Packed[], question: 'same' | 'related'): Trees {
  const { rows, kinds, weights } = flatten(lessons.flatMap(unpack))
  const kind = question === 'same' ? 1 : 2
  const labels = Uint8Array.from(kinds, (each) => (each === kind ? 1 : 0))
  const { trees, seeds } = lists[question]
  return averageOf(
    seeds.map((seed) =>
      boostTrees(featureNames, rows, labels, Float32Array.from(weights), { ...usualSettings, trees, seed }),
    ),
  )
}

function flatten(examples: readonly Example[]) {
  const rows: Float32Array[] = []
  const kinds: number[] = []
  const weights: number[] = []
  for (const example of examples) {
    example.rows.forEach((row, index) => {
      const kind = example.labels[index]!
      const far = index >= near && kind === 0
      if (far && (index + rows.length) % everyOther !== 0) return
      rows.push(row)
      kinds.push(kind)
      weights.push(far ? everyOther : 1)
    })
  }
  return { rows, kinds, weights }
}
