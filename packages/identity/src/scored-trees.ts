import type { Trees } from './trees.ts'

/** Trees as they are asked of many rows: those of the first glance, and of rows that leave hope the rest. */
export interface ScoredTrees {
  readonly base: number
  readonly first: TurnedTrees
  readonly rest: TurnedTrees | null
  /** Below it a row has no hope. */
  readonly hopeless: number
}

/**
 * The same trees, turned round: by feature, the thresholds in rising order. A row that is above a threshold loses the leaves
 * left of that node, and of each tree the leftmost leaf that's still there is where the row ends. No step depends on the one
 * before, so a processor needn't guess (Lucchese et al., "QuickScorer", SIGIR 2015): three times as fast as walking each tree.
 */
export interface TurnedTrees {
  /** Where each feature's nodes start; one more at the end. */
  readonly starts: Int32Array
  readonly threshold: Float32Array
  readonly tree: Uint16Array
  /** The leaves that a row above the threshold keeps. */
  readonly kept: Int32Array
  /** 32 a tree, from left to right. */
  readonly leaves: Float64Array
  /** The leaves that each tree has left, while a row is scored. */
  readonly left: Int32Array
}

const mostLeaves = 32

/** Throws RangeError when a tree has more leaves than there are bits. */
export function scored(trees: Trees): ScoredTrees {
  const { base, roots, glance } = trees
  if (!glance) return { base, first: turned(trees, roots), rest: null, hopeless: Number.NEGATIVE_INFINITY }
  const [first, rest] = [roots.slice(0, glance.trees), roots.slice(glance.trees)]
  return { base, first: turned(trees, first), rest: turned(trees, rest), hopeless: glance.hopeless }
}

function turned(trees: Trees, roots: readonly number[]): TurnedTrees {
  const nodes: { feature: number; threshold: number; tree: number; kept: number }[] = []
  const leaves = new Float64Array(roots.length * mostLeaves)
  roots.forEach((root, tree) => {
    let count = 0
    const visit = (node: number): number => {
      const feature = trees.feature[node]!
      if (feature < 0) {
        if (count === mostLeaves) throw new RangeError(`Tree ${tree} has more than ${mostLeaves} leaves.`)
        leaves[tree * mostLeaves + count] = trees.value[node]!
        return 1 << count++
      }
      const below = visit(trees.left[node]!)
      nodes.push({ feature, threshold: trees.threshold[node]!, tree, kept: ~below })
      return below | visit(trees.left[node]! + 1)
    }
    visit(root)
  })
  nodes.sort((a, b) => a.feature - b.feature || a.threshold - b.threshold)
  const starts = new Int32Array(trees.features.length + 1)
  for (const { feature } of nodes) starts[feature + 1]!++
  starts.forEach((_count, at) => {
    if (at > 0) starts[at]! += starts[at - 1]!
  })
  return {
    starts,
    threshold: Float32Array.from(nodes, ({ threshold }) => floor32(threshold)),
    tree: Uint16Array.from(nodes, ({ tree }) => tree),
    kept: Int32Array.from(nodes, ({ kept }) => kept),
    leaves,
    left: new Int32Array(roots.length),
  }
}

/** The largest 32-bit number that isn't above: features are such numbers, so what's above one is above the other. */
function floor32(value: number): number {
  const near = Math.fround(value)
  if (near <= value) return near
  const bits = new Int32Array(new Float32Array([near]).buffer)
  bits[0]! += near > 0 ? -1 : 1
  return new Float32Array(bits.buffer)[0]!
}

/** What `sumOf` says of each row, to the last bit. */
export function scoresOf({ base, first, rest, hopeless }: ScoredTrees, rows: readonly Float32Array[]): Float64Array {
  const scores = new Float64Array(rows.length).fill(base)
  const all = rows.map((_row, at) => at)
  addScores(first, rows, all, scores)
  if (rest)
    addScores(
      rest,
      rows,
      all.filter((at) => scores[at]! >= hopeless),
      scores,
    )
  return scores
}

/**
 * Adds what the trees say of the rows at these places. Rows of one question have much in common: what all of them are above is
 * taken away once, and only where they differ is each asked by itself.
 */
function addScores(trees: TurnedTrees, rows: readonly Float32Array[], places: readonly number[], scores: Float64Array) {
  const { threshold, tree, kept, leaves, left } = trees
  const { common, from, varying } = inCommon(trees, rows, places)
  for (const place of places) {
    const row = rows[place]!
    left.set(common)
    for (let nth = 0; nth < varying.length; nth++) {
      const feature = varying[nth]!
      const value = row[feature]!
      const end = trees.starts[feature + 1]!
      for (let at = from[nth]!; at < end && value > threshold[at]!; at++) left[tree[at]!]! &= kept[at]!
    }
    let sum = scores[place]!
    for (let at = 0; at < left.length; at++) {
      const still = left[at]!
      sum += leaves[at * mostLeaves + 31 - Math.clz32(still & -still)]!
    }
    scores[place] = sum
  }
}

/** The leaves that no row is above, the features in which rows end at different nodes, and from where on they do. */
function inCommon(
  { starts, threshold, tree, kept, left }: TurnedTrees,
  rows: readonly Float32Array[],
  places: readonly number[],
) {
  const common = new Int32Array(left.length).fill(-1)
  const from: number[] = []
  const varying: number[] = []
  for (let feature = 0; feature < starts.length - 1; feature++) {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const place of places) {
      const value = rows[place]![feature]!
      if (value < least) least = value
      if (value > most) most = value
    }
    const end = starts[feature + 1]!
    let at = starts[feature]!
    for (; at < end && least > threshold[at]!; at++) common[tree[at]!]! &= kept[at]!
    if (at === end || most <= threshold[at]!) continue
    varying.push(feature)
    from.push(at)
  }
  return { common, from, varying }
}
