import type { History, Labels } from './history.ts'
import type { BacktestReport } from './report.ts'
import { GroupTallies, Tallies, wayOf } from './tallies.ts'

/** How many decisions go which way, in all and by group, and those that can't be compared. */
export class Counts {
  total = new Tallies(4)
  partners: GroupTallies
  tiers: GroupTallies
  productFamilies: GroupTallies
  amounts: GroupTallies
  needed: Needed
  #amountsMinor: Float64Array

  constructor(history: History, amounts: Labels, idsNamed: number) {
    this.partners = new GroupTallies(history.partners)
    this.tiers = new GroupTallies(history.tiers)
    this.productFamilies = new GroupTallies(history.productFamilies)
    this.amounts = new GroupTallies(amounts)
    this.needed = new Needed(history.ids, idsNamed)
    this.#amountsMinor = history.amountsMinor
  }

  /** Takes over what the other has counted: both come from one history. */
  startFrom(other: Counts): this {
    this.total = other.total.copy()
    this.partners = other.partners.copy()
    this.tiers = other.tiers.copy()
    this.productFamilies = other.productFamilies.copy()
    this.amounts = other.amounts.copy()
    this.needed = other.needed.copy()
    return this
  }

  /** Counts a decision in, or with `times` -1 out again. */
  add(row: number, wasGranted: boolean, isGranted: boolean, times: 1 | -1 = 1): void {
    const way = wayOf(wasGranted, isGranted)
    const amountMinor = this.#amountsMinor[row]!
    this.total.add(way, amountMinor, times)
    this.partners.add(row, way, amountMinor, times)
    this.tiers.add(row, way, amountMinor, times)
    this.productFamilies.add(row, way, amountMinor, times)
    this.amounts.add(row, way, amountMinor, times)
  }
}

/** Decisions that can't be made without facts that weren't recorded. */
export class Needed {
  #ids: readonly string[]
  #idsNamed: number
  #decisions = 0
  #named: string[] = []
  #facts = new Map<string, number>()

  constructor(ids: readonly string[], idsNamed: number) {
    this.#ids = ids
    this.#idsNamed = idsNamed
  }

  add(row: number, missing: readonly string[]): void {
    this.#decisions++
    if (this.#named.length < this.#idsNamed) this.#named.push(this.#ids[row]!)
    for (const fact of missing) this.#facts.set(fact, (this.#facts.get(fact) ?? 0) + 1)
  }

  copy(): Needed {
    const copy = new Needed(this.#ids, this.#idsNamed)
    copy.#decisions = this.#decisions
    copy.#named = [...this.#named]
    copy.#facts = new Map(this.#facts)
    return copy
  }

  done(): BacktestReport['informationNeeded'] {
    return { decisions: this.#decisions, ids: this.#named, facts: Object.fromEntries(this.#facts) }
  }
}

/** Ranges of amounts, each from one of these up to below the next: "0-99999", "100000-". None for decisions that have no amount. */
export function labelsOfAmounts(amountsMinor: Float64Array, fromMinor: readonly number[]): Labels {
  const bounds = [0, ...fromMinor.filter((from) => from > 0)]
  const names = bounds.map((from, index) => `${from}-${index + 1 < bounds.length ? bounds[index + 1]! - 1 : ''}`)
  const of = new Int32Array(amountsMinor.length)
  for (let row = 0; row < of.length; row++) {
    const amountMinor = amountsMinor[row]!
    let range = bounds.length
    if (amountMinor >= 0) {
      range = 0
      while (range + 1 < bounds.length && amountMinor >= bounds[range + 1]!) range++
    }
    of[row] = range
  }
  return { of, names: [...names, null] }
}
