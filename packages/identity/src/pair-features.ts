import { type Alignment, alignWords, rarityOfTyped, rarityOfWords } from './align-words.ts'
import type { Statistics } from './candidate-weight.ts'
import type { Profile } from './party.ts'
import { commonStart, editSimilarity, pairSimilarity } from './similarity.ts'
import { flag, ratio, sum } from './sums.ts'
import { acronymFeatures, inLabels, webFeatures } from './web-features.ts'
import { wordFeatures } from './word-features.ts'
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

/**
 * Compares a query (one) with an account (other), and writes what it finds to `features`. Bounded: names have at most 16 words
 * and 80 letters here.
 */
export function compare(
  one: Profile,
  other: Profile,
  statistics: Statistics,
  dictionary: Dictionary,
  features: Float32Array = new Float32Array(featureCount),
): Comparison {
  const rarities = { one: rarityOfTyped(one.name, statistics), other: rarityOfWords(other.name, statistics) }
  const alignment = alignWords(one.name, other.name, rarities, dictionary)
  let at = 0
  const take = (values: readonly number[]) => {
    for (let index = 0; index < values.length; index++) features[at++] = values[index]!
  }
  take(wordFeatures(one, other, alignment))
  take(spelling(one, other, alignment))
  take(places(one, other, alignment))
  take(webFeatures(one, other, statistics))
  take(acronymFeatures(one, other, statistics))
  take(sizes(one, other, alignment, statistics))
  return { alignment, features }
}

function spelling(one: Profile, other: Profile, { links }: Alignment): number[] {
  const a = one.name.squashed
  const b = other.name.squashed
  const ordered = links.length > 1 ? links.toSorted((x, y) => x.one - y.one) : links
  let [inOrder, first, last] = [0, false, false]
  for (let at = 0; at < ordered.length; at++) {
    const link = ordered[at]!
    if (at === 0 || link.other > ordered[at - 1]!.other) inOrder++
    if (link.one === 0 && link.other === 0) first = true
    if (link.one === one.name.tokens.length - 1 && link.other === other.name.tokens.length - 1) last = true
  }
  const parts = one.name.parts.includes(b) || other.name.parts.includes(a)
  return [
    editSimilarity(a, b),
    pairSimilarity(a, b),
    ratio(commonStart(a, b), Math.min(a.length, b.length)),
    editSimilarity(one.name.skeleton, other.name.skeleton),
    flag(first),
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

function sizes(one: Profile, other: Profile, alignment: Alignment, statistics: Statistics): number[] {
  const { oneFound, otherFound, oneRarity, otherRarity } = alignment
  const here = missing(one.name.tokens, oneFound, oneRarity, statistics)
  const there = missing(other.name.tokens, otherFound, otherRarity, statistics)
  return [
    one.name.tokens.length,
    other.name.tokens.length,
    one.name.squashed.length,
    other.name.squashed.length,
    sum(oneRarity),
    sum(otherRarity),
    here.units,
    there.units,
    here.places,
    there.places,
    one.name.script === other.name.script ? 0 : one.name.script === 'cjk' ? 2 : 1,
    one.web ? flag(one.byMail) : -1,
    one.web && other.web ? flag(one.web.suffix === other.web.suffix) : -1,
    one.country && other.web ? flag(other.web.suffix.endsWith(one.country)) : -1,
    other.country && one.web ? flag(one.web.suffix.endsWith(other.country)) : -1,
    ratio(alignment.links.filter((link) => link.likeness === 'initials').length, alignment.links.length),
    other.web ? inLabels(one, other.web.labels, oneRarity) : -1,
    one.web ? inLabels(other, one.web.labels, otherRarity) : -1,
    here.solid,
    there.solid,
  ]
}

/** Of a name's words that the other hasn't: how many are units, how many places, and the weight of the heaviest that's neither. */
function missing(
  tokens: readonly string[],
  found: readonly number[],
  rarities: readonly number[],
  statistics: Statistics,
) {
  let [units, places, solid] = [0, 0, 0]
  for (let index = 0; index < tokens.length; index++) {
    if (found[index]! >= 1) continue
    const isUnit = unitWords.has(tokens[index]!)
    const isPlace = statistics.frequency(`g:${tokens[index]!}`) > 1
    if (found[index]! < 0.4) {
      if (isUnit) units++
      if (isPlace) places++
    }
    const weight = rarities[index]! * (1 - found[index]!)
    if (!isUnit && !isPlace && weight > solid) solid = weight
  }
  return { units, places, solid }
}
