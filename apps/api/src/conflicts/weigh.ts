import { settingsOf } from '@parley/rules/cases'
import { compile } from '@parley/rules/compile/closures'
import { canonicalJson } from '@parley/rules/hash'
import type { FactDefinition, Facts, FactValue } from '@parley/rules/point'
import { type Awarded, award } from '@parley/rules/points/conflict/award'
import { conflict as point } from '@parley/rules/points/conflict/point'
import type { Policy } from '@parley/rules/policy'
import { claimOf, type Settings } from '@parley/rules/together'
import type { Ctx } from '../context.ts'
import { decideByPolicy, toDecision } from '../decisions/decide-by-policy.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { type CaseRow, type ClaimRow, canLead } from './case-rows.ts'
import { type Gathered, gatherClaims } from './conflict-facts.ts'

/** A claim as the policy weighs it; the decision isn't recorded yet. */
export type WeighedClaim = Gathered & { row: DecisionRow }

/** All claims of a case, and what comparing them gives. */
export type Weighed = { policy: Policy; version: number; settings: Settings; claims: WeighedClaim[]; awarded: Awarded }

/** Weighs every claim by the policy in force, each on its own, and compares them. Records nothing; no order of claims matters. */
export async function weighClaims(ctx: Ctx, row: CaseRow, claims: readonly ClaimRow[]): Promise<Weighed> {
  const inForce = await policyInForce(ctx.tx, 'conflict', ctx.now)
  const { policy, version } = inForce
  const settings = settingsOf(point, policy)
  const weighed: WeighedClaim[] = []
  for (const gathered of await gatherClaims(ctx, row, claims)) {
    const { id, partnerId } = gathered.claim
    const subject = { subjectId: id, partnerId, supersedes: null }
    const decided = await decideByPolicy(ctx, 'conflict', inForce, gathered.facts, subject)
    weighed.push({ ...gathered, row: decided.row })
  }
  return { policy, version, settings, claims: weighed, awarded: compare(policy, settings, weighed) }
}

function compare(policy: Policy, settings: Settings, claims: readonly WeighedClaim[]): Awarded {
  const awarded = award(
    settings,
    claims.map(({ claim, facts, row }) => claimOf(point, policy, claim.id, facts, toDecision(row))),
  )
  const whatever =
    awarded.result === 'informationNeeded' ? (whateverIsUnknown(policy, settings, claims) ?? awarded) : awarded
  return unlessUnregistered(claims, whatever)
}

/**
 * Whoever has only asked to act can't be given the lead, and a question alone gives it to nobody: where fewer than two could lead, a
 * person decides. Otherwise somebody could be led past a review by a friend who asks.
 */
function unlessUnregistered(claims: readonly WeighedClaim[], awarded: Awarded): Awarded {
  const able = claims.filter(({ claim }) => canLead(claim)).map(({ claim }) => claim.id)
  if (able.length === claims.length || ['personDecides', 'nobody'].includes(awarded.result)) return awarded
  const named =
    awarded.result === 'share' ? Object.keys(awarded.shares) : 'lead' in awarded ? [awarded.lead] : awarded.beside
  const isMissing = awarded.result === 'informationNeeded'
  if (able.length > 1 && (isMissing || named.every((id) => able.includes(id)))) return awarded
  const { points, excluded, beside } = awarded
  const between = claims.map(({ claim }) => claim.id).toSorted()
  return { points, excluded, beside, result: 'personDecides', between, reason: 'notRegistered' }
}

/** So many ways of what isn't known are tried; with more, somebody has to find out. */
const mostWays = 256

/** The award that comes of it whatever the missing facts are; undefined where they matter, or can't all be tried. */
function whateverIsUnknown(policy: Policy, settings: Settings, claims: readonly WeighedClaim[]): Awarded | undefined {
  const { decide } = compile(point, policy)
  const ways = claims.map((each) => completionsOf(each))
  if (ways.some((all) => all === undefined)) return undefined
  if (ways.reduce((product, all) => product * all!.length, 1) > mostWays) return undefined
  const all = combinations(ways as Facts[][]).map((facts) =>
    award(
      settings,
      claims.map(({ claim }, at) => claimOf(point, policy, claim.id, facts[at]!, decide(facts[at]!))),
    ),
  )
  const [first, ...others] = all
  if (!first || first.result === 'informationNeeded') return undefined
  if (others.some((other) => essenceOf(other) !== essenceOf(first))) return undefined
  return { ...first, points: sameInAll(all) }
}

const essenceOf = ({ points: _, ...rest }: Awarded): string => canonicalJson({ ...rest, marginPoints: null })

/** The points that don't hang on what is unknown. */
function sameInAll(all: readonly Awarded[]): Record<string, number> {
  const [first, ...others] = all
  return Object.fromEntries(
    Object.entries(first!.points).filter(([claim, points]) => others.every((each) => each.points[claim] === points)),
  )
}

function completionsOf({ facts, row }: WeighedClaim): Facts[] | undefined {
  let ways: Facts[] = [facts]
  for (const name of row.missing) {
    const values = valuesOf((point.facts as Readonly<Record<string, FactDefinition>>)[name])
    if (!values || ways.length * values.length > mostWays) return undefined
    ways = ways.flatMap((known) => values.map((value) => ({ ...known, [name]: value })))
  }
  return ways
}

function valuesOf(fact: FactDefinition | undefined): FactValue[] | undefined {
  if (fact?.kind === 'yesNo') return [true, false]
  return fact?.kind === 'choice' ? Object.keys(fact.values) : undefined
}

function combinations(ways: readonly Facts[][]): Facts[][] {
  return ways.reduce<Facts[][]>((all, next) => all.flatMap((chosen) => next.map((facts) => [...chosen, facts])), [[]])
}
