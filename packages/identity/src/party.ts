import { wordsOf } from './fold-name.ts'
import { type NameProfile, profileName } from './name-profile.ts'
import { type WebPlace, webPlace } from './web-place.ts'

/** What is known of a company, as an account or as somebody typed it. */
export interface Party {
  readonly name: string
  readonly domain?: string | null | undefined
  readonly email?: string | null | undefined
  /** ISO 3166 alpha-2. */
  readonly country?: string | null | undefined
  readonly city?: string | null | undefined
}

export interface Profile {
  readonly name: NameProfile
  readonly web: WebPlace | null
  /** The domain comes from an e-mail address. */
  readonly byMail: boolean
  readonly country: string | null
  /** Folded words of the city. */
  readonly city: readonly string[]
}

export function profileParty(party: Party): Profile {
  const web = party.domain ? webPlace(party.domain) : null
  const mail = web === null && party.email ? webPlace(party.email) : null
  return {
    name: profileName(party.name),
    web: web ?? mail,
    byMail: mail !== null,
    country: countryOf(party.country),
    city: party.city ? wordsOf(party.city.slice(0, 80)) : [],
  }
}

/** Two letters, or not known. */
function countryOf(typed: string | null | undefined): string | null {
  const code = typed?.trim().toLowerCase() ?? ''
  return /^[a-z]{2}$/.test(code) ? code : null
}
