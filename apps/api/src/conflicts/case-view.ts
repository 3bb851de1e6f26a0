import { type Appeal, type CaseClaim, type ConflictCase, claimOutcomes } from '@parley/contract/conflicts'
import { registrationStatuses } from '@parley/contract/registrations'
import type { Decision } from '@parley/rules/decision'
import { explain } from '@parley/rules/explain/reasons'
import { formatValue } from '@parley/rules/format'
import type { FactDefinition } from '@parley/rules/point'
import type { Awarded } from '@parley/rules/points/conflict/award'
import { conflict as point } from '@parley/rules/points/conflict/point'
import type { Policy } from '@parley/rules/policy'
import { assertRole } from '../abilities.ts'
import { familyName } from '../accounts/account-view.ts'
import type { Ctx } from '../context.ts'
import { toDecision } from '../decisions/decide-by-policy.ts'
import { outcomeOf } from '../decisions/decision-card.ts'
import { type DecisionRow, decisionColumns } from '../decisions/decision-rows.ts'
import { readEvidence, toEvidence } from '../evidence/evidence-view.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { isProtected, statusAt } from '../registrations/registration-rows.ts'
import { lastDayBefore } from '../vendor-days.ts'
import { actingWords } from './acting-rows.ts'
import { type AppealRow, type OutcomeRow, readOutcomes } from './award-rows.ts'
import {
  canAnswerAppeal,
  canAttach,
  canAward,
  canDecide,
  canProposeTeaming,
  canSay,
  caseReaders,
  type Standing,
} from './case-abilities.ts'
import { canLead, isLive, nameOf, readCase } from './case-rows.ts'
import { readStanding } from './case-standing.ts'
import { standingsOf } from './case-state.ts'
import { caseTimeline } from './case-timeline.ts'
import { awardInWords, becauseInWords, closedInWords } from './result-words.ts'
import { sayableFacts } from './said-facts.ts'
import { type OfferRow, readOffers, toOffer } from './teaming-offers.ts'
import { type WeighedClaim, weighClaims } from './weigh.ts'

const definitions: Readonly<Record<string, FactDefinition>> = point.facts

/** One case with its claims side by side, for the staff. What the policy would say now is worked out, not recorded. */
export async function readConflictCase(ctx: Ctx, { id }: { id: string }): Promise<ConflictCase> {
  assertRole(ctx.actor, caseReaders, 'see conflicts')
  const row = await readCase(ctx.tx, id)
  const standing = await readStanding(ctx, row)
  const { claims, awards } = standing
  const weighed = await weighClaims(ctx, row, claims)
  // Whoever has withdrawn is shown, and isn't compared any more.
  const compared = await weighClaims(
    ctx,
    row,
    claims.filter((claim) => isLive(ctx, claim)),
  )
  const outcomes = await readOutcomes(
    ctx,
    claims.map((claim) => claim.id),
  )
  const { state, due } = (await standingsOf(ctx, [id])).get(id)!
  const views: CaseClaim[] = []
  const offers = await readOffers(
    ctx,
    claims.flatMap(({ live }) => live.map((registration) => registration.id)),
  )
  const recorded = await readRecorded(ctx, outcomes)
  for (const each of weighed.claims) {
    // What was decided stays as it was weighed then.
    const then = row.closedAt === null ? undefined : recorded.get(each.claim.id)
    views.push(
      then
        ? await toClaim(ctx, standing, then.policy, { ...each, facts: then.row.facts, row: then.row }, outcomes, offers)
        : await toClaim(ctx, standing, weighed.policy, each, outcomes, offers),
    )
  }
  return {
    id,
    account: { id: row.accountId, name: row.accountName },
    productFamilyName: familyName(ctx, row.productFamily),
    state,
    ...becauseInWords(row),
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    due: due && {
      what: due.what,
      at: due.at.toISOString(),
      lastDay: lastDayBefore(due.at, ctx.vendor.timeZone),
    },
    headline: headlineOf(ctx, standing, compared.awarded),
    isSettledByPolicy: !['personDecides', 'informationNeeded', 'nobody'].includes(compared.awarded.result),
    rules: {
      policyVersion: weighed.version,
      minimumPoints: Number(weighed.settings.minimumPoints),
      clearMarginPoints: Number(weighed.settings.clearMarginPoints),
    },
    claims: views,
    awards: awards.map(({ id: awardId, madeBy, awarded, actorName, reason, policyVersion, decidedAt }) => ({
      ...{ id: awardId, madeBy, reason, policyVersion, byName: actorName },
      words: awardInWords(ctx, claims, awarded, 'was'),
      decidedAt: decidedAt.toISOString(),
    })),
    sayable: sayableFacts.map(([fact, { kind, title, question, ...more }]) => ({
      ...{ fact, title, question: question ?? null },
      kind: kind as 'yesNo' | 'choice' | 'count' | 'date',
      values: 'values' in more ? Object.entries(more.values).map(([value, words]) => ({ value, title: words })) : [],
    })),
    timeline: await caseTimeline(ctx, standing, views),
    can: {
      decide: canDecide(ctx, standing),
      award: canAward(ctx, standing),
      say: canSay(ctx, row),
      attach: canAttach(ctx, standing),
      answerAppeal: canAnswerAppeal(ctx, standing),
      proposeTeaming: canProposeTeaming(ctx, standing),
    },
    version: row.version,
  }
}

/** What would come of it, what came of it, or why it ended without that. */
function headlineOf(ctx: Ctx, { row, claims, awards }: Standing, awarded: Awarded): string {
  if (row.closedAt === null) return awardInWords(ctx, claims, awarded, 'wouldBe')
  const why = row.closedBecause === 'awarded' ? null : closedInWords(ctx, row, claims)
  if (why) return `It is over: ${why}.`
  return awardInWords(ctx, claims, awards[0]?.awarded ?? awarded, 'was')
}

/** By claim, the decision that the newest award rests on, with its policy. */
async function readRecorded(ctx: Ctx, outcomes: ReadonlyMap<string, OutcomeRow>) {
  const ids = [...outcomes.values()].flatMap(({ decisionId }) => decisionId ?? [])
  const rows = await ctx.tx.query<DecisionRow>(`SELECT ${decisionColumns} FROM decision d WHERE d.id = ANY($1)`, [ids])
  const recorded = new Map<string, { row: DecisionRow; policy: Policy }>()
  for (const row of rows)
    recorded.set(row.subjectId, { row, policy: await loadPolicy(ctx.tx, 'conflict', row.policyVersion!) })
  return recorded
}

async function toClaim(
  ctx: Ctx,
  { row, appeals }: Standing,
  policy: Policy,
  each: WeighedClaim,
  outcomes: ReadonlyMap<string, OutcomeRow>,
  offers: ReadonlyMap<string, OfferRow>,
): Promise<CaseClaim> {
  const { claim, row: decision } = each
  const title = outcomeOf(point, decision)
  const outcome = outcomes.get(claim.id)
  const appeal = appeals.findLast(({ claimId }) => claimId === claim.id)
  const { points } = decision.params
  const offer = claim.live.flatMap(({ id }) => offers.get(id) ?? [])[0]
  return {
    id: claim.id,
    by: claim.partnerId === null ? 'direct' : 'partner',
    name: nameOf(ctx, claim),
    since: claim.since.toISOString(),
    isWithdrawn: !isLive(ctx, claim) && row.closedAt === null,
    registrations: claim.registrations.map((registration) => ({
      id: registration.id,
      reference: registration.reference,
      accountName: registration.accountName,
      status: registrationStatuses[statusAt(registration, ctx.now)],
      isProtected: isProtected(registration, ctx.now),
    })),
    acting: claim.acting.map((step) => ({
      ...{ engagementId: step.id, words: actingWords(step), byName: step.actorName },
      askedAt: step.askedAt.toISOString(),
      countsUntil: lastDayBefore(step.countsUntil, ctx.vendor.timeZone),
    })),
    canLead: canLead(claim),
    weighed: {
      ...{ outcome: decision.outcome, title: title.title, favour: title.favour },
      points: typeof points === 'number' ? points : null,
      ...reasonsOf(ctx, policy, each),
      missing: decision.missing.map((fact) => ({ fact, title: definitions[fact]?.title ?? fact })),
    },
    facts: factsOf(ctx, policy, each),
    evidence: await evidenceOf(ctx, row.id, each),
    decisionId: outcome?.decisionId ?? null,
    outcome: outcome
      ? {
          outcome: outcome.outcome,
          title: claimOutcomes[outcome.outcome],
          shareBps: outcome.shareBps,
          wording: outcome.wording,
          decidedAt: outcome.decidedAt.toISOString(),
        }
      : null,
    appeal: appeal ? toAppeal(ctx, appeal) : null,
    teamingOffer: offer ? toOffer(offer) : null,
  }
}

/** The reasons in the staff's words, each with the points that its rule gave; where something isn't known, what counts so far. */
function reasonsOf(ctx: Ctx, policy: Policy, { facts, row }: WeighedClaim) {
  const reasonsFor = (decision: Decision) => explain(point, policy, facts, decision, 'staff', ctx.locale)
  const decision = toDecision(row)
  const because = row.fired.filter((id) => policy.rules.find((rule) => rule.id === id)?.event.type === 'score')
  const soFar = { ...decision, status: 'decided', outcome: { type: 'score', params: {} }, because } as const
  const isOpen = decision.status === 'informationNeeded'
  const counted = !isOpen ? reasonsFor(decision) : because.length > 0 ? reasonsFor(soFar) : []
  const given = counted.map(({ rule, title, text }) => ({
    rule: rule ?? '',
    title,
    text,
    points: pointsOf(policy, rule),
  }))
  return { headline: reasonsFor(decision)[0]?.text ?? outcomeOf(point, row).title, given }
}

function pointsOf(policy: Policy, rule: string | null): number | null {
  const { event } = policy.rules.find(({ id }) => id === rule) ?? policy.otherwise
  const param = event.type === 'score' ? event.params.points : undefined
  const value = typeof param === 'object' && 'parameter' in param ? policy.parameters[param.parameter]?.value : param
  return typeof value === 'number' ? value : null
}

function factsOf(ctx: Ctx, policy: Policy, { facts, said }: WeighedClaim): CaseClaim['facts'] {
  const options = { locale: ctx.locale, currency: policy.currency ?? ctx.vendor.currency, zone: ctx.vendor.timeZone }
  return Object.entries(definitions).flatMap(([fact, definition]) => {
    const word = said.findLast((each) => each.fact === fact)
    if (facts[fact] === undefined) return []
    return [
      {
        fact,
        title: definition.title,
        value: formatValue(definition, facts[fact], options),
        said: word ? { byName: word.byName, reason: word.reason, at: word.at.toISOString() } : null,
      },
    ]
  })
}

async function evidenceOf(ctx: Ctx, conflictId: string, { claim }: WeighedClaim) {
  if (claim.partnerId === null) return (await readEvidence(ctx, 'conflict_id', conflictId)).map(toEvidence)
  const all = await Promise.all(claim.registrations.map(({ id }) => readEvidence(ctx, 'registration_id', id)))
  return all.flat().map(toEvidence)
}

/** As its reader may know it: a partner reads roles for the vendor's people. */
export function toAppeal(ctx: Ctx, row: AppealRow): Appeal {
  const isPartner = ctx.actor.audience === 'partner'
  const { id, grounds, filedByName, filedAt, dueAt, silentSince, isUpheld, wording, answeredAt, answeredByName } = row
  return {
    ...{ id, grounds, isUpheld, wording },
    filedAt: filedAt.toISOString(),
    filedBy: filedByName,
    dueAt: dueAt?.toISOString() ?? null,
    lastDay: dueAt && lastDayBefore(dueAt, ctx.vendor.timeZone),
    silentSince: silentSince?.toISOString() ?? null,
    answeredAt: answeredAt?.toISOString() ?? null,
    answeredBy: answeredByName && (isPartner ? `A channel manager of ${ctx.vendor.name}` : answeredByName),
  }
}
