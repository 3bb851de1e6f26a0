import type { Claim, Settings } from '../../together.ts'
import { byClaimant } from '../claimants.ts'

/** Why nobody leads yet, and a person chooses among those named. */
type PersonDecidesReason =
  | 'askedByRule'
  | 'severalChosen'
  | 'teamAndRivals'
  | 'sharesDoNotAddUp'
  | 'noClearMargin'
  | 'oddShare'
  /** Somebody in it has no registration yet; said where the claims are gathered, as this function doesn't know of registrations. */
  | 'notRegistered'

/**
 * Who leads, of those who claim it. Points are whole; shares are basis points and add up to 10,000. Lists of claimants are
 * sorted only so that the same claims give the same bytes: no order of names ever decides anything.
 */
export type Awarded = {
  /** What each weighed claim scored. */
  points: Readonly<Record<string, number>>
  excluded: readonly string[]
  /** Claims that meet no other: another product family, or another part in the deal. */
  beside: readonly string[]
} & (
  | { result: 'lead'; lead: string; marginPoints?: number }
  | { result: 'customersChoice'; lead: string }
  | { result: 'share'; by: 'agreement' | 'points'; shares: Readonly<Record<string, number>> }
  | { result: 'sideBySide' }
  | { result: 'personDecides'; between: readonly string[]; reason: PersonDecidesReason }
  | { result: 'informationNeeded'; missing: Readonly<Record<string, readonly string[]>> }
  | { result: 'nobody' }
)

const allBps = 10_000

/** Compares the claims; throws when two of them are one claimant's. */
export function award(settings: Settings, unsorted: readonly Claim[]): Awarded {
  const claims = byClaimant(unsorted)
  const withOutcome = (type: string) => claims.filter(({ decision }) => outcomeOf(decision) === type)
  const weighed = withOutcome('score')
  const contenders = claims.filter(
    ({ decision }) => !['exclude', 'standBeside', undefined].includes(outcomeOf(decision)),
  )
  const common = {
    points: Object.fromEntries(weighed.map((claim) => [claim.claimant, numberOf(claim, 'points')])),
    excluded: names(withOutcome('exclude')),
    beside: names(withOutcome('standBeside')),
  }
  const personDecides = (reason: PersonDecidesReason, between = contenders): Awarded => ({
    ...common,
    result: 'personDecides',
    between: names(between),
    reason,
  })

  const missing = claims.flatMap(({ claimant, decision }) =>
    decision.status === 'informationNeeded' ? [[claimant, decision.missing] as const] : [],
  )
  if (missing.length > 0) return { ...common, result: 'informationNeeded', missing: Object.fromEntries(missing) }
  if (contenders.length === 0) return { ...common, result: common.beside.length > 0 ? 'sideBySide' : 'nobody' }
  if (withOutcome('review').length > 0) return personDecides('askedByRule')

  const chosen = withOutcome('customersChoice')
  if (chosen.length > 1) return personDecides('severalChosen', chosen)
  if (chosen.length === 1) return { ...common, result: 'customersChoice', lead: chosen[0]!.claimant }

  const team = withOutcome('share')
  if (team.length > 0 && team.length < contenders.length) return personDecides('teamAndRivals')
  if (team.length > 0) {
    const shares = Object.fromEntries(team.map((claim) => [claim.claimant, numberOf(claim, 'shareBps')]))
    return sum(Object.values(shares)) === allBps
      ? { ...common, result: 'share', by: 'agreement', shares }
      : personDecides('sharesDoNotAddUp', team)
  }

  const able = weighed.filter((claim) => numberOf(claim, 'points') >= Number(settings.minimumPoints))
  if (able.length === 0) return { ...common, result: 'nobody' }
  const best = Math.max(...able.map((claim) => numberOf(claim, 'points')))
  // Equal claims are never clearly apart, whatever the margin.
  const clear = Math.max(1, Number(settings.clearMarginPoints))
  const [close, behind] = partition(able, (claim) => best - numberOf(claim, 'points') < clear)
  if (close.length === 1) {
    const next = behind.map((claim) => numberOf(claim, 'points'))
    return {
      ...common,
      result: 'lead',
      lead: close[0]!.claimant,
      ...(next.length > 0 && { marginPoints: best - Math.max(...next) }),
    }
  }
  const equal = close.every((claim) => numberOf(claim, 'points') === best)
  if (settings.closeClaims === 'personDecides' || (settings.closeClaims === 'shareIfEqual' && !equal))
    return personDecides('noClearMargin', close)
  const shares = sharesByPoints(close)
  return shares ? { ...common, result: 'share', by: 'points', shares } : personDecides('oddShare', close)
}

/**
 * Shares in proportion to points, whole basis points that add up to 10,000: the largest remainders get the basis points
 * left over, of equal ones the claim that was complete first. Undefined when nothing tells those apart.
 */
function sharesByPoints(claims: readonly Claim[]): Record<string, number> | undefined {
  const weights = claims.map((claim) => numberOf(claim, 'points'))
  const total = sum(weights)
  const parts = claims.map((claim, index) => {
    const product = weights[index]! * allBps
    // Not known sorts last: "~" comes after every digit.
    const completeAt = String(claim.facts['claim.completeAt'] ?? '~')
    return { claim, whole: Math.floor(product / total), rest: product % total, completeAt }
  })
  const left = allBps - sum(parts.map(({ whole }) => whole))
  const ordered = parts.toSorted((a, b) => b.rest - a.rest || (a.completeAt < b.completeAt ? -1 : 1))
  const [last, next] = [ordered[left - 1], ordered[left]]
  if (last && next && last.rest === next.rest && last.completeAt === next.completeAt) return undefined
  const favoured = new Set(ordered.slice(0, left))
  return Object.fromEntries(parts.map((part) => [part.claim.claimant, part.whole + (favoured.has(part) ? 1 : 0)]))
}

function outcomeOf(decision: Claim['decision']): string | undefined {
  return decision.status === 'decided' ? decision.outcome.type : undefined
}

function numberOf({ decision }: Claim, name: string): number {
  const value = decision.status === 'decided' ? decision.outcome.params[name] : undefined
  return typeof value === 'number' ? value : 0
}

function partition<T>(items: readonly T[], holds: (item: T) => boolean): [T[], T[]] {
  return [items.filter(holds), items.filter((item) => !holds(item))]
}

const names = (claims: readonly Claim[]) => claims.map(({ claimant }) => claimant)
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
