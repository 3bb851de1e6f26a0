import type { ApiKey, CreateApiKey } from '@parley/contract/api-keys'
import { assertRole } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { hashOfSecret } from './identify-key.ts'
import { type KeyRow, keyRows, keyView } from './key-view.ts'
import { keyKeepers } from './list-keys.ts'

const dayMs = 86_400_000
const mostUsable = 50

/** Makes a key of the actor's partner, or of the vendor. The whole key is in this answer and nowhere else. */
export async function createKey(ctx: Ctx, input: CreateApiKey): Promise<ApiKey & { key: string }> {
  const { tx, actor, now } = ctx
  assertRole(actor, keyKeepers, 'make API keys')
  await assertRoom(ctx)
  const id = ctx.newId()
  const prefix = `plk_${ctx.newSecret().replaceAll(/[-_]/g, '').slice(0, 12)}`
  const secret = ctx.newSecret()
  const scopes = input.scope === 'write' ? ['read', 'write'] : ['read']
  await tx.query(
    `INSERT INTO api_key (id, prefix, secret_hash, name, partner_id, scopes, owner_id, owner_name, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[id, prefix, hashOfSecret(secret), input.name, actor.partnerId, scopes, actor.userId, actor.name, now],
      new Date(now.getTime() + input.days * dayMs),
    ],
  )
  await recordEvent(ctx, {
    action: 'apiKey.created',
    subject: { kind: 'apiKey', id, name: input.name },
    details: { prefix, scope: input.scope, days: input.days },
  })
  const [row] = await tx.query<KeyRow>(`${keyRows} WHERE k.id = $1`, [id])
  return { ...keyView(ctx, row!), key: `${prefix}_${secret}` }
}

async function assertRoom({ tx, actor, now }: Ctx): Promise<void> {
  const [usable] = await tx.query<{ count: number }>(
    `SELECT count(*) AS count FROM api_key
     WHERE partner_id IS NOT DISTINCT FROM $1 AND revoked_at IS NULL AND expires_at > $2`,
    [actor.partnerId, now],
  )
  if (usable!.count >= mostUsable)
    throw new AppError('conflict', `There are ${mostUsable} API keys that can be used. Revoke one that isn’t needed.`)
}
