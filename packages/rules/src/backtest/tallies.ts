import type { Labels } from './history.ts'
import type { FourWays, Group, Tally } from './report.ts'

/** Amounts are added in two parts, so that a sum of many is exact. */
const lowPart = 2 ** 25

/** Counts and sums, one for each number from 0. */
export class Tallies {
  #decisions: Float64Array
  #high: Float64Array
  #low: Float64Array

  constructor(size: number) {
    this.#decisions = new Float64Array(size)
    this.#high = new Float64Array(size)
    this.#low = new Float64Array(size)
  }

  /** Adds a decision, or with `times` -1 takes it away again. */
  add(index: number, amountMinor: number, times: 1 | -1 = 1): void {
    this.#decisions[index]! += times
    // The amount of a decision that has none is NaN, which is above nothing.
    if (amountMinor > 0) {
      const high = Math.floor(amountMinor / lowPart)
      this.#high[index]! += times * high
      this.#low[index]! += times * (amountMinor - high * lowPart)
    }
  }

  at(index: number): Tally {
    return { decisions: this.#decisions[index]!, amountMinor: written(this.#sumAt(index)) }
  }

  /** All numbers together. */
  all(): Tally {
    let decisions = 0
    let sum = 0n
    for (let index = 0; index < this.#decisions.length; index++) {
      decisions += this.#decisions[index]!
      sum += this.#sumAt(index)
    }
    return { decisions, amountMinor: written(sum) }
  }

  #sumAt(index: number): bigint {
    return BigInt(this.#high[index]!) * BigInt(lowPart) + BigInt(this.#low[index]!)
  }
}

const most = Number.MAX_SAFE_INTEGER
const written = (sum: bigint) => (sum > most ? most : Number(sum))

const ways = 4

/** Which of the four ways: granted before and granted after are its two bits. */
export const wayOf = (before: boolean, after: boolean) => (before ? 2 : 0) + (after ? 1 : 0)

/** The four ways of each group that labels make. */
export class GroupTallies {
  #labels: Labels
  #tallies: Tallies

  constructor(labels: Labels) {
    this.#labels = labels
    this.#tallies = new Tallies(labels.names.length * ways)
  }

  add(row: number, way: number, amountMinor: number, times: 1 | -1 = 1): void {
    this.#tallies.add(this.#labels.of[row]! * ways + way, amountMinor, times)
  }

  /** In the order of their numbers; groups with no decision are left out. */
  groups(): Group[] {
    return this.#labels.names
      .map((name, index) => ({ name, ...fourWaysOf(this.#tallies, index * ways) }))
      .filter((group) => sizeOf(group) > 0)
  }
}

/** Numbers `from` and the three that follow it stand for the four ways. */
export function fourWaysOf(tallies: Tallies, from = 0): FourWays {
  return {
    grantedStill: tallies.at(from + wayOf(true, true)),
    noLongerGranted: tallies.at(from + wayOf(true, false)),
    nowGranted: tallies.at(from + wayOf(false, true)),
    stillNotGranted: tallies.at(from + wayOf(false, false)),
  }
}

function flipsOf({ noLongerGranted, nowGranted }: FourWays): number {
  return noLongerGranted.decisions + nowGranted.decisions
}

function sizeOf(group: FourWays): number {
  return group.grantedStill.decisions + group.stillNotGranted.decisions + flipsOf(group)
}

/** Most flips first, then the larger group, then by name. */
export function byFlips(one: Group, other: Group): number {
  const order = flipsOf(other) - flipsOf(one) || sizeOf(other) - sizeOf(one)
  return order || ((one.name ?? '') < (other.name ?? '') ? -1 : 1)
}
