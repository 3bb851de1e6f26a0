import { rarity, type Statistics } from './candidate-weight.ts'
import type { NameProfile } from './name-profile.ts'
import { commonStart, editDistance } from './similarity.ts'
import type { Dictionary } from './word-pairs.ts'

export type Likeness = 'equal' | 'typo' | 'short' | 'cognate' | 'translation' | 'joined' | 'initials'

export interface WordLink {
  readonly one: number
  readonly other: number
  readonly strength: number
  readonly likeness: Likeness
}

export interface Alignment {
  readonly links: readonly WordLink[]
  /** Rarity of each word, 0 (everybody's) to 1 (nobody else's). */
  readonly oneRarity: readonly number[]
  readonly otherRarity: readonly number[]
  /** How far each word is found in the other name, 0 to 1. */
  readonly oneFound: readonly number[]
  readonly otherFound: readonly number[]
}

type Known = { accounts: number; ofStem: Map<string, number>; ofName: WeakMap<NameProfile, readonly number[]> }
const known = new WeakMap<Statistics, Known>()

/** How rare each word of a name is. Remembered as long as the number of accounts stays. */
export function rarityOfWords(name: NameProfile, statistics: Statistics): readonly number[] {
  const { accounts } = statistics
  let remembered = known.get(statistics)
  if (remembered?.accounts !== accounts) {
    remembered = { accounts, ofStem: new Map(), ofName: new WeakMap() }
    known.set(statistics, remembered)
  }
  const { ofStem, ofName } = remembered
  const before = ofName.get(name)
  if (before) return before
  const rarities = name.stems.map((stem) => {
    const said = ofStem.get(stem) ?? rarity(statistics.frequency(`t:${stem}`), accounts)
    ofStem.set(stem, said)
    return said
  })
  ofName.set(name, rarities)
  return rarities
}

/** Which word of one name is which of the other. */
export function alignWords(
  one: NameProfile,
  other: NameProfile,
  rarities: Rarities,
  dictionary: Dictionary,
): Alignment {
  const links: WordLink[] = []
  const oneFound = one.tokens.map(() => 0)
  const otherFound = other.tokens.map(() => 0)
  const claims: WordLink[] = []
  const before = likenessesOf(one, dictionary)
  one.tokens.forEach((word, i) => {
    const j = other.tokens.indexOf(word)
    if (j >= 0) claims.push({ one: i, other: j, strength: 1, likeness: 'equal' })
    else
      other.tokens.forEach((otherWord, at) => {
        const known = before[i]!.get(otherWord)
        const link = known === undefined ? likeness(one, i, other, at, dictionary) : known
        if (known === undefined) before[i]!.set(otherWord, link)
        if (link) claims.push({ one: i, other: at, strength: link.strength, likeness: link.likeness })
      })
  })
  joinedWords(one.tokens, other.tokens, claims, false)
  joinedWords(other.tokens, one.tokens, claims, true)
  initialsOfWords(one.tokens, other.tokens, claims, false)
  initialsOfWords(other.tokens, one.tokens, claims, true)
  claims.sort((a, b) => b.strength - a.strength)
  for (const claim of claims) {
    if (oneFound[claim.one]! > 0 && otherFound[claim.other]! > 0) continue
    if (
      (oneFound[claim.one]! > 0 || otherFound[claim.other]! > 0) &&
      claim.likeness !== 'joined' &&
      claim.likeness !== 'initials'
    )
      continue
    oneFound[claim.one] = Math.max(oneFound[claim.one]!, claim.strength)
    otherFound[claim.other] = Math.max(otherFound[claim.other]!, claim.strength)
    links.push(claim)
  }
  return { links, oneRarity: rarities.one, otherRarity: rarities.other, oneFound, otherFound }
}

export interface Rarities {
  readonly one: readonly number[]
  readonly other: readonly number[]
}

type Like = { strength: number; likeness: Likeness } | null
type Likenesses = readonly Map<string, Like>[]
const likenesses = new WeakMap<NameProfile, { dictionary: Dictionary; ofWords: Likenesses }>()

/** What was found of each word of a name that is compared with many: the same words come up again. */
function likenessesOf(one: NameProfile, dictionary: Dictionary): Likenesses {
  const before = likenesses.get(one)
  if (before?.dictionary === dictionary) return before.ofWords
  const ofWords = one.tokens.map(() => new Map<string, Like>())
  likenesses.set(one, { dictionary, ofWords })
  return ofWords
}

function likeness(one: NameProfile, i: number, other: NameProfile, j: number, dictionary: Dictionary): Like {
  const meaning = dictionary.strength(one.stems[i]!, other.stems[j]!)
  if (one.stems[i] === other.stems[j]) return { strength: 0.96, likeness: 'typo' as const }
  const looks = looksLike(one.tokens[i]!, other.tokens[j]!)
  const said = 0.6 + meaning * 0.4
  return meaning > 0 && (!looks || looks.strength < said) ? { strength: said, likeness: 'translation' as const } : looks
}

function looksLike(word: string, other: string): Like {
  const shorter = Math.min(word.length, other.length)
  const longer = Math.max(word.length, other.length)
  if (shorter < 3) return null
  if (/\d/.test(word) || /\d/.test(other)) return null
  const start = commonStart(word, other)
  if (shorter >= 4) {
    const most = longer >= 8 ? 2 : 1
    const distance = start > 0 || shorter >= 6 ? editDistance(word, other, most) : most + 1
    if (distance <= most) return { strength: 1 - (distance * 1.3) / longer, likeness: 'typo' }
  }
  if (start === shorter && shorter >= 3 && longer > shorter + 1)
    return { strength: 0.5 + 0.3 * (shorter / longer), likeness: 'short' }
  if (start >= 5 && start / longer >= 0.55) return { strength: 0.45 + 0.45 * (start / longer), likeness: 'cognate' }
  return null
}

/** "noaa" against "national oceanic atmospheric administration": all of them are found. */
function initialsOfWords(shorts: readonly string[], longs: readonly string[], claims: WordLink[], swapped: boolean) {
  const initials = longs.map((word) => word[0]).join('')
  shorts.forEach((short, i) => {
    if (short.length < 3 || short.length > 8 || short.length > longs.length) return
    const start = initials.indexOf(short)
    if (start < 0) return
    for (let j = start; j < start + short.length; j++) {
      claims.push({ one: swapped ? j : i, other: swapped ? i : j, strength: 0.85, likeness: 'initials' })
    }
  })
}

/** "sun power" against "sunpower": both parts are found. */
function joinedWords(parts: readonly string[], wholes: readonly string[], claims: WordLink[], swapped: boolean) {
  for (let i = 1; i < parts.length; i++) {
    const whole = wholes.indexOf(parts[i - 1]! + parts[i]!)
    if (whole < 0) continue
    for (const part of [i - 1, i]) {
      claims.push({ one: swapped ? whole : part, other: swapped ? part : whole, strength: 0.97, likeness: 'joined' })
    }
  }
}
