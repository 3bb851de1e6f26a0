import { featureNames } from '../src/pair-features.ts'
import { boostTrees, usualSettings } from './boost-trees.ts'
import type { Example } from './examples.ts'

/** Of the candidates far down the list every fourth is enough, with the weight of four. */
const near = 12
const everyOther = 4

/** Trees for "the same" and for "related", from examples whose dictionary didn't know their accounts. */
export function trainModels(examples: readonly Example[]) {
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
  const trees = (kind: number, count: number) =>
    boostTrees(
      featureNames,
      rows,
      Uint8Array.from(kinds, (each) => (each === kind ? 1 : 0)),
      Float32Array.from(weights),
      {
        ...usualSettings,
        trees: count,
      },
    )
  return { same: trees(1, usualSettings.trees), related: trees(2, 180) }
}
