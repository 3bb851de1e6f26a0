import { type Comparison, featureNames, pairFeatureCount } from './pair-features.ts'
import type { Profile } from './party.ts'

const at = (name: (typeof featureNames)[number]) => featureNames.indexOf(name)
const [oneCovered, otherCovered, edit, acronym, fit, country, label, host] = [
  at('oneCovered'),
  at('otherCovered'),
  at('editSimilarity'),
  at('acronym'),
  at('acronymFit'),
  at('country'),
  at('otherLabelLike'),
  at('host'),
]

/** A first guess at how alike two are, 0 to about 1.5: only to see whether others in the list are as close. */
function closenessOf(row: Float32Array): number {
  const words = row[oneCovered]! * row[otherCovered]!
  const name = Math.max(words, row[edit]!, row[acronym]! >= 1 ? 0.9 : 0.8 * row[fit]!, 0.8 * row[label]!)
  return name + (row[country] === 0 ? -0.25 : 0) + (row[host]! > 0 ? 0.15 * row[host]! : 0)
}

/** What the list of candidates says of each of them: a name that many share is nobody's. Fills the features' tail. */
export function addListFeatures(
  query: Profile,
  candidates: readonly { readonly weight: number }[],
  profiles: readonly Profile[],
  comparisons: readonly Comparison[],
): void {
  const features = comparisons.map((comparison) => comparison.features)
  const best = candidates[0]?.weight ?? 0
  const elsewhere = missingElsewhere(profiles, comparisons)
  const closeness = features.map(closenessOf)
  const sorted = closeness.toSorted((a, b) => b - a)
  const sameDomain = profiles.filter(({ web }) => web && web.domain === query.web?.domain).length
  const sameName = profiles.filter(({ name }) => name.squashed === query.name.squashed).length
  const acronyms = features.filter((row) => row[country] !== 0 && (row[acronym]! >= 1 || row[fit]! > 0.9)).length
  const bestOnDomain = (index: number) => {
    const domain = profiles[index]!.web?.domain
    let most = -1
    if (domain)
      profiles.forEach(({ web }, at) => {
        if (at !== index && web?.domain === domain && closeness[at]! > most) most = closeness[at]!
      })
    return most
  }
  features.forEach((row, index) => {
    const { weight } = candidates[index]!
    const close = closeness[index]!
    const bestOther = close === sorted[0] ? (sorted[1] ?? -1) : sorted[0]!
    const tail = [
      close,
      weight,
      best - weight,
      weight - (candidates[index + 1]?.weight ?? 0),
      index,
      sameDomain,
      sameName,
      candidates.length,
      closeness.filter((other) => other >= close - 0.02).length - 1,
      close - bestOther,
      acronyms,
      close - bestOnDomain(index),
      ...elsewhere[index]!,
    ]
    row.set(tail, pairFeatureCount)
  })
}

/**
 * Of the words that are in one name only, the share of weight that other candidates say: the query's in any other, the
 * query's in another of the same domain ("Argonne National Laboratory, Center for ..."), the candidate's in another of its domain.
 */
function missingElsewhere(profiles: readonly Profile[], comparisons: readonly Comparison[]): number[][] {
  return comparisons.map(({ alignment }, index) => {
    const domain = profiles[index]!.web?.domain
    const { oneFound, otherFound, oneRarity, otherRarity } = alignment
    const tokens = profiles[index]!.name.tokens
    let [missing, any, mate, otherMissing, otherMate] = [0, 0, 0, 0, 0]
    oneFound.forEach((found, word) => {
      if (found >= 0.4) return
      let [most, onDomain] = [0, 0]
      comparisons.forEach((each, at) => {
        const there = at === index ? 0 : each.alignment.oneFound[word]!
        if (there > most) most = there
        if (domain && there > onDomain && profiles[at]!.web?.domain === domain) onDomain = there
      })
      missing += oneRarity[word]!
      any += most * oneRarity[word]!
      mate += onDomain * oneRarity[word]!
    })
    otherFound.forEach((found, word) => {
      if (found >= 0.4) return
      otherMissing += otherRarity[word]!
      if (
        domain &&
        profiles.some(
          ({ web, name }, at) => at !== index && web?.domain === domain && name.tokens.includes(tokens[word]!),
        )
      )
        otherMate += otherRarity[word]!
    })
    return [share(any, missing), share(mate, missing), share(otherMate, otherMissing)]
  })
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : -1)
