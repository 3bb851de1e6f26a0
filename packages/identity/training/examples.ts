import { AccountIndex } from '../src/account-index.ts'
import { addListFeatures } from '../src/list-features.ts'
import { compare } from '../src/pair-features.ts'
import { profileParty } from '../src/party.ts'
import type { Dictionary } from '../src/word-pairs.ts'
import type { Folder, Query } from './read-folder.ts'

/** A query with its candidates as numbers, and what each truly is. */
export interface Example {
  readonly query: Query
  readonly candidates: readonly string[]
  readonly rows: readonly Float32Array[]
  /** 1 the same, 2 related, 0 neither. */
  readonly labels: Uint8Array
}

export function indexOf(folder: Folder, dictionary: Dictionary): AccountIndex {
  const index = new AccountIndex(dictionary)
  for (const account of folder.accounts) index.add(account)
  return index
}

export function examplesOf(
  folder: Folder,
  queries: readonly Query[],
  index: AccountIndex,
  dictionary: Dictionary,
  withoutMatch = false,
): Example[] {
  return queries.map((query) => {
    const profile = profileParty(query)
    const same = new Set([query.match, ...(query.also ?? [])])
    const idOf = ({ account }: { account: number }) => folder.accounts[account]!.id
    const found = index.candidates(profile)
    const candidates = withoutMatch ? found.filter((candidate) => !same.has(idOf(candidate))) : found
    const profiles = candidates.map(({ account }) => index.profiles[account]!)
    const rows = profiles.map((other) => compare(profile, other, index, dictionary).features)
    addListFeatures(profile, candidates, profiles, rows)
    const ids = candidates.map(idOf)
    const related = new Set(query.related?.map(([id]) => id))
    const labels = Uint8Array.from(ids, (id) => (same.has(id) ? 1 : related.has(id) ? 2 : 0))
    return { query, candidates: ids, rows, labels }
  })
}
