import { askedKeys } from '@parley/identity/asked-keys'
import { keysOf } from '@parley/identity/blocking-keys'
import { mostAccountsOfKey, type Statistics, weightOfKind } from '@parley/identity/candidate-weight'
import { type KeptProfile, readProfile } from '@parley/identity/kept-profile'
import { hashOfKey } from '@parley/identity/key-hash'
import { hashes, placeOf } from '@parley/identity/known-as'
import { type Profile, profileParty } from '@parley/identity/party'
import { trainedModel } from '@parley/identity/trained-model'
import { statisticsOf, usualNames } from '@parley/identity/usual-names'
import type { Ctx } from '../../context.ts'
import { heardOfCount, type Remembered, rememberedCounts } from './remembered-counts.ts'

export type Candidate = {
  accountId: string
  /** The way the account is known that comes nearest: its name, an alias, or with another of its domains. */
  name: string
  profile: Profile
  weight: number
}

type Row = {
  names: number
  candidates: Read[] | null
  /** Keys, and how many names have each, as arrays are written: "{1,2}". */
  keys: string | null
  counts: string | null
  last_count: number | null
  is_counted: boolean
  policy_version: number | null
}
type Read = [
  accountId: string,
  name: string,
  host: string | null,
  country: string | null,
  city: string | null,
  weight: number,
  profile: KeptProfile | null,
]

/** As many are compared with what was typed; each account once. */
const most = 40

/**
 * The accounts worth comparing with what was typed, the frequencies that a comparison asks for, and the policy in force for
 * identity: one query. With `alone`, others that make an account of such a name or domain wait until this transaction ends.
 */
export async function readCandidates(
  ctx: Ctx,
  typed: Profile,
  alone: boolean,
): Promise<{ candidates: Candidate[]; statistics: Statistics; policyVersion: number | null }> {
  const remembered = await rememberedCounts(ctx)
  const hashed = keysOf(typed, trainedModel.dictionary).map((key) => ({ key, hash: hashOfKey(key) }))
  const wanted = hashed.filter(({ hash }) => (remembered?.namesWith(hash) ?? 0) <= mostAccountsOfKey)
  const [row] = await ctx.tx.query<Row>(
    'SELECT * FROM accounts_to_compare($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    [
      arrayOf(wanted.map(({ hash }) => hash)),
      arrayOf(wanted.map(({ key }) => weightOfKind(key))),
      arrayOf(wanted.map(({ key }) => usualNames.frequency(key))),
      arrayOf(hashes(askedKeys(typed))),
      usualNames.names,
      typed.country,
      placeOf(typed),
      most,
      remembered?.count ?? null,
      alone ? locksFor(typed) : null,
      ctx.now,
    ],
    'accounts_to_compare',
  )
  const { names, candidates, policy_version } = row!
  heardOfCount(ctx, row!.last_count)
  return {
    candidates: (candidates ?? []).map(([accountId, name, domain, country, city, weight, kept]) => ({
      accountId,
      name,
      weight,
      profile: (kept && readProfile(name, kept)) ?? profileParty({ name, domain, country, city }),
    })),
    statistics: statisticsOf(names, frequenciesOf(row!, remembered)),
    policyVersion: policy_version,
  }
}

/**
 * How many names have a key: of what was typed as it was just counted, of the candidates as it was remembered. A candidate's own
 * key that nobody remembers is its alone.
 */
function frequenciesOf({ keys, counts, is_counted }: Row, remembered: Remembered | null): (key: string) => number {
  const [counted, names] = [numbersIn(keys), numbersIn(counts)]
  const known = new Map(counted.map((hash, at) => [hash, names[at]!]))
  if (!is_counted) return (key) => known.get(hashOfKey(key)) ?? 0
  return (key) => {
    const hash = hashOfKey(key)
    const now = known.get(hash)
    const then = remembered!.namesWith(hash)
    return now === undefined ? (then ?? 1) : Math.max(now, then ?? 0)
  }
}

/** As PostgreSQL reads it. The driver would look for quotes in each number. */
const arrayOf = (numbers: readonly number[]) => `{${numbers.join(',')}}`
const numbersIn = (array: string | null): number[] => (array === null ? [] : JSON.parse(`[${array.slice(1, -1)}]`))

/** Whoever types the same company, by its name or by its domain, has one of these in common. Few, so that others don't wait. */
function locksFor({ name, web }: Profile): number[] {
  const handles = [name.squashed, name.plain, web?.label ?? ''].filter((handle) => handle.length > 1)
  return locksOf([
    ...handles.map((handle) => `k:${handle.slice(0, 24)}`),
    ...(web ? [`d:${web.domain.slice(0, 60)}`] : []),
  ])
}

/** The locks of these keys; of all that a name has, they are more than enough. */
export const locksOf = (keys: readonly string[]) =>
  hashes(keys.filter((key) => key.startsWith('k:') || key.startsWith('d:'))).map((hash) => 7_000_000_000_000 + hash)
