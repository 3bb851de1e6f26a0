import type { testTopic, WebhookTopic } from '@parley/contract/webhook-events'
import type { Ctx } from '../context.ts'

/** A delivery that this process holds until the lease ends, with what it takes to send it. */
export type ClaimedDelivery = {
  id: string
  lease: string
  endpointId: string
  partnerId: string | null
  url: string
  messageId: string
  topic: WebhookTopic | typeof testTopic
  payload: string
  /** Tries before this one. */
  attempts: number
  /** The present secret first, then those that sign along, the newest before the older. */
  sealedSecrets: Buffer[]
}

/** Longer than a try may take; whoever dies while sending is followed after this. */
const leaseSeconds = 60

/** One slow receiver doesn't keep the others waiting. */
const mostAtOnceOfEndpoint = 4

/**
 * Claims up to `most` that are due, and of each endpoint and subject only the earliest that waits. What another worker is
 * claiming at this moment is passed over. Nothing is locked once this has committed. A lease ends by the database's clock:
 * workers whose own differ don't take each other's.
 */
export async function claimDeliveries({ tx, now, newId }: Ctx, most: number): Promise<ClaimedDelivery[]> {
  return tx.query<ClaimedDelivery>(
    `WITH due AS MATERIALIZED (
       SELECT near.id FROM webhook_endpoint e CROSS JOIN LATERAL (
         SELECT d.id, d.next_try_at, d.seq FROM webhook_delivery d
         WHERE d.endpoint_id = e.id AND d.state = 'waiting' AND d.next_try_at <= $1
           AND (d.lease_ends_at IS NULL OR d.lease_ends_at <= clock_timestamp())
           AND NOT EXISTS (SELECT FROM webhook_delivery b WHERE b.endpoint_id = d.endpoint_id AND b.subject_id = d.subject_id
             AND b.state = 'waiting' AND b.seq < d.seq)
         ORDER BY d.next_try_at, d.seq
         LIMIT greatest(0, $3 - (SELECT count(*) FROM webhook_delivery b WHERE b.endpoint_id = e.id AND b.lease IS NOT NULL
           AND b.lease_ends_at > clock_timestamp()))
       ) near WHERE e.status = 'active' ORDER BY near.next_try_at, near.seq LIMIT $4
     ), free AS (
       SELECT d.id FROM webhook_delivery d WHERE d.id IN (SELECT id FROM due) AND d.state = 'waiting'
         AND (d.lease_ends_at IS NULL OR d.lease_ends_at <= clock_timestamp()) FOR UPDATE SKIP LOCKED
     )
     UPDATE webhook_delivery d SET lease = $2, lease_ends_at = clock_timestamp() + make_interval(secs => ${leaseSeconds})
     FROM free, webhook_endpoint e
     WHERE d.id = free.id AND e.id = d.endpoint_id
     RETURNING d.id, d.lease, d.endpoint_id AS "endpointId", d.partner_id AS "partnerId", e.url, d.message_id AS "messageId", d.topic,
       d.payload, d.attempts, ARRAY(SELECT s.sealed FROM webhook_secret s WHERE s.endpoint_id = e.id
         AND (s.ends_at IS NULL OR s.ends_at > $1) ORDER BY s.ends_at DESC NULLS FIRST) AS "sealedSecrets"`,
    [now, newId(), mostAtOnceOfEndpoint, most],
    'webhook_claim',
  )
}
