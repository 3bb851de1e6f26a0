import type { Comparison } from './pair-features.ts'
import { type FeatureName, featureNames } from './pair-features.ts'
import type { Profile } from './party.ts'
import { contributionsOf, type Trees } from './trees.ts'

export interface Reason {
  /** What it is about; stable, for filters and tests. */
  readonly about: Subject
  /** How far it moved the answer: above 0 towards the same. The unit is the logit. */
  readonly weight: number
  /** In words: "rare word in common: borealis". */
  readonly words: string
}

export type Subject =
  | 'name'
  | 'sharedWords'
  | 'extraWords'
  | 'spelling'
  | 'domain'
  | 'domainName'
  | 'acronym'
  | 'country'
  | 'city'
  | 'legalForm'
  | 'numbers'
  | 'commonName'
  | 'otherAccounts'

/** Less than this isn't worth a word. */
const leastWeight = 0.15
const mostReasons = 6

const about: Record<Subject, readonly FeatureName[]> = {
  name: ['sameFolded', 'sameSquashed', 'sameWords', 'partOfName'],
  sharedWords: [
    'oneCovered',
    'otherCovered',
    'heaviestShared',
    'sumShared',
    'equalShare',
    'translatedShare',
    'looseShare',
    'initialsShare',
    'firstWord',
    'lastWord',
    'order',
  ],
  extraWords: [
    'oneHeaviestMissing',
    'otherHeaviestMissing',
    'sumOneMissing',
    'sumOtherMissing',
    'oneMissing',
    'otherMissing',
    'oneMissingUnits',
    'otherMissingUnits',
    'oneMissingPlaces',
    'otherMissingPlaces',
    'oneMissingSolid',
    'otherMissingSolid',
  ],
  spelling: ['editSimilarity', 'pairSimilarity', 'commonStart', 'skeletonSimilarity', 'scripts'],
  domain: ['host', 'domain', 'domainShared', 'hostShared', 'byMail', 'suffix', 'sameDomainCandidates'],
  domainName: [
    'labelEqual',
    'labelLike',
    'otherLabelLike',
    'labelFrequency',
    'oneLabelInName',
    'otherLabelInName',
    'oneInLabels',
    'otherInLabels',
  ],
  acronym: ['acronym', 'acronymFit', 'acronymFrequency', 'initialsEqual', 'acronymWithin', 'acronymCandidates'],
  country: ['country', 'countryOfSuffix', 'suffixOfCountry'],
  city: ['city', 'cityInName', 'otherCityInName'],
  legalForm: ['form'],
  numbers: ['numbers'],
  commonName: [
    'handleFrequency',
    'otherHandleFrequency',
    'oneWords',
    'otherWords',
    'oneLength',
    'otherLength',
    'oneWeight',
    'otherWeight',
  ],
  otherAccounts: [
    'closeness',
    'weight',
    'weightBehindBest',
    'weightAheadOfNext',
    'rank',
    'sameNameCandidates',
    'candidateCount',
    'closerCandidates',
    'closenessAhead',
    'aheadOnDomain',
    'oneMissingElsewhere',
    'oneMissingOnDomain',
    'otherMissingOnDomain',
  ],
}

/** Says something of the other accounts or of the name alone: true, but no reason that a person starts with. */
const isContext = ({ about }: Reason) => about === 'otherAccounts' || about === 'commonName'

/** What moved the model: what the two have in common or not, then the circumstances, the weightiest first. */
export function reasonsFor(one: Profile, other: Profile, comparison: Comparison, same: Trees): Reason[] {
  const moved = contributionsOf(same, comparison.features)
  const reasons = (Object.keys(about) as Subject[]).map((subject): Reason => {
    const weight = about[subject].reduce((sum, name) => sum + moved[featureNames.indexOf(name)]!, 0)
    return { about: subject, weight, words: inWords[subject](one, other, comparison, weight) }
  })
  return reasons
    .filter(({ weight, words }) => Math.abs(weight) >= leastWeight && words !== '')
    .sort((a, b) => Number(isContext(a)) - Number(isContext(b)) || Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, mostReasons)
}

type InWords = (one: Profile, other: Profile, comparison: Comparison, weight: number) => string
const value = ({ features }: Comparison, name: FeatureName) => features[featureNames.indexOf(name)]!
const byValue =
  (name: FeatureName, words: Record<string, string>): InWords =>
  (_one, _other, comparison) =>
    words[String(value(comparison, name))] ?? ''

const inWords: Record<Subject, InWords> = {
  name: (_one, _other, comparison) =>
    value(comparison, 'sameFolded') === 1 || value(comparison, 'sameSquashed') === 1
      ? 'same name'
      : value(comparison, 'sameWords') === 1
        ? 'same words in another order or form'
        : value(comparison, 'partOfName') === 1
          ? 'one is a part of the other name'
          : 'names differ',
  sharedWords: sharedWords,
  extraWords: (one, other, { alignment }) => {
    const missing = (profile: Profile, found: readonly number[]) =>
      profile.name.tokens.filter((_token, index) => found[index]! < 0.4)
    const only = [...missing(one, alignment.oneFound), ...missing(other, alignment.otherFound)].slice(0, 4)
    return only.length > 0 ? `only in one name: ${only.join(', ')}` : 'every word of both is matched'
  },
  spelling: (_one, _other, comparison) =>
    value(comparison, 'editSimilarity') > 0.7 ? 'spelled alike' : 'spelled differently',
  domain: (one, other, comparison) =>
    !one.web || !other.web
      ? 'no domain to compare'
      : value(comparison, 'host') === 3
        ? `same host: ${other.web.host}`
        : value(comparison, 'domain') === 1
          ? `same domain: ${other.web.domain}`
          : `domains differ: ${one.web.domain}, ${other.web.domain}`,
  domainName: (one, other, comparison, weight) =>
    weight > 0 && value(comparison, 'otherLabelLike') > 0.5
      ? `the domain ${other.web!.host} says the name`
      : weight > 0 && value(comparison, 'labelLike') > 0.5
        ? `the domain ${one.web!.host} says the name`
        : weight < 0 && (one.web || other.web)
          ? 'the domain says another name'
          : '',
  acronym: (_one, _other, comparison) =>
    value(comparison, 'acronym') >= 1
      ? 'one is the initials of the other'
      : value(comparison, 'acronymFit') > 0.5
        ? 'one may be short for the other'
        : value(comparison, 'acronymWithin') === 1
          ? 'acronym in common'
          : '',
  country: (_one, _other, comparison) =>
    ['countries differ', 'same country'][value(comparison, 'country')] ?? 'no country to compare',
  city: (_one, _other, comparison) => {
    const city = value(comparison, 'city')
    return city < 0 ? 'no city to compare' : city > 0.6 ? 'same city' : 'cities differ'
  },
  legalForm: byValue('form', {
    '2': 'same legal form',
    '1': 'legal form differs',
    '0': 'legal form in one name only',
    '-1': 'no legal form',
  }),
  numbers: byValue('numbers', {
    '2': 'same numbers',
    '1': 'a number in one name only',
    '0': 'numbers differ',
    '-1': '',
  }),
  commonName: (_one, _other, _comparison, weight) => (weight > 0 ? 'an uncommon name' : 'a short or common name'),
  otherAccounts: (_one, _other, comparison) =>
    value(comparison, 'closenessAhead') > 0 ? 'no other account is as close' : 'another account is as close or closer',
}

function sharedWords(one: Profile, other: Profile, { alignment }: Comparison): string {
  const links = alignment.links.toSorted((a, b) => alignment.oneRarity[b.one]! - alignment.oneRarity[a.one]!)
  const rarest = links[0]
  if (!rarest) return 'no word in common'
  const word = one.name.tokens[rarest.one]!
  const theirs = other.name.tokens[rarest.other]!
  if (rarest.likeness === 'translation') return `word in translation: ${word}, ${theirs}`
  if (word !== theirs && rarest.likeness === 'typo') return `nearly the same word: ${word}, ${theirs}`
  if (word !== theirs) return `words that may be one: ${word}, ${theirs}`
  return alignment.oneRarity[rarest.one]! > 0.6
    ? `rare word in common: ${word}`
    : `only common words in common: ${word}`
}
