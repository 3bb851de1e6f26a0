import { type Key, keysOf } from './blocking-keys.ts'
import { type Party, type Profile, profileParty } from './party.ts'
import type { Dictionary } from './word-pairs.ts'

/** How often keys occur in the accounts: what makes a word rare. */
export interface Statistics {
  /** How many accounts there are. */
  readonly accounts: number
  /** How many of them have the key. */
  frequency(key: Key): number
}

export interface Candidate {
  readonly account: number
  /** The sum of the shared keys' weights: only orders candidates. */
  readonly weight: number
}

/** What a shared key says, by kind. */
const weights: Record<string, number> = {
  k: 2.2, h: 2.5, d: 1.6, t: 1, p: 0.5, c: 0.35, y: 0.5, r: 0.3, q: 0.15, f: 0.8, b: 0.7, w: 0.15,
}
/** A key that more accounts have isn't looked up, and a query reads no more rows than this. */
const mostAccounts = 400
const mostRows = 4000

/** How much sharing a key of this frequency says, 0 to 1. */
export const rarity = (frequency: number, accounts: number): number =>
  Math.max(0, Math.log((accounts + 1) / (frequency + 0.5)) / Math.log(accounts + 2))

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

  /** Adds an account under one or more names; returns its number. */
  add(party: Party, aliases: readonly string[] = []): number {
    const account = this.profiles.length
    const profile = profileParty(party)
    this.profiles.push(profile)
    const keys = new Set(keysOf(profile, this.#dictionary))
    for (const alias of aliases) for (const key of keysOf(profileParty({ ...party, name: alias }), this.#dictionary)) keys.add(key)
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
    const found: { kind: string; posting: number[] }[] = []
    for (const key of keysOf(profile, this.#dictionary)) {
      const posting = this.#postings.get(key)
      if (posting && posting.length <= mostAccounts) found.push({ kind: key[0]!, posting })
    }
    found.sort((a, b) => a.posting.length - b.posting.length)
    const sums = new Map<number, number>()
    let rows = 0
    for (const { kind, posting } of found) {
      rows += posting.length
      if (rows > mostRows) break
      const weight = weights[kind]! * rarity(posting.length, this.accounts)
      for (const account of posting) sums.set(account, (sums.get(account) ?? 0) + weight)
    }
    const order: Candidate[] = []
    for (const [account, weight] of sums) order.push({ account, weight: weight + this.#place(profile, account) })
    return order.sort((a, b) => b.weight - a.weight || a.account - b.account).slice(0, most)
  }

  #place(profile: Profile, account: number): number {
    const other = this.profiles[account]!
    let bonus = 0
    if (profile.country && other.country) bonus += profile.country === other.country ? 0.4 : -0.4
    if (profile.city.length > 0 && profile.city.join('') === other.city.join('')) bonus += 0.4
    return bonus
  }
}
