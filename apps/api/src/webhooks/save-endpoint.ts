import type { ChangeWebhook, CreateWebhook, WebhookEndpoint } from '@parley/contract/webhooks'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { assertUnchanged } from '../registrations/registration-record.ts'
import {
  type EndpointRow,
  listEndpointRows,
  lockEndpointRow,
  ownerOf,
  readEndpointRow,
  refusedField,
  toEndpoint,
} from './endpoint-record.ts'
import type { Network } from './network.ts'
import { checkUrl, UnsafeAddress } from './safe-address.ts'
import { asText, type SecretBox } from './secret-box.ts'

const mostEndpoints = 10

export async function listEndpoints(ctx: Ctx): Promise<{ items: WebhookEndpoint[] }> {
  return { items: (await listEndpointRows(ctx, ownerOf(ctx))).map((row) => toEndpoint(ctx, row)) }
}

export async function readEndpoint(ctx: Ctx, id: string): Promise<WebhookEndpoint> {
  return toEndpoint(ctx, await readEndpointRow(ctx, ownerOf(ctx), id))
}

/** Adds an endpoint. Its secret is told now and never again. */
export async function createEndpoint(
  ctx: Ctx,
  { allowed }: Network,
  box: SecretBox,
  { url: typed, description, topics }: CreateWebhook,
): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
  const owner = ownerOf(ctx)
  const known = await listEndpointRows(ctx, owner)
  if (known.length >= mostEndpoints)
    throw new AppError('conflict', `You have ${mostEndpoints} webhooks, which is as many as can be. Delete one first.`)
  const { url, host } = assertAddress(typed, allowed)
  assertNew(known, url, null)
  const id = ctx.newId()
  const { actor, now } = ctx
  await ctx.tx.query(
    `INSERT INTO webhook_endpoint (id, partner_id, url, description, topics, status, created_by_id, created_by_name, created_at)
     VALUES ($1, $2, $3, $4, $5, 'active', $6, $7, $8)`,
    [id, owner, url, description, topics, actor.userId, actor.name, now],
  )
  const secret = await keepSecret(ctx, box, { id, partnerId: owner })
  await recordEvent(ctx, {
    action: 'webhook.created',
    subject: { kind: 'webhook', id, name: host },
    details: { topics: topics.join(', ') },
  })
  return { endpoint: await readEndpoint(ctx, id), secret }
}

/** Changes what it is; `status: 'active'` lets it go on, whyever it stopped. */
export async function changeEndpoint(
  ctx: Ctx,
  { allowed }: Network,
  { id, ifMatch, url: typed, description, topics, status }: ChangeWebhook & { id: string; ifMatch: number },
): Promise<WebhookEndpoint> {
  const owner = ownerOf(ctx)
  const before = await lockEndpointRow(ctx, owner, id)
  assertUnchanged(before, ifMatch)
  const { url, host } = assertAddress(typed, allowed)
  if (url !== before.url) assertNew(await listEndpointRows(ctx, owner), url, id)
  const goesOn = status === 'active' && before.status !== 'active'
  const because = status === 'active' ? null : (before.pausedBecause ?? 'owner')
  await ctx.tx.query(
    `UPDATE webhook_endpoint SET url = $2, description = $3, topics = $4, status = $5, paused_because = $6,
       failing_since = CASE WHEN $7 THEN NULL ELSE failing_since END, version = version + 1 WHERE id = $1`,
    [id, url, description, topics, status, because === 'gone' ? 'owner' : because, goesOn],
  )
  if (goesOn)
    await ctx.tx.query(`UPDATE webhook_delivery SET next_try_at = $2 WHERE endpoint_id = $1 AND state = 'waiting'`, [
      id,
      ctx.now,
    ])
  await recordEvent(ctx, {
    action: 'webhook.changed',
    subject: { kind: 'webhook', id, name: host },
    details: { status, moved: url !== before.url, topics: topics.join(', ') },
  })
  return readEndpoint(ctx, id)
}

export async function removeEndpoint(ctx: Ctx, id: string): Promise<null> {
  const { url } = await lockEndpointRow(ctx, ownerOf(ctx), id)
  await ctx.tx.query('DELETE FROM webhook_endpoint WHERE id = $1', [id])
  const name = URL.parse(url)?.hostname
  await recordEvent(ctx, { action: 'webhook.deleted', subject: { kind: 'webhook', id, ...(name ? { name } : {}) } })
  return null
}

const overlapMs = 24 * 3_600_000
/** Each adds a signature to every event's header. */
const mostRenewals = 9

/**
 * A new secret, told now and never again. Whatever was current within the last 24 hours signs along: of two renewals at once nobody
 * knows which was copied into the receiver, and its secret from before must not end by either.
 */
export async function rotateSecret(
  ctx: Ctx,
  box: SecretBox,
  id: string,
): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
  const row = await lockEndpointRow(ctx, ownerOf(ctx), id)
  const endsAt = new Date(ctx.now.getTime() + overlapMs)
  await ctx.tx.query('DELETE FROM webhook_secret WHERE endpoint_id = $1 AND ends_at <= $2', [id, ctx.now])
  const ending = await ctx.tx.query('SELECT FROM webhook_secret WHERE endpoint_id = $1 AND ends_at IS NOT NULL', [id])
  if (ending.length >= mostRenewals)
    throw new AppError(
      'conflict',
      `Its secret was renewed ${mostRenewals} times within 24 hours. Renew it tomorrow. Delete the webhook and add it again if somebody else knows its secret.`,
    )
  await ctx.tx.query('UPDATE webhook_secret SET ends_at = $2 WHERE endpoint_id = $1 AND ends_at IS NULL', [id, endsAt])
  const secret = await keepSecret(ctx, box, row)
  await ctx.tx.query('UPDATE webhook_endpoint SET version = version + 1 WHERE id = $1', [id])
  const name = URL.parse(row.url)?.hostname
  await recordEvent(ctx, {
    action: 'webhook.secretRotated',
    subject: { kind: 'webhook', id, ...(name ? { name } : {}) },
    details: { previousUntil: endsAt.toISOString() },
  })
  return { endpoint: await readEndpoint(ctx, id), secret }
}

async function keepSecret(
  { tx, newId, now }: Ctx,
  box: SecretBox,
  { id, partnerId }: { id: string; partnerId: string | null },
): Promise<string> {
  const secret = box.draw()
  await tx.query(
    'INSERT INTO webhook_secret (id, endpoint_id, partner_id, sealed, created_at) VALUES ($1, $2, $3, $4, $5)',
    [newId(), id, partnerId, box.seal(secret, id), now],
  )
  return asText(secret)
}

function assertNew(known: readonly EndpointRow[], url: string, itself: string | null): void {
  if (!known.some((each) => each.url === url && each.id !== itself)) return
  const detail = 'You have a webhook with this address already. Change that one, or renew its secret.'
  throw new AppError('conflict', detail, [{ pointer: '/url', detail }])
}

/** The address in its one spelling. Its name is looked up at each try, outside any transaction. */
function assertAddress(typed: string, allowed: Network['allowed']): { url: string; host: string } {
  try {
    const { url, host } = checkUrl(typed, allowed)
    return { url: url.href, host }
  } catch (error) {
    if (error instanceof UnsafeAddress) throw refusedField('/url', error.message)
    throw error
  }
}
