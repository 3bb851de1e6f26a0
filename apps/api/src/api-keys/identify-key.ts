import { hash, timingSafeEqual } from 'node:crypto'
import { apiKeyShape } from '@parley/contract/api-keys'
import { AppError } from '../app-error.ts'
import type { Actor, Env } from '../context.ts'
import { dayOf } from '../vendor-days.ts'

type Found = {
  id: string
  secret_hash: string
  name: string
  partner_id: string | null
  scopes: string[]
  last_used_on: string | null
}

/** What a request sends as its bearer, readable as a key or not; undefined where it sends none. */
export function bearerOf(headers: Headers): string | undefined {
  const given = /^bearer(?:\s+(.*))?$/i.exec(headers.get('authorization')?.trim() ?? '')
  return given ? (given[1] ?? '').trim() : undefined
}

export const hashOfSecret = (secret: string) => hash('sha256', secret, 'hex')

/** Of an unknown key the comparison is made all the same. */
const nobodysHash = '0'.repeat(64)

/**
 * Whom a key stands for: a seller of its partner, or sales of the vendor. Asked of the database each time, so that a revoked key
 * is void at once in every process. Throws one and the same 401 for whatever can't be used.
 */
export async function identifyKey(env: Env, key: string): Promise<Actor> {
  const now = env.clock()
  const readable = apiKeyShape.test(key)
  const prefix = readable ? key.slice(0, 16) : ''
  env.roundTrips.count++
  const { rows } = await env.pool.query<Found>({
    name: 'find_api_key',
    text: 'SELECT id, secret_hash, name, partner_id, scopes, last_used_on::text FROM parley.find_api_key($1, $2)',
    values: [prefix, now],
  })
  const found = rows[0]
  const given = Buffer.from(hashOfSecret(key.slice(17)), 'hex')
  const same = timingSafeEqual(given, Buffer.from(found?.secret_hash ?? nobodysHash, 'hex'))
  if (!found || !same || !readable) {
    throw new AppError(
      'notSignedIn',
      'This API key can’t be used: it isn’t known, was revoked, or is over. Use another.',
    )
  }
  await noteUse(env, found, now)
  return {
    userId: found.id,
    name: `API key ${found.name}`,
    email: '',
    role: found.partner_id ? 'partnerSeller' : 'sales',
    audience: found.partner_id ? 'partner' : 'staff',
    partnerId: found.partner_id,
    via: 'apiKey',
    scopes: found.scopes,
  }
}

async function noteUse(env: Env, { id, last_used_on }: Found, now: Date): Promise<void> {
  const { vendor } = await env.program()
  const today = dayOf(now, vendor.timeZone)
  if (last_used_on === today) return
  await env.pool.query('SELECT parley.note_api_key_use($1, $2)', [id, today])
}
