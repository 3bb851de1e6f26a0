import { testTopic } from '@parley/contract/webhook-events'
import type { WebhookDelivery } from '@parley/contract/webhooks'
import { assertAble } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { readDeliveryRow, toDelivery } from './delivery-record.ts'
import { lockEndpointRow, ownerOf, toEndpoint } from './endpoint-record.ts'

const again = `SET state = 'waiting', attempts = 0, next_try_at = $2, ended_at = NULL, lease = NULL, lease_ends_at = NULL`

/** Sends one again that has ended, with the same id and bytes; one that waits is tried now, and those before it. */
export async function replayDelivery(ctx: Ctx, endpointId: string, id: string): Promise<WebhookDelivery> {
  const endpoint = toEndpoint(ctx, await lockEndpointRow(ctx, ownerOf(ctx), endpointId))
  const row = await readDeliveryRow(ctx, endpointId, id)
  assertAble(endpoint.can.replay)
  if (row.state === 'waiting') await hurry(ctx, id)
  else await ctx.tx.query(`UPDATE webhook_delivery ${again} WHERE id = $1`, [id, ctx.now])
  await record(ctx, endpointId, endpoint.url, 1)
  return toDelivery(await readDeliveryRow(ctx, endpointId, id))
}

/** Sends again whatever was given up since then, in its order. */
export async function replayFailed(ctx: Ctx, endpointId: string, since: string): Promise<{ replayed: number }> {
  const endpoint = toEndpoint(ctx, await lockEndpointRow(ctx, ownerOf(ctx), endpointId))
  assertAble(endpoint.can.replay)
  const rows = await ctx.tx.query(
    `UPDATE webhook_delivery ${again} WHERE endpoint_id = $1 AND state = 'failed' AND ended_at >= $3 AND topic <> $4 RETURNING id`,
    [endpointId, ctx.now, since, testTopic],
  )
  if (rows.length > 0) await record(ctx, endpointId, endpoint.url, rows.length)
  return { replayed: rows.length }
}

const hurry = ({ tx, now }: Ctx, id: string) =>
  tx.query(
    `UPDATE webhook_delivery d SET next_try_at = $2 FROM webhook_delivery asked WHERE asked.id = $1 AND d.endpoint_id = asked.endpoint_id
       AND d.subject_id = asked.subject_id AND d.seq <= asked.seq AND d.state = 'waiting'`,
    [id, now],
  )

const record = (ctx: Ctx, id: string, url: string, count: number) =>
  recordEvent(ctx, {
    action: 'delivery.replayed',
    subject: { kind: 'webhook', id, name: URL.parse(url)?.hostname ?? id },
    details: { count },
  })
