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

type Known = { statistics: Statistics; accounts: number; ofStem: Map<string, number> }
let known: Known | undefined
let remembered: { known: Known; name: NameProfile; rarities: readonly number[] } | undefined

/**
 * How rare each word of a name is. Words are remembered for the question that is being answered, as long as its number of accounts
 * stays; names aren't, because each is compared once.
 */
export function rarityOfWords(name: NameProfile, statistics: Statistics): readonly number[] {
  const { accounts } = statistics
  if (known?.statistics !== statistics || known.accounts !== accounts)
    known = { statistics, accounts, ofStem: new Map() }
  const { stems } = name
  const rarities = new Array<number>(stems.length)
  for (let at = 0; at < stems.length; at++) rarities[at] = rarityOfStem(stems[at]!, known)
  return rarities
}

/** The same for what somebody typed, which is compared with forty. */
export function rarityOfTyped(name: NameProfile, statistics: Statistics): readonly number[] {
  if (remembered?.name === name && remembered.known === known && isKnown(statistics)) return remembered.rarities
  const rarities = rarityOfWords(name, statistics)
  remembered = { known: known!, name, rarities }
  return rarities
}

const isKnown = (statistics: Statistics) => known?.statistics === statistics && known.accounts === statistics.accounts

function rarityOfStem(stem: string, { statistics, accounts, ofStem }: Known): number {
  const before = ofStem.get(stem)
  if (before !== undefined) return before
  const said = rarity(statistics.frequency(`t:${stem}`), accounts)
  ofStem.set(stem, said)
  return said
}

/** Which word of one name is which of the other. */
export function alignWords(
  one: NameProfile,
  other: NameProfile,
  rarities: Rarities,
  dictionary: Dictionary,
): Alignment {
  const links: WordLink[] = []
  const oneFound = zeros(one.tokens.length)
  const otherFound = zeros(other.tokens.length)
  const claims = claimsOfWords(one, other, dictionary)
  joinedWords(one.tokens, other.tokens, claims, false)
  joinedWords(other.tokens, one.tokens, claims, true)
  initialsOfWords(one.tokens, other.tokens, claims, false)
  initialsOfWords(other.tokens, one.tokens, claims, true)
  if (claims.length > 1) claims.sort((a, b) => b.strength - a.strength)
  for (const claim of claims) {
    const [here, there] = [oneFound[claim.one]!, otherFound[claim.other]!]
    if (here > 0 && there > 0) continue
    if ((here > 0 || there > 0) && claim.likeness !== 'joined' && claim.likeness !== 'initials') continue
    if (claim.strength > here) oneFound[claim.one] = claim.strength
    if (claim.strength > there) otherFound[claim.other] = claim.strength
    links.push(claim)
  }
  return { links, oneRarity: rarities.one, otherRarity: rarities.other, oneFound, otherFound }
}

function zeros(count: number): number[] {
  const list: number[] = []
  for (let at = 0; at < count; at++) list.push(0)
  return list
}

/** Each word of the one that is the same as a word of the other, or looks or means like some of them. */
function claimsOfWords(one: NameProfile, other: NameProfile, dictionary: Dictionary): WordLink[] {
  const claims: WordLink[] = []
  const ofWords = likenessesOf(one, dictionary)
  for (let i = 0; i < one.tokens.length; i++) {
    const j = other.tokens.indexOf(one.tokens[i]!)
    if (j >= 0) {
      claims.push({ one: i, other: j, strength: 1, likeness: 'equal' })
      continue
    }
    const before = ofWords[i]!
    for (let at = 0; at < other.tokens.length; at++) {
      const word = other.tokens[at]!
      let link = before.get(word)
      if (link === undefined) {
        link = likeness(one, i, other, at, dictionary)
        before.set(word, link)
      }
      if (link) claims.push({ one: i, other: at, strength: link.strength, likeness: link.likeness })
    }
  }
  return claims
}

export interface Rarities {
  readonly one: readonly number[]
  readonly other: readonly number[]
}

type Like = { strength: number; likeness: Likeness } | null
type Likenesses = readonly Map<string, Like>[]
let likenesses: { one: NameProfile; dictionary: Dictionary; ofWords: Likenesses } | undefined

/** What was found of each word of the name that is being compared with many: the same words come up again. */
function likenessesOf(one: NameProfile, dictionary: Dictionary): Likenesses {
  if (likenesses?.one !== one || likenesses.dictionary !== dictionary)
    likenesses = { one, dictionary, ofWords: one.tokens.map(() => new Map<string, Like>()) }
  return likenesses.ofWords
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
  for (let i = 0; i < shorts.length; i++) {
    const short = shorts[i]!
    if (short.length < 3 || short.length > 8 || short.length > longs.length) continue
    const start = startOfInitials(short, longs)
    if (start < 0) continue
    for (let j = start; j < start + short.length; j++) {
      claims.push({ one: swapped ? j : i, other: swapped ? i : j, strength: 0.85, likeness: 'initials' })
    }
  }
}

/** From which word on the words begin with the letters, in order; -1 if they don't. */
function startOfInitials(letters: string, words: readonly string[]): number {
  for (let start = 0; start + letters.length <= words.length; start++) {
    let at = 0
    while (at < letters.length && words[start + at]!.charCodeAt(0) === letters.charCodeAt(at)) at++
    if (at === letters.length) return start
  }
  return -1
}

/** "sun power" against "sunpower": both parts are found. */
function joinedWords(parts: readonly string[], wholes: readonly string[], claims: WordLink[], swapped: boolean) {
  for (let i = 1; i < parts.length; i++) {
    const whole = indexOfJoined(wholes, parts[i - 1]!, parts[i]!)
    if (whole < 0) continue
    for (const part of [i - 1, i]) {
      claims.push({ one: swapped ? whole : part, other: swapped ? part : whole, strength: 0.97, likeness: 'joined' })
    }
  }
}

function indexOfJoined(wholes: readonly string[], first: string, second: string): number {
  const length = first.length + second.length
  for (let at = 0; at < wholes.length; at++) {
    const whole = wholes[at]!
    if (whole.length === length && whole.startsWith(first) && whole.endsWith(second)) return at
  }
  return -1
}
