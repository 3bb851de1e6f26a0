import type { Key } from './blocking-keys.ts'
import type { Statistics } from './candidate-weight.ts'
import type { Profile } from './party.ts'

/**
 * The keys whose frequencies a comparison asks for, so that a database can be asked for all of them at once: of the query
 * and, fewer, of each candidate. What isn't among them counts as occurring never.
 */
export function askedKeys(query: Profile): Key[] {
  const { web } = query
  const ofWeb = web ? [`k:${web.label.slice(0, 24)}`, `h:${web.host}`, `d:${web.domain}`] : []
  return [...new Set([...askedOfCandidate(query), ...ofWeb])]
}

/** A candidate's host is only asked for where it's the query's too. */
export function askedOfCandidate({ name }: Profile): Key[] {
  const handles = [name.squashed, name.acronym].flatMap((text) => (text ? [`k:${text.slice(0, 24)}`] : []))
  const places = name.tokens.map((token) => `g:${token}`)
  return [...new Set([...name.stems.map((stem) => `t:${stem}`), ...handles, ...places])]
}

/** Statistics from frequencies that were read beforehand. */
export const statisticsFrom = (accounts: number, frequencies: ReadonlyMap<Key, number>): Statistics => ({
  accounts,
  frequency: (key) => frequencies.get(key) ?? 0,
})
