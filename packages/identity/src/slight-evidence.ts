import { type FeatureName, featureNames } from './pair-features.ts'

/** With fewer to compare, that no other account is as close says nothing: the trees learnt it where forty compete. */
const fewCandidates = 12
/** Less than this is a different company until something else speaks for it. */
const mostWithoutEvidence = 0.2

const at = (name: FeatureName) => featureNames.indexOf(name)
/** A pair has evidence where one of these numbers reaches its least. */
const evidence: readonly (readonly [number, number])[] = (
  [
    ['oneCovered', 0.6],
    ['otherCovered', 0.6],
    ['editSimilarity', 0.5],
    ['skeletonSimilarity', 0.5],
    ['partOfName', 1],
    ['domain', 1],
    ['labelLike', 0.5],
    ['otherLabelLike', 0.5],
    ['acronym', 1],
    ['acronymFit', 0.6],
    ['acronymWithin', 1],
  ] as const
).map(([name, least]) => [at(name), least])

/** A chance that rests on one common word in a database of few accounts ("Large Works", "Turbine Works") is none. */
export function heldToEvidence(chanceOfSame: number, row: Float32Array, candidates: number): number {
  if (candidates >= fewCandidates || evidence.some(([feature, least]) => row[feature]! >= least)) return chanceOfSame
  return Math.min(chanceOfSame, mostWithoutEvidence)
}
