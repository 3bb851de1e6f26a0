import type { AnswerConsent, PartnerEngagement, StaffEngagement } from '@parley/contract/engagements'
import type { FactValue } from '@parley/rules/point'
import type { z } from 'zod'
import { assertAble, assertRole } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { decideByPolicy } from '../decisions/decide-by-policy.ts'
import { type DecisionRow, decisionColumns, decisionParams, insertDecision } from '../decisions/decision-rows.ts'
import { canAnswer, consenters } from './engagement-abilities.ts'
import { type EngagementRow, lockEngagement, readEngagement } from './engagement-rows.ts'
import { toPartnerEngagement, toStaffEngagement } from './engagement-view.ts'
import { tellOf } from './record-engagement.ts'

type Input = z.infer<typeof AnswerConsent> & { id: string; ifMatch: number }

/** The lead gives or refuses its consent. */
export async function answerAsPartner(ctx: Ctx, input: Input): Promise<PartnerEngagement> {
  return toPartnerEngagement(ctx, await answer(ctx, input))
}

/** A channel manager gives or refuses the vendor's. */
export async function answerAsStaff(ctx: Ctx, input: Input): Promise<StaffEngagement> {
  assertRole(ctx.actor, consenters, 'give or refuse consent')
  return toStaffEngagement(ctx, await answer(ctx, input))
}

async function answer(ctx: Ctx, { id, ifMatch, answer: state, reason }: Input): Promise<EngagementRow> {
  const { tx, actor, now } = ctx
  const row = await lockEngagement(tx, id)
  assertUnchanged(row, ifMatch)
  assertAble(canAnswer(ctx, row))
  await tx.query(
    `UPDATE consent SET state = $2, reason = $3, answered_by = $4, answered_by_name = $5, answered_at = $6 WHERE engagement_id = $1`,
    [id, state, reason, actor.userId, actor.name, now],
  )
  await decideAgain(ctx, row, state)
  const subject = { kind: 'engagement', id, name: row.accountName }
  await recordEvent(ctx, {
    action: 'engagement.consentAnswered',
    subject,
    partnerId: row.partnerId,
    details: { answer: state },
  })
  await tellOf(ctx, { topic: 'consent.answered', subjectId: id, partnerId: row.partnerId, payload: { state } })
  return readEngagement(tx, id)
}

/** Throws 412 when somebody else was here since the record was read. */
export function assertUnchanged({ version }: EngagementRow, ifMatch: number): void {
  if (version !== ifMatch)
    throw new AppError('stale', 'Somebody has changed this meanwhile. Look at it again, then repeat.')
}

/**
 * The answer, now that the consent is known: by the same facts and the same version of the policy as the question, so that what
 * was said then of a yes and of a no still holds.
 */
export async function decideAgain(
  ctx: Ctx,
  row: EngagementRow,
  consent: 'given' | 'refused' | 'unanswered',
): Promise<DecisionRow> {
  const { tx } = ctx
  const [before] = await tx.query<DecisionRow>(`SELECT ${decisionColumns} FROM decision d WHERE d.id = $1`, [
    row.decisionId,
  ])
  const { policyVersion, policyActiveFrom, facts } = before!
  const answered: Record<string, FactValue> = { ...facts, 'engagement.consent': consent }
  const inForce = { version: policyVersion!, activeFrom: policyActiveFrom! }
  const subject = { subjectId: row.id, partnerId: row.partnerId, supersedes: row.decisionId }
  const { row: decision } = await decideByPolicy(ctx, 'engagement', inForce, answered, subject)
  await tx.query(insertDecision(1), decisionParams(decision), 'record_decision')
  tx.decided(decision)
  await tx.query('UPDATE engagement SET decision_id = $2, outcome = $3, version = version + 1 WHERE id = $1', [
    row.id,
    decision.id,
    decision.outcome,
  ])
  return decision
}
