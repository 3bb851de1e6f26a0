import { AccountIndex } from '../src/account-index.ts'
import { differOnlyByPlace } from '../src/branch-name.ts'
import { addListFeatures } from '../src/list-features.ts'
import { compare, featureCount } from '../src/pair-features.ts'
import { profileParty } from '../src/party.ts'
import type { Dictionary } from '../src/word-pairs.ts'
import type { Folder, Query } from './read-folder.ts'

/** A query with its candidates as numbers, and what each truly is. */
export interface Example {
  readonly id: string
  readonly cls: string
  readonly channel: string
  readonly src: string
  readonly hasMatch: boolean
  readonly rows: readonly Float32Array[]
  /** 1 the same, 2 related, 0 neither. */
  readonly labels: readonly number[]
  /** Whether the name differs only by a place. */
  readonly branches: readonly boolean[]
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
): Example[] {
  return queries.map((query) => {
    const { id, cls, channel, src } = query
    const profile = profileParty(query)
    const same = new Set([query.match, ...(query.also ?? [])])
    const idOf = ({ account }: { account: number }) => folder.accounts[account]!.id
    const candidates = index.candidates(profile)
    const profiles = candidates.map(({ account }) => index.profiles[account]!)
    const compared = profiles.map((other) => compare(profile, other, index, dictionary))
    addListFeatures(profile, candidates, profiles, compared)
    const rows = compared.map(({ features }) => features)
    const related = new Set(query.related?.map(([account]) => account))
    const labels = candidates.map(idOf).map((account) => (same.has(account) ? 1 : related.has(account) ? 2 : 0))
    const branches = profiles.map((other) => differOnlyByPlace(profile, other))
    return { id, cls, channel, src, hasMatch: query.match !== null, rows, labels, branches }
  })
}

/** Examples in one piece of memory that threads share. */
export interface Packed {
  readonly rows: SharedArrayBuffer
  readonly outline: readonly Omit<Example, 'rows'>[]
}

export function pack(examples: readonly Example[]): Packed {
  const count = examples.reduce((sum, { rows }) => sum + rows.length, 0)
  const rows = new SharedArrayBuffer(count * featureCount * 4)
  const all = new Float32Array(rows)
  let at = 0
  for (const example of examples) {
    for (const row of example.rows) {
      all.set(row, at)
      at += featureCount
    }
  }
  return { rows, outline: examples.map(({ rows: _rows, ...outline }) => outline) }
}

export function unpack({ rows, outline }: Packed): Example[] {
  const all = new Float32Array(rows)
  let at = 0
  const next = () => {
    at += featureCount
    return all.subarray(at - featureCount, at)
  }
  return outline.map((each) => ({ ...each, rows: each.labels.map(next) }))
}
