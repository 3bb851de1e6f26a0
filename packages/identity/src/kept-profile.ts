import { keysVersion } from './blocking-keys.ts'
import { completeName, type NameProfile, type NameRead } from './name-profile.ts'
import type { Profile } from './party.ts'
import type { WebPlace } from './web-place.ts'

/**
 * A profile as it is kept beside the name that it was read from: what is costly to read again, without what follows from it.
 * Another version's isn't used.
 */
export type KeptProfile = readonly [
  version: number,
  /** Null where it is the name. */
  visible: string | null,
  words: string,
  parts: string,
  within: string,
  form: string | null,
  acronym: string | null,
  script: NameProfile['script'],
  skeleton: string,
  /** Null where it follows from the words. */
  squashed: string | null,
  web: readonly [host: string, domain: string, suffix: string, labels: string] | null,
  country: string | null,
  city: string,
]

/** Words hold letters and digits only. */
const joined = (words: readonly string[]) => words.join(' ')
const apart = (words: string): string[] => (words === '' ? [] : words.split(' '))

/** An account's own: what somebody typed may come from an e-mail address instead, and isn't kept. */
export function keptProfile(name: string, { name: read, web, country, city }: Profile): KeptProfile {
  return [
    keysVersion,
    read.visible === name ? null : read.visible,
    joined(read.words),
    joined(read.parts),
    joined(read.within),
    read.form,
    read.acronym,
    read.script,
    read.skeleton,
    read.script === 'cjk' ? read.squashed : null,
    web && [web.host, web.domain, web.suffix, joined(web.labels)],
    country,
    joined(city),
  ]
}

/** What `profileParty` would say of the name and its place; null when another version kept it. */
export function readProfile(name: string, kept: KeptProfile): Profile | null {
  const [version, visible, words, parts, within, form, acronym, script, skeleton, squashed, web, country, city] = kept
  if (version !== keysVersion) return null
  const read: NameRead = {
    visible: visible ?? name,
    words: apart(words),
    parts: apart(parts),
    within: apart(within),
    form,
    acronym,
    script,
    squashed,
  }
  return { name: completeName(read, skeleton), web: web && readWeb(...web), byMail: false, country, city: apart(city) }
}

function readWeb(host: string, domain: string, suffix: string, joinedLabels: string): WebPlace {
  const labels = joinedLabels.split(' ')
  return { host, domain, suffix, label: labels[0]!, labels }
}
