import type { ApiKey } from '@parley/contract/api-keys'
import { assertAble, assertRole } from '../abilities.ts'
import { notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { ownOnly } from '../transaction.ts'
import { type KeyRow, keyRows, keyView } from './key-view.ts'
import { keyKeepers } from './list-keys.ts'

/** From its commit on the key is void, in every process. An operator can revoke a partner's key too. */
export async function revokeKey(ctx: Ctx, id: string): Promise<ApiKey> {
  const { tx, actor, now } = ctx
  assertRole(actor, keyKeepers, 'revoke API keys')
  const held = `${keyRows} WHERE k.id = $1 AND ${ownOnly('k.partner_id', 2)} FOR UPDATE OF k`
  const [row] = await tx.query<KeyRow>(held, [id, tx.partnerId])
  if (!row) throw notFound('API key')
  assertAble(keyView(ctx, row).can.revoke)
  await tx.query('UPDATE api_key SET revoked_at = $2, revoked_by_name = $3 WHERE id = $1', [id, now, actor.name])
  await recordEvent(ctx, {
    action: 'apiKey.revoked',
    subject: { kind: 'apiKey', id, name: row.name },
    partnerId: row.partnerId,
    details: { prefix: row.prefix },
  })
  return keyView(ctx, { ...row, revokedAt: now, revokedByName: actor.name })
}
