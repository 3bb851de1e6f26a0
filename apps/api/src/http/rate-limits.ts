import type { Context, MiddlewareHandler } from 'hono'
import { AppError } from '../app-error.ts'
import type { Actor, Env } from '../context.ts'
import { Allowance, type Left } from './allowance.ts'
import { clientAddress } from './client-address.ts'
import type { HttpEnv } from './mount.ts'

const windowMs = 60_000

/** Requests a minute. Far beyond what people and well-made programs need; far below what would slow others down. */
export type RateLimits = { person: number; partner: number; address: number }

/** What one person may ask in a minute decides what its partner and its network may. */
export const rateLimitsFrom = (person: number): RateLimits => ({ person, partner: person * 5, address: person * 5 })

type Kind = keyof RateLimits

/** Whose allowance a request used up most of; in the headers of its answer. */
export type Used = { kind: Kind; most: number; left: Left }

/** How often anybody may ask: a person (or a key), a partner's people together, an address. Per process. */
export class RequestLimits {
  readonly #clock: () => Date
  readonly #of: Record<Kind, Allowance>

  constructor(clock: () => Date, limits: RateLimits) {
    this.#clock = clock
    const allowance = (most: number) => new Allowance({ most, windowMs })
    this.#of = {
      person: allowance(limits.person),
      partner: allowance(limits.partner),
      address: allowance(limits.address),
    }
  }

  address(address: string): Used {
    return this.#use('address', address)
  }

  /** A person, and its partner: whichever has less left tells. */
  actor({ userId, partnerId }: Actor): Used {
    const person = this.#use('person', userId)
    if (!partnerId || person.left.waitSeconds > 0) return person
    const partner = this.#use('partner', partnerId)
    return partner.left.remaining / partner.most < person.left.remaining / person.most ? partner : person
  }

  #use(kind: Kind, key: string): Used {
    const allowance = this.#of[kind]
    return { kind, most: allowance.most, left: allowance.use(key, this.#clock().getTime()) }
  }
}

const whose: Record<Kind, string> = {
  person: 'You have',
  partner: 'Your company has',
  address: 'Your network has',
}

/** Throws 429 with the seconds to wait. */
export function assertAllowed({ kind, most, left }: Used): void {
  if (left.waitSeconds === 0) return
  const detail = `${whose[kind]} asked more than ${most.toLocaleString('en')} times within a minute. Ask again in ${left.waitSeconds} seconds.`
  throw new AppError('tooMany', detail, undefined, left.waitSeconds)
}

/** Counts by address, before anything else is done. */
export function limitByAddress(env: Env): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    countAddress(env, c)
    return next()
  }
}

/** The same, for what answers a refusal in its own way. */
export function countAddress(env: Env, c: Context<HttpEnv>): void {
  const address = env.limits && clientAddress(c, env.trustsProxy)
  if (!env.limits || address === undefined) return
  const used = env.limits.address(address)
  c.set('used', used)
  assertAllowed(used)
}

/** What is left, whatever the answer is (draft-ietf-httpapi-ratelimit-headers, -11). */
export function sayWhatIsLeft(headers: Headers, { kind, most, left }: Used): void {
  headers.set('ratelimit-policy', `"${kind}";q=${most};w=${windowMs / 1000}`)
  headers.set('ratelimit', `"${kind}";r=${left.remaining};t=${left.resetSeconds}`)
}
