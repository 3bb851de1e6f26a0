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
  const best = bestFound(comparisons)
  return comparisons.map(({ alignment }, index) => {
    const { oneFound, otherFound, oneRarity, otherRarity } = alignment
    const tokens = profiles[index]!.name.tokens
    const mates = matesOf(profiles, index)
    let [missing, any, mate, otherMissing, otherMate] = [0, 0, 0, 0, 0]
    for (let word = 0; word < oneFound.length; word++) {
      if (oneFound[word]! >= 0.4) continue
      const { most, at, next } = best[word]!
      let onDomain = 0
      for (const each of mates) onDomain = Math.max(onDomain, comparisons[each]!.alignment.oneFound[word]!)
      missing += oneRarity[word]!
      any += (at === index ? next : most) * oneRarity[word]!
      mate += onDomain * oneRarity[word]!
    }
    for (let word = 0; word < otherFound.length; word++) {
      if (otherFound[word]! >= 0.4) continue
      otherMissing += otherRarity[word]!
      if (mates.some((each) => profiles[each]!.name.tokens.includes(tokens[word]!))) otherMate += otherRarity[word]!
    }
    return [share(any, missing), share(mate, missing), share(otherMate, otherMissing)]
  })
}

/** How far each of the query's words is found in the candidate that has it best, in which one that is, and how far in the next. */
function bestFound(comparisons: readonly Comparison[]) {
  const words = comparisons[0]?.alignment.oneFound.length ?? 0
  return Array.from({ length: words }, (_word, word) => {
    let [most, at, next] = [0, -1, 0]
    for (let index = 0; index < comparisons.length; index++) {
      const found = comparisons[index]!.alignment.oneFound[word]!
      if (found > most) [most, at, next] = [found, index, most]
      else if (found > next) next = found
    }
    return { most, at, next }
  })
}

/** The other candidates of its domain. */
function matesOf(profiles: readonly Profile[], index: number): number[] {
  const mates: number[] = []
  const domain = profiles[index]!.web?.domain
  if (domain)
    for (let at = 0; at < profiles.length; at++)
      if (at !== index && profiles[at]!.web?.domain === domain) mates.push(at)
  return mates
}

const share = (part: number, whole: number) => (whole > 0 ? part / whole : -1)
