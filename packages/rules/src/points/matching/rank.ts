import type { Claim, Settings } from '../../together.ts'
import { byClaimant } from '../claimants.ts'

/** Partners that fit equally well stand on one rank, which says so; the next rank counts them: 1, 1, 3. */
type Rank = { rank: number; points: number; partners: readonly string[] }

/**
 * Which partners to propose to a customer, best first. Lists of partners are sorted only so that the same claims give the
 * same bytes: partners on one rank are equal.
 */
export type Ranked = {
  excluded: readonly string[]
  /** Partners about whom something that matters isn't known, and what. They are neither proposed nor excluded. */
  missing: Readonly<Record<string, readonly string[]>>
} & (
  | { result: 'ranked'; ranks: readonly Rank[]; notShown: readonly string[]; belowMinimum: readonly string[] }
  | { result: 'nobody'; belowMinimum: readonly string[] }
  /** Nobody is sent before the conduct review is over. */
  | { result: 'hold' }
)

/** Ranks the partners; throws when one of them stands there twice. */
export function rank(settings: Settings, unsorted: readonly Claim[]): Ranked {
  const claims = byClaimant(unsorted, 'is ranked')
  const withOutcome = (type: string) =>
    claims.filter(({ decision }) => decision.status === 'decided' && decision.outcome.type === type)
  const common = {
    excluded: withOutcome('exclude').map(({ claimant }) => claimant),
    missing: Object.fromEntries(
      claims.flatMap(({ claimant, decision }) =>
        decision.status === 'informationNeeded' ? [[claimant, decision.missing] as const] : [],
      ),
    ),
  }
  if (withOutcome('hold').length > 0) return { ...common, result: 'hold' }

  const scored = withOutcome('score').map((claim) => ({ partner: claim.claimant, points: pointsOf(claim) }))
  const fitting = scored.filter(({ points }) => points >= Number(settings.minimumPoints))
  const belowMinimum = scored.filter((each) => !fitting.includes(each)).map(({ partner }) => partner)
  if (fitting.length === 0) return { ...common, result: 'nobody', belowMinimum }

  const levels = [...new Set(fitting.map(({ points }) => points))].sort((a, b) => b - a)
  const ranks = levels.map((points) => ({
    rank: fitting.filter((each) => each.points > points).length + 1,
    points,
    partners: fitting.filter((each) => each.points === points).map(({ partner }) => partner),
  }))
  // Equals are shown together or not at all: cutting them apart would need an order that the scores don't give.
  const shown = ranks.filter((each) => each.rank <= Number(settings.shownPartners))
  const notShown = ranks.filter((each) => !shown.includes(each)).flatMap(({ partners }) => partners)
  return { ...common, result: 'ranked', ranks: shown, notShown: notShown.sort(), belowMinimum }
}

function pointsOf({ decision }: Claim): number {
  const value = decision.status === 'decided' ? decision.outcome.params.points : undefined
  return typeof value === 'number' ? value : 0
}
