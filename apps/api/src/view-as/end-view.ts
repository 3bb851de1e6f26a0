import type { View } from '@parley/contract/team'
import { notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { type ViewRow, viewRows, viewView } from './view-rows.ts'

/** Ends one's own view; one that is over already stays as it was. */
export async function endView(ctx: Ctx, id: string): Promise<View> {
  const [row] = await ctx.tx.query<ViewRow>(`${viewRows} WHERE v.id = $1 AND v.staff_user_id = $2`, [
    id,
    ctx.actor.userId,
  ])
  if (!row) throw notFound('view')
  await endViewsOf(ctx, ctx.actor.userId)
  const [after] = await ctx.tx.query<ViewRow>(`${viewRows} WHERE v.id = $1`, [id])
  return viewView(ctx, after!)
}

type Ended = { id: string; user_id: string; user_name: string; partner_id: string; ended_at: Date }

/** Ends whatever this member of staff still looks at, and writes down when: at its own end, where that has come. */
export async function endViewsOf(ctx: Ctx, staffUserId: string): Promise<void> {
  await recordEnds(
    ctx,
    await ctx.tx.query<Ended>(
      `UPDATE view_as SET ended_at = least(ends_at, $2) WHERE staff_user_id = $1 AND ended_at IS NULL
       RETURNING id, user_id, user_name, partner_id, ended_at`,
      [staffUserId, ctx.now],
    ),
  )
}

/** Views that ended by themselves are on record as ended too: for the hourly work. Ends in how many there were. */
export async function recordEndedViews(ctx: Ctx): Promise<number> {
  const ended = await ctx.tx.query<Ended>(
    `UPDATE view_as SET ended_at = ends_at WHERE ended_at IS NULL AND ends_at <= $1
     RETURNING id, user_id, user_name, partner_id, ended_at`,
    [ctx.now],
  )
  await recordEnds(ctx, ended)
  return ended.length
}

async function recordEnds(ctx: Ctx, ended: Ended[]): Promise<void> {
  for (const { id, user_id, user_name, partner_id, ended_at } of ended)
    await recordEvent(ctx, {
      action: 'viewAs.ended',
      subject: { kind: 'user', id: user_id, name: user_name },
      partnerId: partner_id,
      details: { viewId: id, endedAt: ended_at.toISOString() },
    })
}
