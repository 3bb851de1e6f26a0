import type { PolicyVersion } from '@parley/contract/policies'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { contentHash } from './content-hash.ts'
import { policySubject } from './decision-point.ts'
import { assertAble, mayActivate, mayRollBack } from './policy-abilities.ts'
import { lockPoint, type VersionRow, type VersionTexts } from './policy-facts.ts'
import { readPolicyVersion, requireVersion } from './read-policy-version.ts'

type Which = { point: string; version: number }
const farthestYears = 2

/** Puts an approved version in force now, or at a later instant. The next decision after it is made by this version. */
export async function activatePolicy(
  ctx: Ctx,
  input: Which & { activeFrom?: string | undefined },
): Promise<PolicyVersion> {
  await lockPoint(ctx.tx, input.point)
  const version = await requireVersion(ctx, input)
  assertAble(mayActivate(ctx.actor, version))
  const from = input.activeFrom === undefined ? ctx.now : new Date(input.activeFrom)
  if (input.activeFrom !== undefined) assertAhead(ctx.now, from, version)
  assertUnchanged(version)
  await record(ctx, input, { from, reason: null, rollback: false })
  return readPolicyVersion(ctx, input)
}

/** Puts a version that was in force before in force again, now, with a reason. What was decided meanwhile stands. */
export async function rollBackPolicy(ctx: Ctx, input: Which & { reason: string }): Promise<PolicyVersion> {
  await lockPoint(ctx.tx, input.point)
  const version = await requireVersion(ctx, input)
  assertAble(mayRollBack(ctx.actor, version))
  assertUnchanged(version)
  await record(ctx, input, { from: ctx.now, reason: input.reason, rollback: true })
  return readPolicyVersion(ctx, input)
}

function assertAhead(now: Date, from: Date, version: VersionRow): void {
  const latest = new Date(now)
  latest.setUTCFullYear(latest.getUTCFullYear() + farthestYears)
  const refuse = (detail: string, mend: string) => {
    throw new AppError('refused', detail, [{ pointer: '/activeFrom', detail, mend }])
  }
  if (from <= now) refuse('That instant has passed.', 'Leave it out to put the version in force now.')
  if (from > latest) refuse(`That is more than ${farthestYears} years ahead.`, 'Give an earlier date.')
  if (version.starts_at !== null && from >= version.starts_at)
    refuse(
      `Version ${version.version} comes in force earlier, on ${version.starts_at.toISOString()}.`,
      'Give a date before that, or leave it out for now.',
    )
}

/** What comes in force is to the letter what was approved. */
function assertUnchanged(version: VersionRow & VersionTexts): void {
  const hash = contentHash(JSON.parse(version.document_text), JSON.parse(version.cases_text))
  if (hash !== version.content_hash || hash !== version.reviewed_hash)
    throw new AppError(
      'conflict',
      `Version ${version.version} is no longer what was approved. Submit it again as a new version.`,
    )
}

type Activation = { from: Date; reason: string | null; rollback: boolean }
async function record(ctx: Ctx, { point, version }: Which, { from, reason, rollback }: Activation) {
  await ctx.tx.query(
    `INSERT INTO parley.policy_activation
       (point, version, active_from, reason, rollback, activated_by_id, activated_by_name, activated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [point, version, from, reason, rollback, ctx.actor.userId, ctx.actor.name, ctx.now],
  )
  const details = { version, from: from.toISOString(), reason, rollback: rollback || null }
  await recordEvent(ctx, { action: 'policy.activated', subject: policySubject(point), details })
}
