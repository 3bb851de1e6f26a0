import { differOnlyByPlace } from './branch-name.ts'
import type { Statistics } from './candidate-weight.ts'
import { addListFeatures } from './list-features.ts'
import type { Model } from './model.ts'
import { compare, featureCount } from './pair-features.ts'
import type { Profile } from './party.ts'
import { type Reason, reasonsFor } from './reasons.ts'
import { scoresOf } from './scored-trees.ts'
import { heldToEvidence } from './slight-evidence.ts'
import { chanceOf } from './trees.ts'

/** Parameters of a policy: chances from 0 to 1. */
export interface Thresholds {
  /** From here on two are the same. */
  readonly same: number
  /** From here on a person decides. Below, they differ. */
  readonly ask: number
  /** From here on an account is said to be of the family. */
  readonly related: number
}

export interface Listed {
  readonly profile: Profile
  /** The sum of the shared keys' weights, with the place's. */
  readonly weight: number
}

export interface Judged<Each extends Listed> {
  readonly candidate: Each
  readonly chanceOfSame: number
  readonly chanceOfRelated: number
  /** Why, the weightiest first. Worked out when it's asked for. */
  readonly reasons: () => Reason[]
}

export interface Verdict<Each extends Listed> {
  readonly answer: 'same' | 'different' | 'aPersonDecides'
  /** The likeliest account, whatever the answer; null if no account shares a key. */
  readonly best: Judged<Each> | null
  /** Likely parents, subsidiaries, branches and successors, but never the account that is the same. */
  readonly related: readonly Judged<Each>[]
  /** All candidates, the likeliest first. */
  readonly judged: readonly Judged<Each>[]
}

/** Says of each candidate how likely it is the same company as `query`, or of its family, and answers. */
export function judgeCandidates<Each extends Listed>(
  query: Profile,
  candidates: readonly Each[],
  statistics: Statistics,
  model: Model,
  thresholds: Thresholds = model.thresholds,
): Verdict<Each> {
  const profiles = candidates.map(({ profile }) => profile)
  const rows = rowsFor(profiles.length)
  const compared = profiles.map((profile, at) => compare(query, profile, statistics, model.dictionary, rows[at]))
  addListFeatures(query, candidates, profiles, compared)
  const [same, related] = [scoresOf(model.scores.same, rows), scoresOf(model.scores.related, rows)]
  const judged = candidates.map((candidate, index): Judged<Each> => {
    return {
      candidate,
      chanceOfSame: heldToEvidence(chanceOf(model.same, same[index]!), rows[index]!, candidates.length),
      chanceOfRelated: withBranches(
        chanceOf(model.related, related[index]!),
        differOnlyByPlace(query, candidate.profile),
      ),
      reasons: () => reasonsFor(query, candidate.profile, compared[index]!, model.same),
    }
  })
  judged.sort((a, b) => b.chanceOfSame - a.chanceOfSame)
  return answer(judged, thresholds)
}

/** In one piece of memory: forty of their own take longer to get than to fill. */
function rowsFor(count: number): Float32Array[] {
  const all = new Float32Array(count * featureCount)
  return Array.from({ length: count }, (_row, at) => all.subarray(at * featureCount, (at + 1) * featureCount))
}

function answer<Each extends Listed>(judged: readonly Judged<Each>[], thresholds: Thresholds): Verdict<Each> {
  const best = judged[0] ?? null
  const chance = best?.chanceOfSame ?? 0
  const said = chance >= thresholds.same ? 'same' : chance >= thresholds.ask ? 'aPersonDecides' : 'different'
  const others = said === 'same' ? judged.slice(1) : judged
  return { answer: said, best, related: likelyRelatives(others, thresholds.related), judged }
}

/**
 * A name that differs only by a country or region is a relative's, whatever the trees say: registries record too few of them
 * to learn it. Of such pairs in the development data that aren't the same, about half are recorded relatives.
 */
export const withBranches = (chanceOfRelated: number, isBranch: boolean): number =>
  isBranch ? Math.max(chanceOfRelated, 0.5) : chanceOfRelated

/** No list of relatives is longer. */
const mostRelatives = 8

/**
 * The likeliest relatives, if one of them is likely enough. Who has one relative has more: beside it, those at least a quarter
 * as likely as the threshold are listed too.
 */
export function likelyRelatives<Each extends { readonly chanceOfRelated: number }>(
  others: readonly Each[],
  threshold: number,
): Each[] {
  const likeliest = others.toSorted((a, b) => b.chanceOfRelated - a.chanceOfRelated).slice(0, mostRelatives)
  if ((likeliest[0]?.chanceOfRelated ?? 0) < threshold) return []
  return likeliest.filter(({ chanceOfRelated }) => chanceOfRelated >= threshold / 4)
}
