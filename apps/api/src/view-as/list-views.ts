import type { View } from '@parley/contract/team'
import { viewerRoles } from '@parley/contract/team'
import { assertRole } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { Conditions, decodeCursor, toPage } from '../page.ts'
import { type ViewRow, viewRows, viewView } from './view-rows.ts'

const shownToPartner = 100

type Query = { cursor?: string | undefined; limit: number; partnerId?: string | undefined }

/** Who looked as whom, the latest first; for those who may look. */
export async function listViews(ctx: Ctx, { cursor, limit, partnerId }: Query) {
  assertRole(ctx.actor, viewerRoles, 'see who looked as a partner')
  const where = new Conditions()
  if (partnerId) where.add('v.partner_id = $?', partnerId)
  if (cursor) {
    const { key, id } = decodeCursor(cursor, 'views')
    where.add('(v.started_at, v.id) < ($?::timestamptz, $?::uuid)', key, id)
  }
  const most = where.param(limit + 1)
  const rows = await ctx.tx.query<ViewRow>(
    `${viewRows} ${where} ORDER BY v.started_at DESC, v.id DESC LIMIT ${most}`,
    where.params,
  )
  const { page, nextCursor } = toPage(rows, limit, 'views', (row) => row.startedAt.toISOString())
  return { items: page.map((row) => viewView(ctx, row)), nextCursor }
}

/** The latest views of the actor's own partner. */
export async function ownViews(ctx: Ctx): Promise<View[]> {
  const rows = await ctx.tx.query<ViewRow>(
    `${viewRows} WHERE v.partner_id = $1 ORDER BY v.started_at DESC, v.id DESC LIMIT ${shownToPartner}`,
    [ctx.actor.partnerId],
  )
  return rows.map((row) => viewView(ctx, row))
}
