import { z } from 'zod'
import { Ability } from './ability.ts'
import { day, id, instant, text } from './text.ts'

/**
 * How a key looks: `plk_`, twelve letters or digits that may be shown, and a secret of 43 that is kept nowhere. Whoever scans code
 * for secrets that got out looks for this.
 */
export const apiKeyShape = /^plk_[0-9A-Za-z]{12}_[0-9A-Za-z_-]{43}$/

export const apiKeyScopes = ['read', 'write'] as const
export type ApiKeyScope = (typeof apiKeyScopes)[number]
export const mostKeyDays = 365
export const usualKeyDays = 90

export const ApiKey = z
  .object({
    id,
    name: z.string(),
    /** The part that may be shown: `plk_` and twelve letters or digits. */
    prefix: z.string(),
    scopes: z.array(z.enum(apiKeyScopes)),
    partner: z.object({ id, name: z.string() }).nullable(),
    ownerName: z.string(),
    createdAt: instant,
    expiresAt: instant,
    lastUsedOn: day.nullable(),
    state: z.enum(['usable', 'expired', 'revoked']),
    revokedAt: instant.nullable(),
    revokedByName: z.string().nullable(),
    can: z.object({ revoke: Ability }),
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.infer<typeof ApiKey>

export const ApiKeys = z.object({ items: z.array(ApiKey) }).meta({ id: 'ApiKeys' })

export const CreateApiKey = z
  .object({
    name: text(1, 80),
    scope: z.enum(apiKeyScopes, 'Choose read, or read and write.'),
    days: z
      .int('Give whole days.')
      .min(1, 'Give at least a day.')
      .max(mostKeyDays, 'A key is good for a year at most.')
      .default(usualKeyDays),
  })
  .meta({ id: 'CreateApiKey' })
export type CreateApiKey = z.infer<typeof CreateApiKey>

/** The whole key is told once; a repeat of the request gets null. */
export const ApiKeyCreated = ApiKey.extend({ key: z.string().nullable() }).meta({ id: 'ApiKeyCreated' })
