import { type Key, keptKeysOf, keysOf } from './blocking-keys.ts'
import { keysToLookUp, placeWeight, type Statistics } from './candidate-weight.ts'
import { type Party, type Profile, profileParty } from './party.ts'
import type { Dictionary } from './word-pairs.ts'

export interface Candidate {
  /** The number that `add` gave. */
  readonly account: number
  /** The sum of the shared keys' weights: only orders candidates. */
  readonly weight: number
}

/** Accounts by key, in memory: for evaluation, tests and small sets. The database keeps the same keys in a column. */
export class AccountIndex implements Statistics {
  readonly profiles: Profile[] = []
  readonly #postings = new Map<Key, number[]>()
  readonly #places = new Map<Key, number>()
  readonly #dictionary: Dictionary

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary
  }

  get accounts(): number {
    return this.profiles.length
  }

  get keys(): number {
    return this.#postings.size
  }

  get postings(): number {
    let all = 0
    for (const posting of this.#postings.values()) all += posting.length
    return all
  }

  /** Adds an account, to be found by its other names too; returns its number. */
  add(party: Party, aliases: readonly string[] = []): number {
    const profile = profileParty(party)
    const account = this.profiles.push(profile) - 1
    const known = aliases.map((name) => profileParty({ ...party, name }))
    const keys = new Set([profile, ...known].flatMap(keptKeysOf))
    for (const key of keys) {
      const posting = this.#postings.get(key)
      if (posting) posting.push(account)
      else this.#postings.set(key, [account])
    }
    for (const word of profile.city) this.#places.set(`g:${word}`, (this.#places.get(`g:${word}`) ?? 0) + 1)
    return account
  }

  frequency(key: Key): number {
    return this.#places.get(key) ?? this.#postings.get(key)?.length ?? 0
  }

  /** The accounts that share the most telling keys, best first. */
  candidates(profile: Profile, most = 40): Candidate[] {
    const sums = new Map<number, number>()
    for (const { key, weight } of keysToLookUp(keysOf(profile, this.#dictionary), this)) {
      for (const account of this.#postings.get(key)!) sums.set(account, (sums.get(account) ?? 0) + weight)
    }
    return [...sums]
      .map(([account, weight]) => ({ account, weight: weight + placeWeight(profile, this.profiles[account]!) }))
      .sort((a, b) => b.weight - a.weight || a.account - b.account)
      .slice(0, most)
  }
}
