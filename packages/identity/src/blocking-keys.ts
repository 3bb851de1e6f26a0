import { skeletonOf } from './fold-name.ts'
import type { Profile } from './party.ts'
import type { Dictionary } from './word-pairs.ts'

/**
 * Short strings to find an account by, the same for an account and for what somebody typed: two that share none are never
 * compared. The first letter is the kind:
 * k a handle: the squashed name, a part of it, initials, a label of the host; h host; d registrable domain; t a word; c a word
 * in a country; y a word in a city; r the sound of a word; f the sound of the name; b sorted initials in a country; w an
 * initial in a city.
 */
export type Key = string

/** Goes up with every change of what keys there are, or of what is kept with them: those in a database are then made again. */
export const keysVersion = 4

const longest = 24

/** What an account keeps to be found by. Depends on nothing but the account. */
export const keptKeysOf = (profile: Profile): Key[] => keysWith(profile, () => [])

/** What is looked up for somebody's words: the same, and its words in other languages. */
export const keysOf = (profile: Profile, dictionary: Dictionary): Key[] => keysWith(profile, dictionary.of)

function keysWith(profile: Profile, meaningsOf: (stem: string) => readonly string[]): Key[] {
  const { name, web, country, city } = profile
  const keys = new Set<Key>()
  const handle = (text: string) => {
    if (text.length > 1) keys.add(`k:${text.slice(0, longest)}`)
  }
  handle(name.squashed)
  handle(name.plain)
  for (const part of name.parts) handle(part)
  for (const letters of name.initials) handle(letters)
  for (const letters of name.within) handle(letters)
  if (name.tokens.length > 1 && name.tokens.length < 4) for (const token of name.tokens) handle(token)
  if (name.tokens.length > 2) handle(name.tokens[0]! + name.tokens[1]!)
  if (web) {
    keys.add(`h:${web.host.slice(0, 60)}`)
    keys.add(`d:${web.domain.slice(0, 60)}`)
    for (const label of web.labels) handle(label)
  }
  const { stems } = name
  const town = city.join('').slice(0, 12)
  stems.forEach((stem) => {
    const meanings = [stem, ...meaningsOf(stem)]
    for (const meaning of meanings) {
      keys.add(`t:${meaning}`)
      if (country) keys.add(`c:${country}${meaning}`)
      if (town) keys.add(`y:${town}.${meaning}`)
    }
    if (stem.length > 4) keys.add(`r:${skeletonOf(stem)}`)
  })
  if (name.skeleton.length > 3) keys.add(`f:${name.skeleton.slice(0, longest)}`)
  initialKeys(profile, town, keys)
  return [...keys]
}

function initialKeys({ name, country }: Profile, town: string, keys: Set<Key>) {
  const sets = name.acronym ? [name.acronym] : name.initials
  for (const letters of sets) {
    if (letters.length < 3 || letters.length > 10) continue
    if (country) keys.add(`b:${country}${[...letters].sort().join('')}`)
  }
  if (!town) return
  for (const letters of sets) keys.add(`w:${town}.${letters[0]}`)
}
