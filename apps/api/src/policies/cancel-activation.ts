import type { PolicyVersion } from '@parley/contract/policies'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { policySubject } from './decision-point.ts'
import { assertAble, mayCancel } from './policy-abilities.ts'
import { lockPoint } from './policy-facts.ts'
import { readPolicyVersion, requireVersion } from './read-policy-version.ts'

/** Calls a version's date off before it comes, with a reason. The version stays approved and can be dated again. */
export async function cancelActivation(
  ctx: Ctx,
  input: { point: string; version: number; reason: string },
): Promise<PolicyVersion> {
  await lockPoint(ctx.tx, input.point)
  assertAble(mayCancel(ctx.actor, await requireVersion(ctx, input)))
  await ctx.tx.query(
    `INSERT INTO parley.policy_cancellation (activation, reason, cancelled_by_id, cancelled_by_name, cancelled_at)
     SELECT seq, $4, $5, $6, $3 FROM parley.policy_start WHERE point = $1 AND version = $2 AND active_from > $3`,
    [input.point, input.version, ctx.now, input.reason, ctx.actor.userId, ctx.actor.name],
  )
  const { version, reason } = input
  const subject = policySubject(input.point)
  await recordEvent(ctx, { action: 'policy.activationCancelled', subject, details: { version, reason } })
  return readPolicyVersion(ctx, input)
}
