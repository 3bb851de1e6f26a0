import type { Key } from './blocking-keys.ts'
import type { Profile } from './party.ts'

/** How often keys occur in the accounts: what makes a word rare. */
export interface Statistics {
  /** How many accounts there are. */
  readonly accounts: number
  /** How many of them have the key, or the place `g:` and a word of a city. */
  frequency(key: Key): number
}

/** What a shared key says, by kind (see `blocking-keys.ts`): only orders candidates, the model judges them. */
const kinds: Record<string, number> = {
  k: 2.2,
  h: 2.5,
  d: 1.6,
  t: 0.4,
  c: 0.35,
  y: 0.5,
  r: 0.3,
  f: 0.8,
  b: 0.7,
  w: 0.15,
}
export const weightOfKind = (key: Key): number => kinds[key[0]!]!

/** A key that more accounts have isn't looked up, and a query reads no more rows than this. */
export const mostAccountsOfKey = 400
const mostRows = 4000

/** How much sharing something of this frequency says, 0 (everybody has it) to about 1 (nobody else does). */
export const rarity = (frequency: number, accounts: number): number =>
  Math.max(0, Math.log((accounts + 1) / (frequency + 0.5)) / Math.log(accounts + 2))

export interface WeighedKey {
  readonly key: Key
  readonly weight: number
}

/** The keys worth looking up, rarest first, within the budget of rows. */
export function keysToLookUp(keys: readonly Key[], statistics: Statistics): WeighedKey[] {
  const known = keys
    .map((key) => ({ key, frequency: statistics.frequency(key) }))
    .filter(({ frequency }) => frequency > 0 && frequency <= mostAccountsOfKey)
    .sort((a, b) => a.frequency - b.frequency)
  let rows = 0
  const within = known.filter(({ frequency }) => {
    rows += frequency
    return rows <= mostRows
  })
  return within.map(({ key, frequency }) => ({
    key,
    weight: weightOfKind(key) * rarity(frequency, statistics.accounts),
  }))
}

/** What the same place adds to a candidate's weight, and another country takes away. */
export function placeWeight(one: Profile, other: Profile): number {
  const country = one.country && other.country ? (one.country === other.country ? 0.4 : -0.4) : 0
  const city = one.city.length > 0 && one.city.join('') === other.city.join('') ? 0.4 : 0
  return country + city
}
