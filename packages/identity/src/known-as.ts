import { askedOfCandidate } from './asked-keys.ts'
import { keptKeysOf } from './blocking-keys.ts'
import { visibleName, wordsOf } from './fold-name.ts'
import { type KeptProfile, keptProfile } from './kept-profile.ts'
import { hashOfKey } from './key-hash.ts'
import { type Party, type Profile, profileParty } from './party.ts'

/** One way that an account is known, as the database keeps it beside the account. */
export interface KnownAs {
  readonly name: string
  readonly host: string | null
  /** ISO 3166 alpha-2, in lower case. */
  readonly country: string | null
  readonly city: string | null
  /** The city's folded words in one. */
  readonly place: string | null
  /** What a search as one types finds it by: folded words of the name, of the host, and `also`. */
  readonly words: readonly string[]
  /** Hashes of the keys it is found by, and of the words of its place. */
  readonly keys: readonly number[]
  /** Hashes of the keys whose frequency a comparison asks for. */
  readonly asked: readonly number[]
  /** What a comparison needs of it, so that it needn't be read again. */
  readonly profile: KeptProfile
}

/** Everything that is kept of a name, so that the next question finds it; `also` are other words to search by, such as a tax id. */
export function knownAs(party: Party, also: readonly string[] = []): KnownAs {
  const profile = profileParty(party)
  const places = profile.city.map((word) => `g:${word}`)
  return {
    name: party.name,
    host: profile.web?.host ?? null,
    country: profile.country,
    city: party.city ?? null,
    place: placeOf(profile),
    words: [...new Set([...searchWords(profile), ...also.map(searchWord)])].filter((word) => word !== ''),
    keys: hashes([...keptKeysOf(profile), ...places]),
    asked: hashes(askedOfCandidate(profile)),
    profile: keptProfile(party.name, profile),
  }
}

export const placeOf = ({ city }: Profile): string | null => (city.length > 0 ? city.join('') : null)

export const hashes = (keys: readonly string[]): number[] => [...new Set(keys.map(hashOfKey))]

function searchWords({ name, web }: Profile): string[] {
  const ofHost = web ? [web.host, web.domain, ...web.host.split('.'), ...web.labels] : []
  return [...wordsOf(name.visible), ...name.words, name.squashed, name.plain, ...ofHost.map(searchWord)]
}

/** Letters and digits only, at most 60. */
const searchWord = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 60)

/** The words of a search, folded as names are: accents, case and script don't matter. At most 8. */
export const searchedWords = (typed: string): string[] =>
  [...new Set(wordsOf(visibleName(typed)).filter((word) => word !== ''))].slice(0, 8)
