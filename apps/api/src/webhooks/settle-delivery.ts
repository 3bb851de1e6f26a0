import { testTopic } from '@parley/contract/webhook-events'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import type { ClaimedDelivery } from './claim-deliveries.ts'
import type { Reply } from './post-event.ts'
import { nextTry, patienceMs } from './retry-schedule.ts'
import { tellOwner } from './tell-owner.ts'

export type Tried = { at: Date; tookMs: number; reply: Reply; signature: string | null }

/**
 * Writes down how a try ended and what comes of it. When the lease was lost meanwhile, such as to a replay, nothing is:
 * the receiver knows repeats by their id.
 */
export async function settleDelivery(ctx: Ctx, delivery: ClaimedDelivery, tried: Tried): Promise<void> {
  const { tx, now } = ctx
  const { reply, at, tookMs, signature } = tried
  const { error, status } = reply
  const tries = delivery.attempts + 1
  const again =
    error === null || status === 410 || delivery.topic === testTopic
      ? null
      : nextTry(delivery.id, tries, now, reply.retryAfterSeconds)
  const state = error === null ? 'succeeded' : again ? 'waiting' : 'failed'
  const held = await tx.query(
    `UPDATE webhook_delivery SET state = $3, attempts = $4, next_try_at = coalesce($5, next_try_at), ended_at = $6, lease = NULL,
       lease_ends_at = NULL WHERE id = $1 AND lease = $2 RETURNING id`,
    [delivery.id, delivery.lease, state, tries, again, again ? null : now],
  )
  if (held.length === 0) return
  await tx.query(
    `INSERT INTO webhook_attempt (delivery_id, partner_id, attempted_at, took_ms, status, error, signature) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [delivery.id, delivery.partnerId, at, Math.round(tookMs), status, error, signature],
  )
  if (error === null) await noteSuccess(ctx, delivery.endpointId)
  else if (status === 410) await turnOff(ctx, delivery.endpointId)
  else if (delivery.topic !== testTopic) await noteFailure(ctx, delivery.endpointId)
}

/** Written once a minute at most: it's one row for all that an endpoint gets. */
const noteSuccess = ({ tx, now }: Ctx, id: string) =>
  tx.query(
    `UPDATE webhook_endpoint SET failing_since = NULL, last_success_at = $2
     WHERE id = $1 AND (failing_since IS NOT NULL OR last_success_at IS NULL OR last_success_at < $3)`,
    [id, now, new Date(now.getTime() - 60_000)],
  )

async function noteFailure(ctx: Ctx, id: string): Promise<void> {
  const { tx, now } = ctx
  await tx.query('UPDATE webhook_endpoint SET failing_since = $2 WHERE id = $1 AND failing_since IS NULL', [id, now])
  const paused = await tx.query(
    `UPDATE webhook_endpoint SET status = 'paused', paused_because = 'failing', version = version + 1
     WHERE id = $1 AND status = 'active' AND failing_since <= $2 RETURNING id`,
    [id, new Date(now.getTime() - patienceMs)],
  )
  if (paused.length > 0) await stopped(ctx, id, 'failing')
}

/** It wants no more: what waits for it is given up with it. */
async function turnOff(ctx: Ctx, id: string): Promise<void> {
  const { tx, now } = ctx
  const off = await tx.query(
    `UPDATE webhook_endpoint SET status = 'disabled', paused_because = 'gone', version = version + 1
     WHERE id = $1 AND status <> 'disabled' RETURNING id`,
    [id],
  )
  if (off.length === 0) return
  await tx.query(
    `UPDATE webhook_delivery SET state = 'failed', ended_at = $2, lease = NULL, lease_ends_at = NULL WHERE endpoint_id = $1 AND state = 'waiting'`,
    [id, now],
  )
  await stopped(ctx, id, 'gone')
}

async function stopped(ctx: Ctx, id: string, because: 'failing' | 'gone'): Promise<void> {
  const [row] = await ctx.tx.query<{ url: string; partnerId: string | null; version: number }>(
    'SELECT url, partner_id AS "partnerId", version FROM webhook_endpoint WHERE id = $1',
    [id],
  )
  if (!row) return
  const host = URL.parse(row.url)?.hostname ?? row.url
  const { partnerId } = row
  const status = because === 'gone' ? 'disabled' : 'paused'
  await recordEvent(ctx, {
    action: 'webhook.changed',
    subject: { kind: 'webhook', id, name: host },
    partnerId,
    details: { status },
  })
  await tellOwner(ctx, { id, host, partnerId, version: row.version, because })
}
