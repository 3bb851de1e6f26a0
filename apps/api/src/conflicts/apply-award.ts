import type { ClaimOutcome } from '@parley/contract/conflicts'
import type { Settings } from '@parley/rules/together'
import type { Ctx } from '../context.ts'
import { insertMessage, outboxParams } from '../outbox/outbox-message.ts'
import { endAfterDays } from '../vendor-days.ts'
import { type CaseRow, type ClaimRow, touchCase } from './case-rows.ts'
import { keepAwardedTeaming } from './keep-teaming.ts'
import { decideRegistration, isLeading, standUncontested } from './registration-awards.ts'

/** What one claim gets. */
export type Part = {
  claim: ClaimRow
  outcome: ClaimOutcome
  shareBps: number | null
  wording: string
  /** What the policy said of the claim, as recorded. */
  decisionId: string | null
}

export type Award = {
  madeBy: 'policy' | 'person' | 'appeal'
  result: 'lead' | 'customersChoice' | 'share' | 'sideBySide'
  awarded: object
  policyVersion: number
  reason: string | null
  /** What it comes to, for the staff: the reason of what follows from it, where no person gave one. */
  words?: string
  /** Days of protection for whoever comes to lead, or to work beside. */
  protectionDays: number | null
  parts: readonly Part[]
}

/**
 * Writes an award down and does what it says, in this transaction: those who don't lead end or go on beside the lead, each by a
 * decision in words; then the lead gets the protection, or keeps it. The case is over.
 */
export async function applyAward(ctx: Ctx, row: CaseRow, settings: Settings, award: Award): Promise<string> {
  const awardId = await insertAward(ctx, row, award)
  await ctx.tx.query(
    `UPDATE conflict SET closed_because = 'awarded', closed_at = coalesce(closed_at, $2), person_due_at = NULL WHERE id = $1`,
    [row.id, ctx.now],
  )
  const { parts } = award
  const of = (outcome: ClaimOutcome) => parts.filter((part) => part.outcome === outcome)
  const lead = of('leads')[0]
  for (const part of of('doesNotLead')) await endOrGoOn(ctx, settings, award, part)
  for (const part of [...of('shares'), ...of('beside')]) await workTogether(ctx, award, part)
  if (lead) await makeLead(ctx, award, lead)
  for (const part of parts) await keepOutcome(ctx, awardId, settings, award, part)
  if (award.result === 'share') await keepAwardedTeaming(ctx, row, awardId, of('shares'))
  await touchCase(ctx, row.id)
  return awardId
}

export async function insertAward(
  { tx, newId, now, actor }: Ctx,
  row: CaseRow,
  award: { madeBy: string; result: string; awarded: object; policyVersion: number; reason: string | null },
): Promise<string> {
  const id = newId()
  await tx.query(
    `INSERT INTO conflict_award (id, conflict_id, made_by, result, awarded, policy_version, reason, actor_id, actor_name, decided_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[id, row.id, award.madeBy, award.result, JSON.stringify(award.awarded), award.policyVersion, award.reason],
      ...[actor.userId, actor.name, now],
    ],
  )
  return id
}

/** Nothing ends silently: each of its registrations gets a decision in words. */
async function endOrGoOn(ctx: Ctx, settings: Settings, award: Award, { claim, wording }: Part): Promise<void> {
  const goesOn = settings.othersBecome === 'workBeside' && award.protectionDays !== null
  for (const registration of claim.live)
    await decideRegistration(ctx, registration, award, {
      outcome: goesOn ? 'approveAsTeaming' : 'reject',
      protectionDays: goesOn ? award.protectionDays : null,
      wording,
    })
}

/** Whoever is protected stays so; the others are admitted as teaming. */
async function workTogether(ctx: Ctx, award: Award, { claim, outcome, wording }: Part): Promise<void> {
  const shared = outcome === 'shares'
  for (const registration of claim.live) {
    const stays = shared
      ? registration.status === 'teaming'
      : registration.protection !== null && registration.status !== 'inReview'
    if (stays) await standUncontested(ctx, registration)
    else
      await decideRegistration(ctx, registration, award, {
        outcome: 'approveAsTeaming',
        protectionDays: award.protectionDays,
        wording,
      })
  }
}

/** One of its registrations leads; whatever else it has in the family stays as it is. */
async function makeLead(ctx: Ctx, award: Award, { claim, wording }: Part): Promise<void> {
  const main = claim.live[0] ?? claim.registrations[0]
  if (!main) return
  if (isLeading(ctx, main)) await standUncontested(ctx, main)
  else await decideRegistration(ctx, main, award, { outcome: 'approve', protectionDays: award.protectionDays, wording })
}

async function keepOutcome(ctx: Ctx, awardId: string, settings: Settings, award: Award, part: Part): Promise<void> {
  const { tx, now, vendor } = ctx
  const { claim, outcome, shareBps, wording, decisionId } = part
  const days = Number(settings.appealDays ?? 0)
  const isAppealable =
    outcome === 'doesNotLead' && claim.registrations.length > 0 && award.madeBy !== 'appeal' && days > 0
  const main = claim.live[0] ?? claim.registrations[0]
  const id = ctx.newId()
  await tx.query(
    `INSERT INTO conflict_outcome (id, award_id, claim_id, partner_id, registration_id, outcome, share_bps, wording, by_person, decision_id,
       appeal_until, decided_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[id, awardId, claim.id, claim.partnerId, main?.id ?? null, outcome, shareBps, wording],
      ...[award.madeBy !== 'policy', decisionId, isAppealable ? endAfterDays(now, days, vendor.timeZone) : null, now],
    ],
  )
  if (claim.partnerId === null || !main) return
  const message = {
    topic: 'conflict.awarded' as const,
    subjectId: main.id,
    partnerId: claim.partnerId,
    payload: { outcomeId: id },
  }
  await tx.query(insertMessage(1), outboxParams(message, now))
}
