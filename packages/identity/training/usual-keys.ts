import { keptKeysOf } from '../src/blocking-keys.ts'
import { profileParty } from '../src/party.ts'
import type { Account } from './read-folder.ts'

/** Fewer accounts don't make a word common. */
const leastAccounts = 25

/** Keys and words of places that many accounts have, for a database that has too few to know (see `src/usual-names.ts`). */
export function usualKeys(accounts: readonly Account[]): { names: number; keys: [string, number][] } {
  const counts = new Map<string, number>()
  for (const account of accounts) {
    const profile = profileParty(account)
    for (const key of new Set([...keptKeysOf(profile), ...profile.city.map((word) => `g:${word}`)]))
      counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const keys = [...counts]
    .filter(([, count]) => count >= leastAccounts)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return { names: accounts.length, keys }
}
