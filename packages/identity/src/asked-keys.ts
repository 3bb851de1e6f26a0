import type { Key } from './blocking-keys.ts'
import type { Statistics } from './candidate-weight.ts'
import type { Profile } from './party.ts'

/**
 * The keys whose frequencies a comparison asks for, so that a database can be asked for all of them at once: of the query
 * and of each candidate. What isn't among them counts as occurring never.
 */
export function askedKeys({ name, web }: Profile): Key[] {
  const handles = [name.squashed, name.acronym, web?.label].flatMap((text) => (text ? [`k:${text.slice(0, 24)}`] : []))
  const places = name.tokens.map((token) => `g:${token}`)
  const hosts = web ? [`h:${web.host}`, `d:${web.domain}`] : []
  return [...new Set([...name.stems.map((stem) => `t:${stem}`), ...handles, ...places, ...hosts])]
}

/** Pairs of a query's words, which a comparison also asks for. */
export function askedPairs({ name: { stems } }: Profile): Key[] {
  const sorted = [...new Set(stems)].sort()
  return sorted.flatMap((one, index) => sorted.slice(index + 1).map((other) => `p:${one} ${other}`))
}

/** Statistics from frequencies that were read beforehand. */
export const statisticsFrom = (accounts: number, frequencies: ReadonlyMap<Key, number>): Statistics => ({
  accounts,
  frequency: (key) => frequencies.get(key) ?? 0,
})
