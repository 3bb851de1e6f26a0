import type { Trees } from '../src/trees.ts'

export interface Settings {
  readonly trees: number
  readonly leaves: number
  readonly rate: number
  /** Share of rows and of features that each tree sees. */
  readonly rowShare: number
  readonly featureShare: number
  /** A leaf's rows weigh at least this much: unsure rows weigh up to a quarter, sure ones next to nothing. */
  readonly leastWeight: number
  readonly seed: number
}

export const usualSettings: Settings = {
  trees: 260,
  leaves: 28,
  rate: 0.07,
  rowShare: 0.6,
  featureShare: 0.5,
  leastWeight: 1.5,
  seed: 11,
}

const binCount = 64

interface Node {
  rows: Uint32Array
  gradient: number
  hessian: number
  histogram: Float64Array | null
  best: { gain: number; feature: number; bin: number } | null
  /** Index in the flat lists. */
  at: number
}

/** Gradient-boosted trees for a yes or no, by histograms; the same rows and seed give the same trees. */
export function boostTrees(
  names: readonly string[],
  rows: readonly Float32Array[],
  labels: Uint8Array,
  weights: Float32Array,
  settings: Settings = usualSettings,
): Trees {
  const random = randomFrom(settings.seed)
  const edges = names.map((_name, feature) => edgesOf(rows, feature, random))
  const bins = edges.map((list, feature) => binsOf(rows, feature, list))
  const total = weights.reduce((a, b) => a + b, 0)
  const positive = weights.reduce((sum, weight, row) => sum + (labels[row] ? weight : 0), 0)
  const base = Math.log((positive + 1) / (total - positive + 1))
  const sums = new Float64Array(rows.length).fill(base)
  const gradients = new Float64Array(rows.length)
  const hessians = new Float64Array(rows.length)
  const flat = {
    roots: [] as number[],
    feature: [] as number[],
    threshold: [] as number[],
    left: [] as number[],
    value: [] as number[],
  }
  for (let tree = 0; tree < settings.trees; tree++) {
    for (let row = 0; row < rows.length; row++) {
      const chance = 1 / (1 + Math.exp(-sums[row]!))
      gradients[row] = weights[row]! * (chance - labels[row]!)
      hessians[row] = Math.max(weights[row]! * chance * (1 - chance), 1e-9)
    }
    const sample = Uint32Array.from(rows.keys()).filter(() => random() < settings.rowShare)
    const asked = names.map((_name, feature) => feature).filter(() => random() < settings.featureShare)
    growTree({ bins, edges, gradients, hessians, sample, asked, settings, flat })
    const root = flat.roots.at(-1)!
    for (let row = 0; row < rows.length; row++) sums[row]! += leafValue(flat, root, rows[row]!)
  }
  const round = (list: number[]) => list.map((value) => Number(value.toPrecision(6)))
  return {
    features: names,
    base,
    ...flat,
    threshold: round(flat.threshold),
    value: round(flat.value),
    calibration: [1, 0],
  }
}

interface Growing {
  bins: readonly Uint8Array[]
  edges: readonly number[][]
  gradients: Float64Array
  hessians: Float64Array
  sample: Uint32Array
  asked: readonly number[]
  settings: Settings
  flat: { roots: number[]; feature: number[]; threshold: number[]; left: number[]; value: number[] }
}

function growTree(growing: Growing): void {
  const { flat, settings, edges, bins } = growing
  const root = makeNode(growing, growing.sample)
  flat.roots.push(root.at)
  root.histogram = histogramOf(growing, root.rows)
  root.best = bestSplit(growing, root)
  const open = [root]
  for (let leaves = 1; leaves < settings.leaves; leaves++) {
    open.sort((a, b) => (a.best?.gain ?? 0) - (b.best?.gain ?? 0))
    const node = open.pop()
    if (!node?.best) break
    const { feature, bin } = node.best
    const column = bins[feature]!
    const [left, right] = [
      node.rows.filter((row) => column[row]! <= bin),
      node.rows.filter((row) => column[row]! > bin),
    ].map((rows) => makeNode(growing, rows)) as [Node, Node]
    flat.feature[node.at] = feature
    flat.threshold[node.at] = edges[feature]![bin]!
    flat.left[node.at] = left.at
    const [small, large] = left.rows.length < right.rows.length ? [left, right] : [right, left]
    small.histogram = histogramOf(growing, small.rows)
    large.histogram = node.histogram!.map((value, index) => value - small.histogram![index]!)
    node.histogram = null
    for (const child of [left, right]) child.best = bestSplit(growing, child)
    open.push(left, right)
  }
}

function makeNode({ flat, gradients, hessians, settings }: Growing, rows: Uint32Array): Node {
  let gradient = 0
  let hessian = 0
  for (const row of rows) {
    gradient += gradients[row]!
    hessian += hessians[row]!
  }
  const at = flat.feature.length
  flat.feature.push(-1)
  flat.threshold.push(0)
  flat.left.push(0)
  flat.value.push((-settings.rate * gradient) / (hessian + 1))
  return { rows, gradient, hessian, histogram: null, best: null, at }
}

function histogramOf({ bins, asked, gradients, hessians }: Growing, rows: Uint32Array): Float64Array {
  const histogram = new Float64Array(asked.length * binCount * 2)
  // Side by side, so that the inner loop reads them in order.
  const gradient = new Float32Array(rows.length)
  const hessian = new Float32Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    gradient[i] = gradients[rows[i]!]!
    hessian[i] = hessians[rows[i]!]!
  }
  for (let index = 0; index < asked.length; index++) {
    const column = bins[asked[index]!]!
    const start = index * binCount * 2
    for (let i = 0; i < rows.length; i++) {
      const cell = start + column[rows[i]!]! * 2
      histogram[cell]! += gradient[i]!
      histogram[cell + 1]! += hessian[i]!
    }
  }
  return histogram
}

function bestSplit({ asked, edges, settings }: Growing, node: Node): Node['best'] {
  if (node.hessian < settings.leastWeight * 2) return null
  const score = (gradient: number, hessian: number) => (gradient * gradient) / (hessian + 1)
  const whole = score(node.gradient, node.hessian)
  let best: Node['best'] = null
  asked.forEach((feature, index) => {
    let [gradient, hessian] = [0, 0]
    for (let bin = 0; bin < edges[feature]!.length; bin++) {
      const cell = (index * binCount + bin) * 2
      gradient += node.histogram![cell]!
      hessian += node.histogram![cell + 1]!
      if (hessian < settings.leastWeight || node.hessian - hessian < settings.leastWeight) continue
      const gain = score(gradient, hessian) + score(node.gradient - gradient, node.hessian - hessian) - whole
      if (gain > (best?.gain ?? 0.5)) best = { gain, feature, bin }
    }
  })
  return best
}

function leafValue(flat: Growing['flat'], root: number, row: Float32Array): number {
  let node = root
  while (flat.feature[node]! >= 0)
    node = flat.left[node]! + (row[flat.feature[node]!]! <= flat.threshold[node]! ? 0 : 1)
  return flat.value[node]!
}

/** At most 63 edges between values, by quantiles of a sample. */
function edgesOf(rows: readonly Float32Array[], feature: number, random: () => number): number[] {
  const step = Math.max(1, Math.floor(rows.length / 20_000))
  const values: number[] = []
  for (let row = Math.floor(random() * step); row < rows.length; row += step) values.push(rows[row]![feature]!)
  values.sort((a, b) => a - b)
  const distinct = [...new Set(values)]
  if (distinct.length < binCount)
    return distinct.slice(0, -1).map((value, index) => middle(value, distinct[index + 1]!))
  const picked = Array.from(
    { length: binCount - 1 },
    (_each, index) => values[Math.floor(((index + 1) * values.length) / binCount)]!,
  )
  return [...new Set(picked)].map((value) => Number(value.toPrecision(6)))
}

const middle = (one: number, other: number) => Number(((one + other) / 2).toPrecision(6))

function binsOf(rows: readonly Float32Array[], feature: number, edges: readonly number[]): Uint8Array {
  return Uint8Array.from(rows, (row) => {
    const value = row[feature]!
    let [low, high] = [0, edges.length]
    while (low < high) {
      const between = (low + high) >> 1
      if (value <= edges[between]!) high = between
      else low = between + 1
    }
    return low
  })
}

/** mulberry32: training is the same every time. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
