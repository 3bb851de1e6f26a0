import type { Facts, FactValue } from '@parley/rules/point'
import type { Ctx } from '../context.ts'
import { dayOf } from '../vendor-days.ts'
import type { DutyRow } from './duty-rows.ts'

type Row = {
  registration_id: string
  tier: string
  in_good_standing: boolean
  calendar: string | null
  designation: string
  protected_for_other: boolean
  interim_granted: boolean
  owner_present: boolean
}
/** A registration that the vendor owes an answer to. */
export type Waiting = { id: string; amountMinor: number }

/** The name of no calendar: days are then counted in the vendor's own. */
const vendorsOwn = 'vendor'

/**
 * What the point `request` is asked by, of registrations that wait for the vendor; `duty` is missing where one has just arrived.
 * Asked of what happens to a registration, so `request.stage` is `arrived`, `waiting` or `answered`.
 */
export async function gatherRequestFacts(
  ctx: Ctx,
  stage: 'arrived' | 'waiting' | 'answered',
  asked: readonly { registration: Waiting; duty: DutyRow | null }[],
): Promise<Facts[]> {
  const ids = asked.map(({ registration }) => registration.id)
  const rows = await ctx.tx.query<Row>(
    'SELECT * FROM request_facts($1, $2, $3)',
    [ids, ctx.now, dayOf(ctx.now, ctx.vendor.timeZone)],
    'request_facts',
  )
  const byId = new Map(rows.map((row) => [row.registration_id, row]))
  return asked.map(({ registration, duty }) => ({
    'request.kind': 'registrationDecision',
    'request.stage': stage,
    'request.urgency': 'normal',
    'request.complete': true,
    'request.pausedDays': 0,
    'request.amountMinor': registration.amountMinor,
    'deal.amountMinor': registration.amountMinor,
    ...partnerAndAccount(byId.get(registration.id)!),
    ...timesOf(ctx, stage, duty),
  }))
}

function partnerAndAccount(row: Row): Record<string, FactValue> {
  return {
    'partner.tier': row.tier,
    'partner.inGoodStanding': row.in_good_standing,
    'partner.calendar': row.calendar ?? vendorsOwn,
    'account.designation': row.designation,
    'account.protectedForOther': row.protected_for_other,
    'account.interimGranted': row.interim_granted,
    'request.ownerPresent': row.owner_present,
  }
}

function timesOf({ now }: Ctx, stage: string, duty: DutyRow | null): Record<string, FactValue> {
  const openedAt = (duty?.openedAt ?? now).toISOString()
  return {
    'request.receivedAt': openedAt,
    'request.completeAt': openedAt,
    'request.checkedAt': now.toISOString(),
    'request.acknowledged': duty !== null && duty.takenAt !== null,
    'request.escalatedTo': duty === null || duty.heldAs === 'owner' ? 'nobody' : duty.heldAs,
    ...(duty?.firstWordBy ? { 'request.acknowledgeBy': duty.firstWordBy.toISOString() } : {}),
    ...(duty?.dueAt ? { 'request.answerBy': duty.dueAt.toISOString() } : {}),
    ...(stage === 'answered' ? { 'request.answeredAt': now.toISOString() } : {}),
  }
}
