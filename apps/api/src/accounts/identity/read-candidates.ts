import { askedKeys } from '@parley/identity/asked-keys'
import { keysOf } from '@parley/identity/blocking-keys'
import { type Statistics, weightOfKind } from '@parley/identity/candidate-weight'
import { hashOfKey } from '@parley/identity/key-hash'
import { hashes, placeOf } from '@parley/identity/known-as'
import { type Party, type Profile, profileParty } from '@parley/identity/party'
import { trainedModel } from '@parley/identity/trained-model'
import { statisticsOf, usualNames } from '@parley/identity/usual-names'
import type { Ctx } from '../../context.ts'

export type Candidate = {
  accountId: string
  /** The way the account is known that comes nearest: its name, an alias, or with another of its domains. */
  name: string
  profile: Profile
  weight: number
}

type Row = {
  names: number
  /** Keys, and how many names have each. */
  frequencies: [number[] | null, number[] | null]
  candidates: [string, string, string | null, string | null, string | null, number][] | null
  policy_version: number | null
}

/** As many are compared with what was typed; each account once. */
const most = 40
/** Two kilobytes each. */
const mostRemembered = 4000

/**
 * The accounts worth comparing with what was typed, the frequencies that a comparison asks for, and the policy in force for
 * identity: one query. With `alone`, others that make an account of such a name or domain wait until this transaction ends.
 */
export async function readCandidates(
  ctx: Ctx,
  typed: Profile,
  alone: boolean,
): Promise<{ candidates: Candidate[]; statistics: Statistics; policyVersion: number | null }> {
  const keys = keysOf(typed, trainedModel.dictionary)
  const [row] = await ctx.tx.query<Row>(
    'SELECT * FROM account_candidates($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [
      keys.map(hashOfKey),
      keys.map(weightOfKind),
      keys.map(usualNames.frequency),
      hashes(askedKeys(typed)),
      usualNames.names,
      typed.country,
      placeOf(typed),
      most,
      alone ? locksFor(typed) : null,
      ctx.now,
    ],
    'account_candidates',
  )
  const { names, frequencies, candidates, policy_version } = row!
  const [counted, counts] = frequencies
  const frequencyOf = new Map((counted ?? []).map((key, at) => [key, counts![at]!]))
  return {
    candidates: (candidates ?? []).map(([accountId, name, domain, country, city, weight]) => ({
      accountId,
      name,
      weight,
      profile: rememberedProfile(ctx, { name, domain, country, city }),
    })),
    statistics: statisticsOf(names, (key) => frequencyOf.get(hashOfKey(key)) ?? 0),
    policyVersion: policy_version,
  }
}

/** The same names come up again: when it's asked a second time before an account is made, and while somebody types. */
function rememberedProfile({ tx }: Ctx, party: Party): Profile {
  const remembered = (tx.memory.get('profiles') as Map<string, Profile> | undefined) ?? new Map<string, Profile>()
  const key = JSON.stringify(Object.values(party))
  const known = remembered.get(key)
  if (known) return known
  if (remembered.size >= mostRemembered) remembered.clear()
  const profile = profileParty(party)
  tx.memory.set('profiles', remembered.set(key, profile))
  return profile
}

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
