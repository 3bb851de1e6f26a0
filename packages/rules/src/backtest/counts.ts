import { type Bits, noRows, write } from '../compile/columns-bits.ts'
import { type EndTable, noOutcome } from '../compile/columns-settle.ts'
import { own } from '../names.ts'
import type { Point } from '../point.ts'
import type { History, Labels } from './history.ts'
import type { OutcomeChange } from './report.ts'
import { GroupTallies, Tallies, wayOf } from './tallies.ts'

/** In place of one of the four ways: the decision isn't compared. */
const noWay = -1

/**
 * How many decisions go which way, in all and by group, and which outcomes become which. A decision is moved from one end to another, so
 * that the next draft costs no more than what it changes.
 */
export class Counts {
  total = new Tallies(4)
  partners: GroupTallies
  tiers: GroupTallies
  productFamilies: GroupTallies
  amounts: GroupTallies
  /** By number of the end: how many decisions need information with it. */
  needed = new Map<number, number>()
  /** The rows that need information, that change sides, and that otherwise change. */
  needing: Bits
  flips: Bits
  otherChanges: Bits
  #table: EndTable
  #types: readonly string[]
  #changes: Tallies
  #amountsMinor: Float64Array
  #grantedTypes: ReadonlySet<string>
  /** For each outcome by number. */
  #isGranted: boolean[] = []
  #typeOf: number[] = []

  constructor(point: Point, history: History, table: EndTable, amountsFromMinor: readonly number[]) {
    this.partners = new GroupTallies(history.partners)
    this.tiers = new GroupTallies(history.tiers)
    this.productFamilies = new GroupTallies(history.productFamilies)
    this.amounts = new GroupTallies(labelsOfAmounts(history.amountsMinor, amountsFromMinor))
    this.needing = noRows(history.columns.rows)
    this.flips = noRows(history.columns.rows)
    this.otherChanges = noRows(history.columns.rows)
    this.#table = table
    this.#types = Object.keys(point.outcomes)
    this.#grantedTypes = new Set(this.#types.filter((type) => own(point.outcomes, type)!.favour > 0))
    this.#changes = new Tallies(this.#types.length ** 2)
    this.#amountsMinor = history.amountsMinor
  }

  /** Reads the outcomes that the table got since the last time. */
  learnOutcomes(): void {
    for (const { type } of this.#table.outcomes.slice(this.#typeOf.length)) {
      this.#typeOf.push(this.#types.indexOf(type))
      this.#isGranted.push(this.#grantedTypes.has(type))
    }
  }

  /** Moves a decision, whose outcome was `before`, from one end to another; `from` is undefined for one not yet counted. */
  move(row: number, before: number, from: number | undefined, to: number): void {
    const fromWay = from === undefined ? noWay : this.#wayTo(before, from)
    const toWay = this.#wayTo(before, to)
    if (fromWay !== toWay) {
      if (fromWay !== noWay) this.#addToGroups(row, fromWay, -1)
      if (toWay !== noWay) this.#addToGroups(row, toWay, 1)
    }
    if (from !== undefined) this.#addEnd(row, before, from, -1)
    this.#addEnd(row, before, to, 1)
    const isFlip = toWay === wayOf(true, false) || toWay === wayOf(false, true)
    write(this.needing, row, toWay === noWay)
    write(this.flips, row, isFlip)
    write(this.otherChanges, row, toWay !== noWay && !isFlip && this.#table.outcomeOf[to] !== before)
  }

  /** Counts a decision that can't be compared with any draft. */
  cannotCompare(row: number, end: number): void {
    this.#need(end, 1)
    write(this.needing, row, true)
  }

  #need(end: number, times: 1 | -1): void {
    this.needed.set(end, (this.needed.get(end) ?? 0) + times)
  }

  #wayTo(before: number, end: number): number {
    const outcome = this.#table.outcomeOf[end]!
    return outcome === noOutcome ? noWay : wayOf(this.#isGranted[before]!, this.#isGranted[outcome]!)
  }

  #addEnd(row: number, before: number, end: number, times: 1 | -1): void {
    const outcome = this.#table.outcomeOf[end]!
    if (outcome === noOutcome) this.#need(end, times)
    else if (outcome !== before) {
      const change = this.#typeOf[before]! * this.#types.length + this.#typeOf[outcome]!
      this.#changes.add(change, this.#amountsMinor[row]!, times)
    }
  }

  #addToGroups(row: number, way: number, times: 1 | -1): void {
    const amountMinor = this.#amountsMinor[row]!
    this.total.add(way, amountMinor, times)
    this.partners.add(row, way, amountMinor, times)
    this.tiers.add(row, way, amountMinor, times)
    this.productFamilies.add(row, way, amountMinor, times)
    this.amounts.add(row, way, amountMinor, times)
  }

  /** Other outcomes, by the type that they had and the type that they would have. */
  outcomeChanges(): OutcomeChange[] {
    return this.#types
      .flatMap((from) => this.#types.map((to) => ({ from, to })))
      .map((pair, index) => ({ ...pair, ...this.#changes.at(index) }))
      .filter(({ decisions }) => decisions > 0)
  }
}

/** Ranges of amounts, each from one of these up to below the next: "0-99999", "100000-". None for decisions that have no amount. */
function labelsOfAmounts(amountsMinor: Float64Array, fromMinor: readonly number[]): Labels {
  const bounds = [0, ...fromMinor.filter((from) => from > 0)]
  const names = bounds.map((from, index) => `${from}-${index + 1 < bounds.length ? bounds[index + 1]! - 1 : ''}`)
  const rangeOf = (amountMinor: number) => {
    const above = bounds.findIndex((from) => amountMinor < from)
    return above < 0 ? bounds.length - 1 : above - 1
  }
  return {
    of: Int32Array.from(amountsMinor, (amountMinor) =>
      Number.isNaN(amountMinor) ? bounds.length : rangeOf(amountMinor),
    ),
    names: [...names, null],
  }
}
