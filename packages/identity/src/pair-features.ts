import { type Alignment, alignWords, rarityOfWords } from './align-words.ts'
import type { Statistics } from './candidate-weight.ts'
import type { Profile } from './party.ts'
import { acronymFit, commonStart, editSimilarity, pairSimilarity } from './similarity.ts'
import type { Dictionary } from './word-pairs.ts'
import { unitWords } from './words.ts'

/** What two parties have in common, as numbers; -1 stands for "not known". The model's file names the same list. */
export const featureNames = [
  'sameFolded',
  'sameSquashed',
  'sameWords',
  'oneCovered',
  'otherCovered',
  'oneHeaviestMissing',
  'otherHeaviestMissing',
  'heaviestShared',
  'sumShared',
  'sumOneMissing',
  'sumOtherMissing',
  'oneMissing',
  'otherMissing',
  'equalShare',
  'translatedShare',
  'looseShare',
  'editSimilarity',
  'pairSimilarity',
  'commonStart',
  'skeletonSimilarity',
  'firstWord',
  'lastWord',
  'order',
  'partOfName',
  'form',
  'country',
  'city',
  'cityInName',
  'otherCityInName',
  'numbers',
  'host',
  'domain',
  'domainShared',
  'hostShared',
  'labelEqual',
  'labelLike',
  'otherLabelLike',
  'labelFrequency',
  'oneLabelInName',
  'otherLabelInName',
  'acronym',
  'acronymFit',
  'acronymFrequency',
  'initialsEqual',
  'acronymWithin',
  'handleFrequency',
  'otherHandleFrequency',
  'oneWords',
  'otherWords',
  'oneLength',
  'otherLength',
  'oneWeight',
  'otherWeight',
  'oneMissingUnits',
  'otherMissingUnits',
  'oneMissingPlaces',
  'otherMissingPlaces',
  'scripts',
  'byMail',
  'suffix',
  'countryOfSuffix',
  'suffixOfCountry',
  'initialsShare',
  'oneInLabels',
  'otherInLabels',
  'oneMissingSolid',
  'otherMissingSolid',
  'closeness',
  'weight',
  'weightBehindBest',
  'weightAheadOfNext',
  'rank',
  'sameDomainCandidates',
  'sameNameCandidates',
  'candidateCount',
  'closerCandidates',
  'closenessAhead',
  'acronymCandidates',
  'aheadOnDomain',
  'oneMissingElsewhere',
  'oneMissingOnDomain',
  'otherMissingOnDomain',
] as const
export type FeatureName = (typeof featureNames)[number]
export const featureCount = featureNames.length
/** The first so many are of the pair; the others are of the list it stands in (see `list-features.ts`). */
export const pairFeatureCount = featureNames.indexOf('closeness')

export interface Comparison {
  readonly alignment: Alignment
  readonly features: Float32Array
}

/** Compares a query (one) with an account (other). Bounded: names have at most 16 words and 80 letters here. */
export function compare(one: Profile, other: Profile, statistics: Statistics, dictionary: Dictionary): Comparison {
  const rarities = { one: rarityOfWords(one.name, statistics), other: rarityOfWords(other.name, statistics) }
  const alignment = alignWords(one.name, other.name, rarities, dictionary)
  const features = new Float32Array(featureCount)
  let at = 0
  for (const part of [words, spelling, places, webs, acronyms, sizes]) {
    for (const value of part(one, other, alignment, statistics)) features[at++] = value
  }
  return { alignment, features }
}

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
const flag = (value: boolean) => (value ? 1 : 0)
const top = (list: readonly number[]) => list.reduce((a, b) => (b > a ? b : a), 0)
const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : 0)

function words(
  one: Profile,
  other: Profile,
  { links, oneRarity, otherRarity, oneFound, otherFound }: Alignment,
): number[] {
  const oneSum = sum(oneRarity)
  const otherSum = sum(otherRarity)
  const oneGone = oneRarity.map((rare, index) => rare * (1 - oneFound[index]!))
  const otherGone = otherRarity.map((rare, index) => rare * (1 - otherFound[index]!))
  const shared = links.map((link) => link.strength * Math.min(oneRarity[link.one]!, otherRarity[link.other]!))
  const share = (likenesses: readonly string[]) =>
    ratio(sum(links.map((link, index) => (likenesses.includes(link.likeness) ? shared[index]! : 0))), sum(shared))
  return [
    flag(one.name.plain === other.name.plain),
    flag(one.name.squashed === other.name.squashed),
    flag(one.name.tokens.length === other.name.tokens.length && oneFound.every((found) => found > 0.95)),
    1 - ratio(sum(oneGone), oneSum),
    1 - ratio(sum(otherGone), otherSum),
    top(oneGone),
    top(otherGone),
    top(shared),
    sum(shared),
    sum(oneGone),
    sum(otherGone),
    oneFound.filter((found) => found < 0.4).length,
    otherFound.filter((found) => found < 0.4).length,
    share(['equal', 'joined']),
    share(['translation']),
    share(['short', 'cognate']),
  ]
}

function spelling(one: Profile, other: Profile, { links }: Alignment): number[] {
  const a = one.name.squashed
  const b = other.name.squashed
  const ordered = links.toSorted((x, y) => x.one - y.one)
  const inOrder = ordered.filter((link, index) => index === 0 || link.other > ordered[index - 1]!.other).length
  const last = links.some(
    (link) => link.one === one.name.tokens.length - 1 && link.other === other.name.tokens.length - 1,
  )
  const parts = one.name.parts.some((part) => part === b) || other.name.parts.some((part) => part === a)
  return [
    editSimilarity(a, b),
    pairSimilarity(a, b),
    ratio(commonStart(a, b), Math.min(a.length, b.length)),
    editSimilarity(one.name.skeleton, other.name.skeleton),
    flag(links.some((link) => link.one === 0 && link.other === 0)),
    flag(last),
    ratio(inOrder, links.length),
    flag(parts),
    one.name.form === null || other.name.form === null
      ? one.name.form === other.name.form
        ? -1
        : 0
      : one.name.form === other.name.form
        ? 2
        : 1,
  ]
}

function places(one: Profile, other: Profile, { oneFound, otherFound }: Alignment): number[] {
  const city = one.city.join('')
  const otherCity = other.city.join('')
  const cityLike =
    !city || !otherCity
      ? -1
      : Math.max(editSimilarity(city, otherCity), flag(city.includes(otherCity) || otherCity.includes(city)))
  const missing = (tokens: readonly string[], found: readonly number[], where: readonly string[]) =>
    flag(tokens.some((token, index) => found[index]! < 0.4 && where.includes(token)))
  const [a, b] = [one.name.numbers, other.name.numbers]
  const numbers =
    a.length + b.length === 0
      ? -1
      : a.every((n) => b.includes(n))
        ? b.every((n) => a.includes(n))
          ? 2
          : 1
        : b.every((n) => a.includes(n))
          ? 1
          : 0
  return [
    one.country === null || other.country === null
      ? one.country === other.country
        ? -3
        : one.country === null
          ? -1
          : -2
      : flag(one.country === other.country),
    cityLike,
    missing(one.name.tokens, oneFound, other.city.length > 0 ? other.city : one.city),
    missing(other.name.tokens, otherFound, one.city.length > 0 ? one.city : other.city),
    numbers,
  ]
}

function webs(one: Profile, other: Profile, _alignment: Alignment, statistics: Statistics): number[] {
  const [a, b] = [one.web, other.web]
  const often = (key: string) => Math.log2(1 + statistics.frequency(key))
  const host =
    !a || !b ? -1 : a.host === b.host ? 3 : a.host.endsWith(`.${b.host}`) ? 2 : b.host.endsWith(`.${a.host}`) ? 1 : 0
  const domain = !a || !b ? -1 : flag(a.domain === b.domain)
  const like = (labels: readonly string[], profile: Profile) => top(labels.map((label) => labelFit(label, profile)))
  return [
    host,
    domain,
    domain === 1 ? often(`d:${b!.domain}`) : -1,
    host === 3 ? often(`h:${b!.host}`) : -1,
    !a || !b ? -1 : flag(a.labels.some((label) => label.length > 2 && b.labels.includes(label))),
    a ? like(a.labels, other) : -1,
    b ? like(b.labels, one) : -1,
    a ? often(`k:${a.label}`) : -1,
    a ? like(a.labels, one) : -1,
    b ? like(b.labels, other) : -1,
  ]
}

/** How well a label of a host says a name: 1 the same, less for the start, the acronym, or the heaviest word. */
function labelFit(label: string, { name }: Profile): number {
  if (label.length < 2) return 0
  if (label === name.squashed || label === name.plain || name.parts.includes(label)) return 1
  if (name.initials.includes(label)) return label.length > 2 ? 0.9 : 0.5
  if (name.within.includes(label)) return 0.8
  const within = name.tokens.some((token) => token.length > 3 && token === label) ? 0.75 : 0
  const edit = 0.8 * editSimilarity(label, name.squashed)
  const start = label.length > 4 && name.squashed.startsWith(label) ? 0.7 : 0
  return Math.max(within, edit, start, label.length > 2 ? 0.6 * acronymFit(label, name.words) : 0)
}

function acronyms(one: Profile, other: Profile, _alignment: Alignment, statistics: Statistics): number[] {
  const [a, b] = [one.name, other.name]
  const exact = (acronym: string | null, initials: readonly string[]) => acronym !== null && initials.includes(acronym)
  const sorted = (text: string) => [...text].sort().join('')
  const permuted = (acronym: string | null, initials: readonly string[]) =>
    acronym !== null &&
    acronym.length > 2 &&
    initials.some((letters) => letters.length === acronym.length && sorted(letters) === sorted(acronym))
  const acronym = a.acronym ?? b.acronym
  const within =
    a.within.some((each) => b.within.includes(each) || each === b.acronym || b.initials.includes(each)) ||
    b.within.some((each) => each === a.acronym || a.initials.includes(each))
  const frequency = (text: string) => Math.log2(1 + statistics.frequency(`k:${text.slice(0, 24)}`))
  return [
    exact(a.acronym, b.initials)
      ? 2
      : exact(b.acronym, a.initials)
        ? 1
        : permuted(a.acronym, b.initials) || permuted(b.acronym, a.initials)
          ? 0.5
          : 0,
    Math.max(a.acronym ? acronymFit(a.acronym, b.words) : 0, b.acronym ? acronymFit(b.acronym, a.words) : 0),
    acronym ? frequency(acronym) : -1,
    flag(a.initials.some((letters) => letters.length > 2 && b.initials.includes(letters))),
    flag(within),
    frequency(a.squashed),
    frequency(b.squashed),
  ]
}

function sizes(one: Profile, other: Profile, alignment: Alignment, statistics: Statistics): number[] {
  const { oneFound, otherFound, oneRarity, otherRarity } = alignment
  const count = (tokens: readonly string[], found: readonly number[], is: (token: string) => boolean) =>
    tokens.filter((token, index) => found[index]! < 0.4 && is(token)).length
  const isUnit = (token: string) => unitWords.has(token)
  const isPlace = (token: string) => statistics.frequency(`g:${token}`) > 1
  return [
    one.name.tokens.length,
    other.name.tokens.length,
    one.name.squashed.length,
    other.name.squashed.length,
    sum(oneRarity),
    sum(otherRarity),
    count(one.name.tokens, oneFound, isUnit),
    count(other.name.tokens, otherFound, isUnit),
    count(one.name.tokens, oneFound, isPlace),
    count(other.name.tokens, otherFound, isPlace),
    one.name.script === other.name.script ? 0 : one.name.script === 'cjk' ? 2 : 1,
    one.web ? flag(one.byMail) : -1,
    one.web && other.web ? flag(one.web.suffix === other.web.suffix) : -1,
    one.country && other.web ? flag(other.web.suffix.endsWith(one.country)) : -1,
    other.country && one.web ? flag(one.web.suffix.endsWith(other.country)) : -1,
    ratio(alignment.links.filter((link) => link.likeness === 'initials').length, alignment.links.length),
    other.web ? inLabels(one, other.web.labels, oneRarity) : -1,
    one.web ? inLabels(other, one.web.labels, otherRarity) : -1,
    top(
      oneRarity.map((rare, index) =>
        isUnit(one.name.tokens[index]!) || isPlace(one.name.tokens[index]!) ? 0 : rare * (1 - oneFound[index]!),
      ),
    ),
    top(
      otherRarity.map((rare, index) =>
        isUnit(other.name.tokens[index]!) || isPlace(other.name.tokens[index]!) ? 0 : rare * (1 - otherFound[index]!),
      ),
    ),
  ]
}

/** Share of a name's weight whose words are parts of the other's host: "UNL IELT" and "ielt.fcsh.unl.pt". */
const inLabels = ({ name }: Profile, labels: readonly string[], rarities: readonly number[]) =>
  ratio(sum(rarities.filter((_rare, index) => labels.includes(name.tokens[index]!))), sum(rarities))
