import type { WebhookTopic } from '@parley/contract/webhook-events'
import type { WebhookEndpoint } from '@parley/contract/webhooks'
import { able, assertRole, unable } from '../abilities.ts'
import { AppError, notFound } from '../app-error.ts'
import type { Ctx } from '../context.ts'

export type EndpointRow = {
  id: string
  partnerId: string | null
  url: string
  description: string
  topics: WebhookTopic[]
  status: WebhookEndpoint['status']
  pausedBecause: 'owner' | 'failing' | 'gone' | null
  failingSince: Date | null
  lastSuccessAt: Date | null
  createdByName: string
  createdAt: Date
  version: number
  waiting: number
  failed: number
  previousSecretUntil: Date | null
}

/** Whose endpoints this person looks after: a partner's own, or the vendor's (null). Refuses whoever looks after none. */
export function ownerOf({ actor }: Ctx): string | null {
  assertRole(actor, actor.audience === 'partner' ? ['partnerAdmin'] : ['operator'], 'look after webhooks')
  return actor.partnerId
}

const columns = `e.id, e.partner_id AS "partnerId", e.url, e.description, e.topics, e.status, e.paused_because AS "pausedBecause",
  e.failing_since AS "failingSince", e.last_success_at AS "lastSuccessAt", e.created_by_name AS "createdByName",
  e.created_at AS "createdAt", e.version,
  (SELECT count(*)::int FROM webhook_delivery d WHERE d.endpoint_id = e.id AND d.state = 'waiting') AS waiting,
  (SELECT count(*)::int FROM webhook_delivery d WHERE d.endpoint_id = e.id AND d.state = 'failed') AS failed,
  (SELECT max(s.ends_at) FROM webhook_secret s WHERE s.endpoint_id = e.id AND s.ends_at > $2) AS "previousSecretUntil"`

export const listEndpointRows = ({ tx, now }: Ctx, owner: string | null): Promise<EndpointRow[]> =>
  tx.query<EndpointRow>(
    `SELECT ${columns} FROM webhook_endpoint e WHERE e.partner_id IS NOT DISTINCT FROM $1 ORDER BY e.created_at DESC, e.id DESC`,
    [owner, now],
  )

/** One of this owner's endpoints. Another's is no record, the same as none. */
export async function readEndpointRow({ tx, now }: Ctx, owner: string | null, id: string): Promise<EndpointRow> {
  const [row] = await tx.query<EndpointRow>(
    `SELECT ${columns} FROM webhook_endpoint e WHERE e.partner_id IS NOT DISTINCT FROM $1 AND e.id = $3`,
    [owner, now, id],
  )
  if (!row) throw notFound('webhook')
  return row
}

/** The same, held until the commit: a change and a try that ends at once come one after the other. */
export async function lockEndpointRow(ctx: Ctx, owner: string | null, id: string): Promise<EndpointRow> {
  const held = 'SELECT FROM webhook_endpoint WHERE partner_id IS NOT DISTINCT FROM $1 AND id = $2 FOR UPDATE'
  await ctx.tx.query(held, [owner, id])
  return readEndpointRow(ctx, owner, id)
}

const why: Record<NonNullable<EndpointRow['pausedBecause']>, string> = {
  owner: 'You paused it. What happens meanwhile is kept for 30 days and sent when it goes on.',
  failing:
    'Every try has failed for 5 days, so we stopped. What happens is kept for 30 days: mend the receiver, then let it go on.',
  gone: 'The receiver answered 410: it wants no more events. Nothing is kept for it until you turn it on again.',
}

/** An address can hold a token: whoever looks as somebody else sees where it leads, and not all of it. */
const shownUrl = ({ actor }: Ctx, url: string) => (actor.via === 'viewAs' ? `${URL.parse(url)?.origin}/…` : url)

export function toEndpoint(ctx: Ctx, row: EndpointRow): WebhookEndpoint {
  const { pausedBecause, waiting, failed, status } = row
  const stopped = status === 'active' ? null : 'It isn’t sending. Let it go on first.'
  return {
    id: row.id,
    url: shownUrl(ctx, row.url),
    description: row.description,
    topics: row.topics,
    status,
    pausedWhy: pausedBecause && why[pausedBecause],
    failingSince: row.failingSince?.toISOString() ?? null,
    lastSuccessAt: row.lastSuccessAt?.toISOString() ?? null,
    waitingCount: waiting,
    failedCount: failed,
    previousSecretUntil: row.previousSecretUntil?.toISOString() ?? null,
    createdByName: row.createdByName,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
    can: {
      test: stopped ? unable(stopped) : able,
      replay: status === 'disabled' ? unable('It’s turned off. Turn it on again first.') : able,
    },
  }
}

/** A refusal of one field, in the words that say what to do. */
export const refusedField = (pointer: string, detail: string): AppError =>
  new AppError('refused', detail, [{ pointer, detail }])
