import { isWebhookTopic, PartnerWebhookEvent, VendorWebhookEvent } from '@parley/contract/webhook-events'
import type { Ctx } from '../context.ts'
import type { Consumer, Message } from '../outbox/dispatch.ts'
import { type Subject, subjectOfMessage } from './webhook-subject.ts'

type Listener = { id: string; partnerId: string | null }

/**
 * Writes a delivery for each endpoint that listens: those of the partner that it happened to, and the vendor's. What they
 * may know is what their contract's schema lists; whatever else the message holds stays here.
 */
export const deliveriesOf: Consumer = {
  name: 'webhooks',
  async take(ctx, message) {
    const { topic } = message
    if (!isWebhookTopic(topic)) return
    const listeners = await listenersOf(ctx, message)
    if (listeners.length === 0) return
    const subject = await subjectOfMessage(ctx, message, topic)
    if (!subject) return
    for (const { id, partnerId } of listeners) {
      // Beneath the query that found it: a partner's endpoint is told of its own records, whoever wrote the message.
      if (partnerId !== null && partnerId !== subject.partnerId) continue
      const event = partnerId === null ? eventForVendor(ctx, message, subject) : eventForPartner(ctx, message, subject)
      await ctx.tx.query(
        `INSERT INTO webhook_delivery (id, endpoint_id, partner_id, message_id, topic, subject_id, payload, state, next_try_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $8) ON CONFLICT (endpoint_id, message_id) DO NOTHING`,
        [
          ctx.newId(),
          id,
          partnerId,
          `msg_${message.eventId}`,
          topic,
          message.subjectId,
          JSON.stringify(event),
          ctx.now,
        ],
      )
    }
  },
}

/** One that is paused is told later; one that was turned off isn't. */
const listenersOf = ({ tx }: Ctx, { topic, partnerId }: Message): Promise<Listener[]> =>
  tx.query<Listener>(
    `SELECT id, partner_id AS "partnerId" FROM webhook_endpoint
     WHERE (partner_id IS NULL OR partner_id = $1) AND $2 = ANY (topics) AND status <> 'disabled' ORDER BY id`,
    [partnerId, topic],
    'webhook_listeners',
  )

function eventForPartner(ctx: Ctx, { topic, happenedAt }: Message, { data, path }: Subject): PartnerWebhookEvent {
  const link = `${ctx.publicUrl}${path}`
  return PartnerWebhookEvent.parse({ type: topic, timestamp: happenedAt.toISOString(), data: { ...data, link } })
}

function eventForVendor(ctx: Ctx, { topic, happenedAt }: Message, subject: Subject): VendorWebhookEvent {
  const { data, partnerId, staffPath } = subject
  const link = `${ctx.publicUrl}/admin${staffPath}`
  return VendorWebhookEvent.parse({
    type: topic,
    timestamp: happenedAt.toISOString(),
    data: { ...data, link, partnerId },
  })
}
