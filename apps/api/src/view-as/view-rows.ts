import type { View } from '@parley/contract/team'
import type { Ctx } from '../context.ts'

export type ViewRow = {
  id: string
  staffUserId: string
  staffName: string
  userName: string
  partnerId: string
  partnerName: string
  reason: string
  startedAt: Date
  endsAt: Date
}

/** `endsAt`: when it ended, or will by itself. */
export const viewRows = `SELECT v.id, v.staff_user_id AS "staffUserId", v.staff_name AS "staffName", v.user_name AS "userName",
  v.partner_id AS "partnerId", p.name AS "partnerName", v.reason, v.started_at AS "startedAt", least(v.ended_at, v.ends_at) AS "endsAt"
  FROM view_as v JOIN partner p ON p.id = v.partner_id`

export function viewView({ now }: Ctx, row: ViewRow): View {
  const { id, staffName, userName, reason } = row
  return {
    ...{ id, staffName, userName, reason },
    partner: { id: row.partnerId, name: row.partnerName },
    startedAt: row.startedAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    over: row.endsAt <= now,
  }
}
