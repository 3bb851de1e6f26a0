import { hash } from 'node:crypto'
import type { UnderstoodRow } from '@parley/contract/imports'
import { keysOf } from '@parley/identity/blocking-keys'
import { visibleName, wordsOf } from '@parley/identity/fold-name'
import { type Party, type Profile, profileParty } from '@parley/identity/party'
import { trainedModel } from '@parley/identity/trained-model'

export const partyOf = ({ name, domains, country, city }: UnderstoodRow): Party => ({
  name,
  domain: domains[0] ?? null,
  country,
  city,
})

/** All that a row says of who the company is, hashed: rows that say the same mean the same. */
export const saysOf = ({ name, domains, country, city, taxId, externalId, source }: UnderstoodRow): string =>
  hash('sha256', JSON.stringify([name, domains, country, city, taxId, externalId, source]), 'base64url').slice(0, 32)

/** Equal tax ids have equal keys, as in the database. */
export const taxKeyOf = ({ taxId }: UnderstoodRow): string | null =>
  taxId?.toUpperCase().replaceAll(/[^A-Z0-9]/g, '') || null

/** The id in the system that the row comes from. */
export const externalKeyOf = ({ source, externalId }: UnderstoodRow): string | null =>
  externalId === null ? null : JSON.stringify([source ?? '', externalId])

export type Keyed = { profile: Profile; keys: string[] }

export function keyed(row: UnderstoodRow): Keyed {
  const profile = profileParty(partyOf(row))
  return { profile, keys: keysOf(profile, trainedModel.dictionary) }
}

/** Two spellings that differ only in case, accents and punctuation are one. */
export function isSpelledAlike(one: string, other: string): boolean {
  const folded = wordsOf(visibleName(one)).join(' ')
  return one === other || (folded !== '' && folded === wordsOf(visibleName(other)).join(' '))
}
