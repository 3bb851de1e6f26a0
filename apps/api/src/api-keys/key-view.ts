import type { ApiKey, ApiKeyScope } from '@parley/contract/api-keys'
import { able, unable } from '../abilities.ts'
import type { Ctx } from '../context.ts'

export type KeyRow = {
  id: string
  name: string
  prefix: string
  scopes: ApiKeyScope[]
  partnerId: string | null
  partnerName: string | null
  ownerName: string
  createdAt: Date
  expiresAt: Date
  lastUsedOn: string | null
  revokedAt: Date | null
  revokedByName: string | null
}

export const keyRows = `SELECT k.id, k.name, k.prefix, k.scopes, k.partner_id AS "partnerId", p.name AS "partnerName",
  k.owner_name AS "ownerName", k.created_at AS "createdAt", k.expires_at AS "expiresAt", k.last_used_on AS "lastUsedOn",
  k.revoked_at AS "revokedAt", k.revoked_by_name AS "revokedByName"
  FROM api_key k LEFT JOIN partner p ON p.id = k.partner_id`

export function keyView({ now }: Ctx, row: KeyRow): ApiKey {
  const { id, name, prefix, scopes, ownerName, lastUsedOn, revokedByName } = row
  const state = row.revokedAt ? 'revoked' : row.expiresAt <= now ? 'expired' : 'usable'
  return {
    ...{ id, name, prefix, scopes, ownerName, lastUsedOn, revokedByName, state },
    partner: row.partnerId ? { id: row.partnerId, name: row.partnerName! } : null,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    can: { revoke: state === 'usable' ? able : unable(`It can’t be used any more: it ${wordsOf(state)}.`) },
  }
}

const wordsOf = (state: 'revoked' | 'expired') => (state === 'revoked' ? 'was revoked' : 'is over')
