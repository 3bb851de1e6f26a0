import type { Ability } from '@parley/contract/ability'
import type { OwnClaim } from '@parley/contract/conflicts'
import { able, assertAble, unable } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { insertMessage, outboxParams } from '../outbox/outbox-message.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { lockRegistration } from '../registrations/registration-rows.ts'
import { endAfterDays } from '../vendor-days.ts'
import { type OutcomeRow, readAppeals, readOutcomeOf } from './award-rows.ts'
import { readOwnClaim } from './own-claim.ts'

/** A partner that doesn't lead asks somebody else to decide again: once, and in time. The vendor's own deadline runs from then on. */
export async function fileAppeal(ctx: Ctx, { id, grounds }: { id: string; grounds: string }): Promise<OwnClaim> {
  const registration = await lockRegistration(ctx.tx, id)
  const outcome = await readOutcomeOf(ctx, id)
  assertAble(await canAppeal(ctx, outcome))
  const { claimId, id: outcomeId, partnerId } = outcome!
  const appealId = ctx.newId()
  const days = await answerDays(ctx, outcome!)
  const dueAt = days === null ? null : endAfterDays(ctx.now, days, ctx.vendor.timeZone)
  await ctx.tx.query(
    `INSERT INTO appeal (id, claim_id, partner_id, outcome_id, grounds, filed_by, filed_by_name, filed_at, due_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [appealId, claimId, partnerId, outcomeId, grounds, ctx.actor.userId, ctx.actor.name, ctx.now, dueAt],
  )
  const subject = { kind: 'appeal', id: appealId, name: registration.accountName }
  await recordEvent(ctx, { action: 'appeal.filed', subject, partnerId })
  const message = { topic: 'appeal.filed' as const, subjectId: id, partnerId, payload: { appealId } }
  await ctx.tx.query(insertMessage(1), outboxParams(message, ctx.now))
  return readOwnClaim(ctx, { id })
}

/** By the version of the policy that the award was made by. */
async function answerDays(ctx: Ctx, { decisionId }: OutcomeRow): Promise<number | null> {
  const [row] = await ctx.tx.query<{ version: number | null }>(
    'SELECT policy_version AS version FROM decision WHERE id = $1',
    [decisionId],
  )
  if (!row?.version) return null
  const days = (await loadPolicy(ctx.tx, 'conflict', row.version)).parameters.appealAnswerDays?.value
  return typeof days === 'number' ? days : null
}

export async function canAppeal(ctx: Ctx, outcome: OutcomeRow | null): Promise<Ability> {
  if (outcome === null) return unable('Nothing was decided that you could appeal against.')
  const [known] = await readAppeals(ctx, [outcome.claimId])
  if (known) return unable('You have appealed, and an appeal is made once.')
  if (outcome.outcome !== 'doesNotLead') return unable('You can appeal where you don’t lead.')
  if (outcome.appealUntil === null) return unable('This decision is final.')
  return outcome.appealUntil > ctx.now ? able : unable('The time for an appeal is over.')
}
