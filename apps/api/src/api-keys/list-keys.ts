import type { ApiKey } from '@parley/contract/api-keys'
import type { Role } from '@parley/contract/session'
import { assertRole } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { ownOnly } from '../transaction.ts'
import { type KeyRow, keyRows, keyView } from './key-view.ts'

export const keyKeepers: readonly Role[] = ['partnerAdmin', 'operator']
const mostListed = 500

/** A partner's keys for its admin; all keys for an operator. Usable ones first, then the latest. */
export async function listKeys(ctx: Ctx): Promise<{ items: ApiKey[] }> {
  assertRole(ctx.actor, keyKeepers, 'see API keys')
  const rows = await ctx.tx.query<KeyRow>(
    `${keyRows} WHERE ${ownOnly('k.partner_id', 2)}
     ORDER BY (k.revoked_at IS NULL AND k.expires_at > $1) DESC, k.created_at DESC, k.id LIMIT ${mostListed}`,
    [ctx.now, ctx.tx.partnerId],
  )
  return { items: rows.map((row) => keyView(ctx, row)) }
}
