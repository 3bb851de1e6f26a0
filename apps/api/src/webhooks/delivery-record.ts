import type { testTopic, WebhookTopic } from '@parley/contract/webhook-events'
import type { DeliveryState, WebhookDelivery, WebhookDeliveryDetail } from '@parley/contract/webhooks'
import { notFound } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { Conditions, decodeCursor, toPage } from '../page.ts'
import { ownerOf, readEndpointRow } from './endpoint-record.ts'
import { secondsOf } from './signature.ts'

export type DeliveryRow = {
  id: string
  seq: number
  messageId: string
  topic: WebhookTopic | typeof testTopic
  reference: string | null
  state: DeliveryState
  attempts: number
  nextTryAt: Date
  createdAt: Date
  endedAt: Date | null
  lastError: string | null
  lastStatus: number | null
}

const columns = `d.id, d.seq, d.message_id AS "messageId", d.topic, coalesce(d.payload::json->'data'->>'reference', d.payload::json->'data'->>'accountName') AS reference, d.state, d.attempts,
  d.next_try_at AS "nextTryAt", d.created_at AS "createdAt", d.ended_at AS "endedAt", a.error AS "lastError", a.status AS "lastStatus"`
const from = `FROM webhook_delivery d LEFT JOIN LATERAL
  (SELECT x.error, x.status FROM webhook_attempt x WHERE x.delivery_id = d.id ORDER BY x.id DESC LIMIT 1) a ON true`

export const toDelivery = (row: DeliveryRow): WebhookDelivery => ({
  id: row.id,
  messageId: row.messageId,
  topic: row.topic,
  about: row.reference ?? 'Test',
  state: row.state,
  attempts: row.attempts,
  nextTryAt: row.state === 'waiting' ? row.nextTryAt.toISOString() : null,
  createdAt: row.createdAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
  lastError: row.lastError,
  lastStatus: row.lastStatus,
})

type Query = {
  cursor?: string | undefined
  limit: number
  state?: DeliveryState | undefined
  topic?: WebhookTopic | undefined
}

/** Deliveries of one endpoint, newest first. */
export async function listDeliveries(
  ctx: Ctx,
  endpointId: string,
  { cursor, limit, state, topic }: Query,
): Promise<{ items: WebhookDelivery[]; nextCursor: string | null }> {
  await readEndpointRow(ctx, ownerOf(ctx), endpointId)
  const where = new Conditions()
  where.add('d.endpoint_id = $?', endpointId)
  if (state) where.add('d.state = $?', state)
  if (topic) where.add('d.topic = $?', topic)
  if (cursor) {
    const { id } = decodeCursor(cursor, 'newest')
    where.add('d.seq < (SELECT c.seq FROM webhook_delivery c WHERE c.id = $? AND c.endpoint_id = $?)', id, endpointId)
  }
  const rows = await ctx.tx.query<DeliveryRow>(
    `SELECT ${columns} ${from} ${where} ORDER BY d.seq DESC LIMIT ${limit + 1}`,
    where.params,
  )
  const { page, nextCursor } = toPage(rows, limit, 'newest', ({ createdAt }) => createdAt.toISOString())
  return { items: page.map(toDelivery), nextCursor }
}

export async function readDeliveryRow({ tx }: Ctx, endpointId: string, id: string): Promise<DeliveryRow> {
  const [row] = await tx.query<DeliveryRow>(`SELECT ${columns} ${from} WHERE d.endpoint_id = $1 AND d.id = $2`, [
    endpointId,
    id,
  ])
  if (!row) throw notFound('delivery')
  return row
}

type AttemptRow = { at: Date; tookMs: number; status: number | null; error: string | null; signature: string | null }

/** One delivery with its body and each attempt, first to last. */
export async function readDelivery(ctx: Ctx, endpointId: string, id: string): Promise<WebhookDeliveryDetail> {
  await readEndpointRow(ctx, ownerOf(ctx), endpointId)
  const row = await readDeliveryRow(ctx, endpointId, id)
  const [kept] = await ctx.tx.query<{ payload: string }>('SELECT payload FROM webhook_delivery WHERE id = $1', [id])
  const attempts = await ctx.tx.query<AttemptRow>(
    `SELECT attempted_at AS at, took_ms AS "tookMs", status, error, signature FROM webhook_attempt WHERE delivery_id = $1 ORDER BY id`,
    [id],
  )
  return {
    delivery: toDelivery(row),
    payload: kept!.payload,
    attempts: attempts.map(({ at, tookMs, status, error, signature }) => ({
      at: at.toISOString(),
      tookMs,
      status,
      error,
      headers: signature === null ? null : headersOf(row.messageId, at, signature),
    })),
  }
}

/** What tells a receiver that an event is from us: which it is, when it was sent, and the signature over both and the body. */
export const headersOf = (messageId: string, at: Date, signature: string) => ({
  'webhook-id': messageId,
  'webhook-timestamp': String(secondsOf(at)),
  'webhook-signature': signature,
})
