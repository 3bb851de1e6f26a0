import type { Key } from './blocking-keys.ts'
import type { Statistics } from './candidate-weight.ts'
import frequencies from './data/usual-names.json' with { type: 'json' }

/**
 * How often keys occur among the names that the model learnt from: what is a common word, while a database has too few
 * accounts to know. It stands in for the names that are missing to that number, and for none in a database with as many.
 */
export const usualNames: { readonly names: number; frequency(key: Key): number } = {
  names: frequencies.names,
  frequency: (key) => known.get(key) ?? 0,
}
const known = new Map(frequencies.keys as [Key, number][])

/** Statistics of a database with so many names, of which `counted` tells the frequency of a key. */
export function statisticsOf(names: number, counted: (key: Key) => number): Statistics {
  const share = Math.max(0, 1 - names / usualNames.names)
  return {
    accounts: Math.max(names, usualNames.names),
    frequency: (key) => counted(key) + (share > 0 ? Math.round(usualNames.frequency(key) * share) : 0),
  }
}
