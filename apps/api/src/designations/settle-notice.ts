import type { DesignationState } from '@parley/contract/designations'
import type { LeadNotice } from '@parley/contract/lead-notices'
import type { Facts } from '@parley/rules/point'
import type { Policy } from '@parley/rules/policy'
import type { Ctx } from '../context.ts'
import { insertMessage, type OutboxMessage, outboxParams } from '../outbox/outbox-message.ts'
import { lastDayForLead } from './last-day-for-lead.ts'
import { type DesignationRow, type LetterRow, leadsOf } from './letter-rows.ts'

/**
 * Tells whoever leads at present, once, that there is a letter. Its days count from the day on which the letter was received, so it
 * learns of it on that day, whether or not the letter was checked.
 */
export async function tellPresentLead(
  { tx, newId, now }: Ctx,
  designationId: string,
  { receivedOn }: LetterRow,
  policy: Policy,
  facts: Facts,
): Promise<void> {
  const renewsOn = facts['contract.running'] === true ? (facts['contract.renewsOn'] ?? null) : null
  await tx.query('SELECT tell_present_lead($1, $2, $3, $4, $5, $6)', [
    ...[designationId, newId(), receivedOn, lastDayForLead(policy, facts), renewsOn, now],
  ])
}

const noticeStates: Record<Exclude<DesignationState, 'ended'>, LeadNotice['state']> = {
  deciding: 'open',
  waiting: 'open',
  inEffect: 'tookEffect',
  notAccepted: 'youStay',
}

/** What became of the letter, for the lead that was told of it. A partner's transaction never reads who that is. */
export async function settleNotice(
  ctx: Ctx,
  { id }: DesignationRow,
  designation: Exclude<DesignationState, 'ended'>,
): Promise<void> {
  const { tx, actor, now } = ctx
  if (actor.audience === 'partner') return
  const [lead] = await leadsOf(tx, [id])
  const state = noticeStates[designation]
  if (!lead || lead.state === state) return
  await tx.query('UPDATE lead_notice SET state = $2, ended_at = $3, version = version + 1 WHERE id = $1', [
    ...[lead.noticeId, state, state === 'open' ? null : now],
  ])
  const topic = state === 'open' ? 'lead.told' : 'lead.settled'
  await tellOf(ctx, { topic, subjectId: lead.noticeId, partnerId: lead.leadPartnerId, payload: {} })
}

export async function tellOf({ tx, now }: Ctx, message: OutboxMessage): Promise<void> {
  await tx.query(insertMessage(1), outboxParams(message, now))
}
