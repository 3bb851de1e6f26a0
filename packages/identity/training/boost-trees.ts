import type { Trees } from '../src/trees.ts'

export interface Settings {
  readonly trees: number
  readonly leaves: number
  readonly rate: number
  /** Share of rows and of features that each tree sees. */
  readonly rowShare: number
  readonly featureShare: number
  /** Rows that are answered this nearly right are seen less often, and weigh the more. */
  readonly clear: number
  readonly clearShare: number
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
  clear: 0.02,
  clearShare: 0.12,
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
  const even = evenSample(labels)
  const edges = names.map((_name, feature) => edgesOf(rows, feature, even))
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
  const drawn = new Uint32Array(rows.length)
  for (let tree = 0; tree < settings.trees; tree++) {
    let count = 0
    for (let row = 0; row < rows.length; row++) {
      const chance = 1 / (1 + Math.exp(-sums[row]!))
      const off = chance - labels[row]!
      const isClear = off < settings.clear && off > -settings.clear
      if (random() >= (isClear ? settings.clearShare : settings.rowShare)) continue
      const weight = isClear ? (weights[row]! * settings.rowShare) / settings.clearShare : weights[row]!
      drawn[count++] = row
      gradients[row] = weight * off
      hessians[row] = Math.max(weight * chance * (1 - chance), 1e-9)
    }
    const asked = names.map((_name, feature) => feature).filter(() => random() < settings.featureShare)
    growTree({ bins, edges, gradients, hessians, sample: drawn.slice(0, count), asked, settings, flat })
    addTree(sums, bins, edges, flat)
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

/** Trees that answer with the average of the given ones' sums; they take turns, so that the first of them are an average too. */
export function averageOf(list: readonly Trees[]): Trees {
  const [roots, feature, threshold, left, value] = [[], [], [], [], []] as [
    number[],
    number[],
    number[],
    number[],
    number[],
  ]
  for (const [place, trees] of list.entries()) {
    const start = feature.length
    trees.roots.forEach((at, nth) => {
      roots[nth * list.length + place] = at + start
    })
    left.push(...trees.left.map((at, node) => (trees.feature[node]! < 0 ? 0 : at + start)))
    feature.push(...trees.feature)
    threshold.push(...trees.threshold)
    value.push(...trees.value.map((each) => Number((each / list.length).toPrecision(6))))
  }
  const base = list.reduce((sum, trees) => sum + trees.base, 0) / list.length
  return { ...list[0]!, base, roots, feature, threshold, left, value }
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
    const [left, right] = parted(node.rows, column, bin).map((rows) => makeNode(growing, rows)) as [Node, Node]
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

function parted(rows: Uint32Array, column: Uint8Array, bin: number): [Uint32Array, Uint32Array] {
  const [left, right] = [new Uint32Array(rows.length), new Uint32Array(rows.length)]
  let [lefts, rights] = [0, 0]
  for (const row of rows) {
    if (column[row]! <= bin) left[lefts++] = row
    else right[rights++] = row
  }
  return [left.subarray(0, lefts), right.subarray(0, rights)]
}

/** Adds what the last tree says to every row's sum; by bins, column by column, so that memory is read in order. */
function addTree(sums: Float64Array, bins: Growing['bins'], edges: Growing['edges'], flat: Growing['flat']): void {
  const root = flat.roots.at(-1)!
  const feature = Int32Array.from(flat.feature.slice(root))
  const left = Int32Array.from(flat.left.slice(root), (at) => at - root)
  const value = Float64Array.from(flat.value.slice(root))
  const bin = Uint8Array.from(feature, (asked, at) =>
    asked < 0 ? 0 : edges[asked]!.indexOf(flat.threshold[root + at]!),
  )
  for (let row = 0; row < sums.length; row++) {
    let node = 0
    while (feature[node]! >= 0) node = left[node]! + (bins[feature[node]!]![row]! <= bin[node]! ? 0 : 1)
    sums[row]! += value[node]!
  }
}

/** Some ten thousand rows of either answer: among all rows the rarer one would get hardly an edge. */
function evenSample(labels: Uint8Array): number[] {
  return [0, 1].flatMap((label) => {
    const rows = [...labels.keys()].filter((row) => labels[row] === label)
    const step = Math.max(1, Math.floor(rows.length / 10_000))
    return rows.filter((_row, at) => at % step === 0)
  })
}

/** At most 63 edges between values, by quantiles of the sample. */
function edgesOf(rows: readonly Float32Array[], feature: number, sample: readonly number[]): number[] {
  const values = sample.map((row) => rows[row]![feature]!).sort((a, b) => a - b)
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
