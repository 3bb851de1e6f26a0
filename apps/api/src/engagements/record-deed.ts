import type { RecordDeed, StaffEngagement } from '@parley/contract/engagements'
import type { z } from 'zod'
import { assertAble, assertRole } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { dayOf } from '../vendor-days.ts'
import { assertUnchanged } from './answer-consent.ts'
import { askers, canApproveDeed, canRecordDeed, consenters } from './engagement-abilities.ts'
import { type EngagementRow, lockEngagement, readEngagement } from './engagement-rows.ts'
import { toStaffEngagement } from './engagement-view.ts'
import { tellOf } from './record-engagement.ts'

type At = { id: string; ifMatch: number }

/** Somebody did it although the answer wasn't yes: it stands there with name and reason until somebody else approves it. */
export async function recordDeed(
  ctx: Ctx,
  { id, ifMatch, doneOn, reason }: z.infer<typeof RecordDeed> & At,
): Promise<StaffEngagement> {
  assertRole(ctx.actor, askers, 'record what was done')
  const row = await lockEngagement(ctx.tx, id)
  assertUnchanged(row, ifMatch)
  assertAble(canRecordDeed(ctx, row))
  if (doneOn > dayOf(ctx.now, ctx.vendor.timeZone)) {
    const detail = 'Give the day on which it was done: today or before.'
    throw new AppError('refused', detail, [{ pointer: '/doneOn', detail }])
  }
  const { tx, actor, now } = ctx
  await tx.query(
    `INSERT INTO engagement_deed (engagement_id, partner_id, done_on, reason, done_by, done_by_name, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, row.partnerId, doneOn, reason, actor.userId, actor.name, now],
  )
  return changed(ctx, row, 'engagement.done')
}

/** A channel manager who isn't the one who did it stands in for it. The database refuses anybody else, too. */
export async function approveDeed(ctx: Ctx, { id, ifMatch }: At): Promise<StaffEngagement> {
  assertRole(ctx.actor, consenters, 'approve what was done')
  const row = await lockEngagement(ctx.tx, id)
  assertUnchanged(row, ifMatch)
  assertAble(canApproveDeed(ctx, row))
  await ctx.tx.query(
    'UPDATE engagement_deed SET approved_by = $2, approved_by_name = $3, approved_at = $4 WHERE engagement_id = $1',
    [id, ctx.actor.userId, ctx.actor.name, ctx.now],
  )
  return changed(ctx, row, 'engagement.approved')
}

async function changed(
  ctx: Ctx,
  { id, partnerId, accountName }: EngagementRow,
  action: 'engagement.done' | 'engagement.approved',
): Promise<StaffEngagement> {
  await ctx.tx.query('UPDATE engagement SET version = version + 1 WHERE id = $1', [id])
  await recordEvent(ctx, { action, subject: { kind: 'engagement', id, name: accountName }, partnerId })
  await tellOf(ctx, { topic: action, subjectId: id, partnerId, payload: {} })
  return toStaffEngagement(ctx, await readEngagement(ctx.tx, id))
}
