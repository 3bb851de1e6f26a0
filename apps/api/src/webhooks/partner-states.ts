import type { PartnerWebhookState } from '@parley/contract/webhooks'
import type { Ctx } from '../context.ts'
import { Conditions, decodeCursor, toPage } from '../page.ts'
import { ownerOf } from './endpoint-record.ts'

type Row = {
  id: string
  partnerId: string
  partnerName: string
  url: string
  status: PartnerWebhookState['status']
  failingSince: Date | null
  lastSuccessAt: Date | null
  waiting: number
  failed: number
  createdAt: Date
}

/** How partners' endpoints stand. An address can hold a token, so that only its host is told. */
export async function listPartnerStates(
  ctx: Ctx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: PartnerWebhookState[]; nextCursor: string | null }> {
  ownerOf(ctx)
  const where = new Conditions()
  where.add('e.partner_id IS NOT NULL')
  if (cursor) {
    const { key, id } = decodeCursor(cursor, 'newest')
    where.add('(e.created_at, e.id) < ($?::timestamptz, $?::uuid)', key, id)
  }
  const rows = await ctx.tx.query<Row>(
    `SELECT e.id, e.partner_id AS "partnerId", p.name AS "partnerName", e.url, e.status, e.failing_since AS "failingSince",
       e.last_success_at AS "lastSuccessAt", e.created_at AS "createdAt",
       (SELECT count(*)::int FROM webhook_delivery d WHERE d.endpoint_id = e.id AND d.state = 'waiting') AS waiting,
       (SELECT count(*)::int FROM webhook_delivery d WHERE d.endpoint_id = e.id AND d.state = 'failed') AS failed
     FROM webhook_endpoint e JOIN partner p ON p.id = e.partner_id ${where} ORDER BY e.created_at DESC, e.id DESC LIMIT ${limit + 1}`,
    where.params,
  )
  const { page, nextCursor } = toPage(rows, limit, 'newest', ({ createdAt }) => createdAt.toISOString())
  return { items: page.map(toState), nextCursor }
}

const toState = (row: Row): PartnerWebhookState => ({
  id: row.id,
  partner: { id: row.partnerId, name: row.partnerName },
  host: URL.parse(row.url)?.hostname ?? '',
  status: row.status,
  failingSince: row.failingSince?.toISOString() ?? null,
  lastSuccessAt: row.lastSuccessAt?.toISOString() ?? null,
  waitingCount: row.waiting,
  failedCount: row.failed,
})
