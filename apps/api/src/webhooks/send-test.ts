import { TestWebhookEvent, testTopic } from '@parley/contract/webhook-events'
import type { WebhookDelivery } from '@parley/contract/webhooks'
import { assertAble } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { readDeliveryRow, toDelivery } from './delivery-record.ts'
import { ownerOf, readEndpointRow, toEndpoint } from './endpoint-record.ts'

/** An event that tells of nothing, tried once: whoever asked for it looks at the answer. */
export async function sendTest(ctx: Ctx, endpointId: string): Promise<WebhookDelivery> {
  const endpoint = await readEndpointRow(ctx, ownerOf(ctx), endpointId)
  assertAble(toEndpoint(ctx, endpoint).can.test)
  const id = ctx.newId()
  const timestamp = ctx.now.toISOString()
  const payload = TestWebhookEvent.parse({ type: testTopic, timestamp, data: { endpointId } })
  await ctx.tx.query(
    `INSERT INTO webhook_delivery (id, endpoint_id, partner_id, message_id, topic, subject_id, payload, state, next_try_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $1, $6, 'waiting', $7, $7)`,
    [id, endpointId, endpoint.partnerId, `msg_${ctx.newId()}`, testTopic, JSON.stringify(payload), ctx.now],
  )
  return toDelivery(await readDeliveryRow(ctx, endpointId, id))
}
