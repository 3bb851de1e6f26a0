import { featureNames, pairFeatureCount } from './pair-features.ts'
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
  features: readonly Float32Array[],
): void {
  const best = candidates[0]?.weight ?? 0
  const closeness = features.map(closenessOf)
  const sorted = closeness.toSorted((a, b) => b - a)
  const sameDomain = profiles.filter(({ web }) => web && web.domain === query.web?.domain).length
  const sameName = profiles.filter(({ name }) => name.squashed === query.name.squashed).length
  const acronyms = features.filter((row) => row[country] !== 0 && (row[acronym]! >= 1 || row[fit]! > 0.9)).length
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
    ]
    row.set(tail, pairFeatureCount)
  })
}
