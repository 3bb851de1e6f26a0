/**
 * Boosted decision trees as flat lists. Node n of all trees: goes left if its feature is at most its threshold. A leaf has
 * feature -1. `value` is the sum's change up to and including the node, so that a path tells what each feature weighed.
 */
export interface Trees {
  readonly features: readonly string[]
  /** Sum before any tree; the logit of the share of positives. */
  readonly base: number
  /** Where each tree starts. */
  readonly roots: readonly number[]
  readonly feature: readonly number[]
  readonly threshold: readonly number[]
  /** The left child; the right one follows it. */
  readonly left: readonly number[]
  readonly value: readonly number[]
  /** The sum is stretched and shifted by these before the logistic function, so that it's a calibrated probability. */
  readonly calibration: readonly [number, number]
  /** Whether a first part of the trees is enough; without it all are asked of every row. */
  readonly glance?: Glance
}

/**
 * The first so many trees, and the sum of theirs below which nothing more is asked: most of forty candidates have no more than a
 * word in common with a name, and a fifth of the trees knows it (soft cascades: Bourdev & Brandt, CVPR 2005).
 */
export interface Glance {
  readonly trees: number
  readonly hopeless: number
}

export const logistic = (sum: number): number => 1 / (1 + Math.exp(-sum))

/** The sum of the trees for features in the model's order; of the first ones where they leave no hope. */
export function sumOf(trees: Trees, row: Float32Array): number {
  const { roots, feature, threshold, left, value, glance } = trees
  let sum = trees.base
  for (let tree = 0; tree < roots.length; tree++) {
    if (tree === glance?.trees && sum < glance.hopeless) break
    let node = roots[tree]!
    while (feature[node]! >= 0) node = left[node]! + (row[feature[node]!]! <= threshold[node]! ? 0 : 1)
    sum += value[node]!
  }
  return sum
}

export const chanceOf = ({ calibration: [stretch, shift] }: Trees, sum: number): number =>
  logistic(stretch * sum + shift)

/** How much each feature moved the sum; together with the base and the trees' own starts they make the sum. */
export function contributionsOf(trees: Trees, row: Float32Array): Float64Array {
  const moved = new Float64Array(trees.features.length)
  for (const root of trees.roots) {
    let node = root
    while (trees.feature[node]! >= 0) {
      const asked = trees.feature[node]!
      const next = trees.left[node]! + (row[asked]! <= trees.threshold[node]! ? 0 : 1)
      moved[asked]! += trees.value[next]! - trees.value[node]!
      node = next
    }
  }
  return moved
}
