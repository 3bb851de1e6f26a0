import type { Candidate } from './account-index.ts'
import { pairFeatureCount } from './pair-features.ts'
import type { Profile } from './party.ts'

/** What the list of candidates says of each of them: a name that many share is nobody's. Fills the features' tail. */
export function addListFeatures(
  query: Profile,
  candidates: readonly Candidate[],
  profiles: readonly Profile[],
  features: readonly Float32Array[],
): void {
  const best = candidates[0]?.weight ?? 0
  const sameDomain = profiles.filter(({ web }) => web && web.domain === query.web?.domain).length
  const sameName = profiles.filter(({ name }) => name.squashed === query.name.squashed).length
  features.forEach((row, index) => {
    const { weight } = candidates[index]!
    let at = pairFeatureCount
    row[at++] = weight
    row[at++] = best - weight
    row[at++] = weight - (candidates[index + 1]?.weight ?? 0)
    row[at++] = index
    row[at++] = sameDomain
    row[at++] = sameName
    row[at++] = candidates.length
  })
}
