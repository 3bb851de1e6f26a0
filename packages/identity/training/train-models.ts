import { featureNames } from '../src/pair-features.ts'
import type { Trees } from '../src/trees.ts'
import { boostTrees, usualSettings } from './boost-trees.ts'
import { type Example, unpack } from './examples.ts'
import type { Lessons } from './training-examples.ts'

/** Of the candidates far down the list every fourth is enough, with the weight of four. */
const near = 12
const everyOther = 4

/** Trees for one question from everything that the folds teach. */
export function trainModel(lessons: readonly Lessons[], question: 'same' | 'related'): Trees {
  const parts = (Object.keys(lessons[0]!) as (keyof Lessons)[]).filter(
    (part) => question === 'same' || part === 'queries',
  )
  const examples = parts.flatMap((part) => lessons.flatMap((lesson) => unpack(lesson[part])))
  const { rows, kinds, weights } = flatten(examples)
  const kind = question === 'same' ? 1 : 2
  const labels = Uint8Array.from(kinds, (each) => (each === kind ? 1 : 0))
  return boostTrees(featureNames, rows, labels, Float32Array.from(weights), {
    ...usualSettings,
    trees: question === 'same' ? usualSettings.trees : 140,
  })
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
