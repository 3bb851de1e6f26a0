import type { Ctx } from '../context.ts'
import { decideByPolicy } from '../decisions/decide-by-policy.ts'
import { type DecisionRow, decisionParams, insertDecision } from '../decisions/decision-rows.ts'
import { leaveMessage } from '../outbox/leave-message.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { addDays, startOfDay } from '../vendor-days.ts'
import { type DutyRow, openDutyOf } from './duty-rows.ts'
import { isLate } from './duty-view.ts'
import { gatherRequestFacts, type Waiting } from './request-facts.ts'

type Registration = Waiting & { partnerId: string; answerDueAt: Date | null }

/**
 * The vendor owes an answer to a registration that has just come into review: who, and by when. Ends in the moment at which it's due;
 * of the rules for requests and those for registrations, the earlier promise binds. One that is owed already stays as it was.
 */
export async function keepDuty(ctx: Ctx, registration: Registration): Promise<Date | null> {
  const known = await openDutyOf(ctx.tx, registration.id)
  if (known) return known.dueAt
  const [facts] = await gatherRequestFacts(ctx, 'arrived', [{ registration, duty: null }])
  const inForce = await policyInForce(ctx.tx, 'request', ctx.now)
  const subject = { subjectId: registration.id, partnerId: registration.partnerId, supersedes: null }
  const { row } = await decideByPolicy(ctx, 'request', inForce, facts!, subject)
  await record(ctx, row)
  const { firstWordBy, answerBy } = promisesOf(ctx, row)
  const dueAt = earlier(registration.answerDueAt, answerBy)
  await ctx.tx.query('SELECT open_duty($1, $2, $3, $4, $5, $6)', [
    ...[ctx.newId(), registration.id, firstWordBy, dueAt, row.id, ctx.now],
  ])
  return dueAt
}

/** A day that is promised lasts to its end, in the vendor's time zone. */
function promisesOf({ vendor }: Ctx, { params }: DecisionRow) {
  const at = (instant: unknown, day: unknown): Date | null => {
    if (typeof instant === 'string') return new Date(instant)
    return typeof day === 'string' ? startOfDay(addDays(day, 1), vendor.timeZone) : null
  }
  return {
    firstWordBy: at(params.acknowledgeBy, params.acknowledgeOn),
    answerBy: at(params.answerBy, params.answerOn),
  }
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

/** The vendor has answered, or nothing is owed any more; whether it was in time is decided by the policy, and recorded. */
export async function closeDuty(
  ctx: Ctx,
  registration: Waiting & { partnerId: string },
  because: NonNullable<DutyRow['closedBecause']>,
): Promise<void> {
  const duty = await openDutyOf(ctx.tx, registration.id)
  if (!duty) return
  const decisionId = because === 'withdrawn' ? duty.decisionId : await decideAnswered(ctx, registration, duty)
  await ctx.tx.query('UPDATE duty SET closed_at = $2, closed_because = $3, decision_id = $4 WHERE id = $1', [
    ...[duty.id, ctx.now, because, decisionId],
  ])
  if (because !== 'withdrawn') await tellKept(ctx, duty)
}

/** In time, or late; that it's late was told when it went to the manager, where it did. */
async function tellKept(ctx: Ctx, duty: DutyRow): Promise<void> {
  const isMissed = isLate({ dueAt: duty.dueAt, closedAt: ctx.now }, ctx.now)
  if (!isMissed || !isWithManagers(duty)) await tellDuty(ctx, duty, isMissed ? 'duty.missed' : 'duty.met')
}

/** Whether it has gone past whoever answers for it, because it was late. */
export const isWithManagers = ({ heldAs }: Pick<DutyRow, 'heldAs'>): boolean =>
  heldAs === 'manager' || heldAs === 'director'

export const tellDuty = (ctx: Ctx, duty: DutyRow, topic: 'duty.met' | 'duty.missed'): Promise<void> =>
  leaveMessage(ctx, {
    ...{ topic, subjectId: duty.registrationId, partnerId: duty.partnerId },
    payload: { dutyId: duty.id, dueAt: duty.dueAt?.toISOString() ?? null },
  })

/** By the rules that were in force when it was promised: a later version makes nothing in time that was late. */
async function decideAnswered(ctx: Ctx, registration: Waiting, duty: DutyRow): Promise<string> {
  const [facts] = await gatherRequestFacts(ctx, 'answered', [{ registration, duty }])
  const inForce = await policyInForce(ctx.tx, 'request', duty.openedAt)
  const subject = { subjectId: registration.id, partnerId: duty.partnerId, supersedes: duty.decisionId }
  const { row } = await decideByPolicy(ctx, 'request', inForce, facts!, subject)
  await record(ctx, row)
  return row.id
}

export async function record({ tx }: Ctx, row: DecisionRow): Promise<void> {
  await tx.query(insertDecision(1), decisionParams(row), 'record_decision')
  tx.decided(row)
}
