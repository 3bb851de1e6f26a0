import type { PolicyVersion } from '@parley/contract/policies'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { policySubject } from './decision-point.ts'
import { assertAble, mayApprove, mayDecline } from './policy-abilities.ts'
import { lockPoint } from './policy-facts.ts'
import { readPolicyVersion, requireVersion } from './read-policy-version.ts'

type Which = { point: string; version: number }

/** Approves a submitted version. Throws notAllowed for its author, whatever the author's role. */
export async function approvePolicy(ctx: Ctx, input: Which & { note?: string | undefined }): Promise<PolicyVersion> {
  await lockPoint(ctx.tx, input.point)
  const version = await requireVersion(ctx, input)
  assertAble(mayApprove(ctx.actor, version))
  await record(ctx, input, 'approved', input.note ?? null, version.content_hash)
  return readPolicyVersion(ctx, input)
}

/** Declines a submitted version with a note; its author finds it among the drafts again. */
export async function declinePolicy(ctx: Ctx, input: Which & { note: string }): Promise<PolicyVersion> {
  await lockPoint(ctx.tx, input.point)
  const version = await requireVersion(ctx, input)
  assertAble(mayDecline(ctx.actor, version))
  await record(ctx, input, 'declined', input.note, version.content_hash)
  await ctx.tx.query(
    `INSERT INTO parley.policy_draft (id, point, document, cases, based_on, author_id, author_name, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ctx.newId(),
      input.point,
      version.document_text,
      version.cases_text,
      version.version,
      version.author_id,
      version.author_name,
      ctx.now,
    ],
  )
  return readPolicyVersion(ctx, input)
}

async function record(
  ctx: Ctx,
  { point, version }: Which,
  verdict: 'approved' | 'declined',
  note: string | null,
  hash: string,
) {
  await ctx.tx.query(
    `INSERT INTO parley.policy_review (point, version, verdict, note, content_hash, reviewer_id, reviewer_name, reviewed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [point, version, verdict, note, hash, ctx.actor.userId, ctx.actor.name, ctx.now],
  )
  await recordEvent(ctx, { action: `policy.${verdict}`, subject: policySubject(point), details: { version } })
}
