import { hash } from 'node:crypto'
import type { ResponseOf, Route } from '@parley/contract/route'
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { AppError } from '../app-error.ts'
import { type Actor, type Ctx, type Env, visitorActor } from '../context.ts'
import { identify } from '../session/identify.ts'
import { type Answer, inTransaction, inTransactionOnce } from '../transaction.ts'
import { checkShape } from './check-shape.ts'
import { clientAddress } from './client-address.ts'
import type { RateLimit } from './rate-limit.ts'
import { assertAllowed, type Used } from './rate-limits.ts'
import { assertReach } from './reach.ts'
import { readBody } from './read-body.ts'
import { readerLocale } from './reader-locale.ts'
import { steadily } from './steady-answer.ts'

export type HttpEnv = {
  Variables: { requestId: string; traceId?: string; actor?: Actor; used?: Used; styleNonce?: string }
}
export type Http = Hono<HttpEnv>

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined

/** A request that was read and checked against its route. `ifMatch` is the record's version that an edit is based on. */
export type Input<R extends Route> = {
  params: Parsed<R['params']>
  query: Parsed<R['query']>
  body: Parsed<R['body']>
  ifMatch: R['etag'] extends 'needs' ? number : undefined
}

/** Whence a request came, for what depends on the device: signing in, and the limits on guesses. */
export type From = {
  headers: Headers
  address: string | undefined
  /** Goes with the answer, once what was asked is done; a repeat of a request doesn't get it again. */
  setCookie(cookie: string): void
}

export type Handler<R extends Route> = (ctx: Ctx, input: Input<R>, from: From) => Promise<ResponseOf<R>>

const ordinaryBodyBytes = 256 * 1024

export type MountOptions = {
  mostBodyBytes?: number
  /** How often one partner may ask, whatever it asks. */
  limit?: RateLimit
  /** How long it took tells nothing: answers and problems leave on fixed steps. */
  steady?: boolean
  /** The field of the answer that is told once: it isn't kept, and a repeat gets null. */
  toldOnce?: string
  /** A cookie that goes with the answer. */
  cookieOf?: (answer: Record<string, unknown>) => string
}

/**
 * Mounts one route of the contract: who asks, the request checked, the use case in one transaction, the answer parsed
 * through the contract, so that what isn't listed there can't leave. The ETag is the answer's `version`.
 */
export function mount<const R extends Route>(
  app: Http,
  env: Env,
  route: R,
  handler: Handler<R>,
  { mostBodyBytes = ordinaryBodyBytes, limit, steady = false, toldOnce, cookieOf }: MountOptions = {},
): void {
  const query = route.query?.strict()
  const respond = async (c: Context<HttpEnv>) => {
    const { actor, setCookies } = await whoAsks(env, route, c)
    if (limit) assertWithin(limit, actor)
    for (const cookie of setCookies) c.header('set-cookie', cookie, { append: true })
    c.header('cache-control', 'no-store')
    const input = {
      params: route.params ? checkParams(route.params, c.req.param()) : undefined,
      query: query ? checkShape(query, readQuery(c)) : undefined,
      body: route.body ? checkShape(route.body, await readBody(c.req.raw, mostBodyBytes)) : undefined,
      ifMatch: route.etag === 'needs' ? readIfMatch(c) : undefined,
    } as Input<R>
    const cookies: string[] = []
    const setCookie = (cookie: string) => void cookies.push(cookie)
    const from = { headers: c.req.raw.headers, address: clientAddress(c, env.trustsProxy), setCookie }
    const work = async (ctx: Ctx) => {
      cookies.length = 0
      return answerOf(route, await handler(ctx, input, from), toldOnce)
    }
    const withCookies = <A extends Answer>(answer: A): A => {
      for (const cookie of cookies) c.header('set-cookie', cookie, { append: true })
      if (cookieOf) c.header('set-cookie', cookieOf(JSON.parse(answer.body)), { append: true })
      return answer
    }
    if (!route.creates) return send(c, withCookies(await inTransaction(env, actor, work)))
    const once = { key: readKey(c), fingerprint: fingerprint(c, input) }
    const answer = await inTransactionOnce(env, actor, once, work)
    if (answer.replayed) c.header('idempotent-replayed', 'true')
    return send(c, withCookies(answer))
  }
  app.on(route.method.toUpperCase(), route.path.replaceAll(/\{(\w+)\}/g, ':$1'), (c) =>
    steady ? steadily(env, () => respond(c)) : respond(c),
  )
}

function assertWithin(limit: RateLimit, { partnerId, userId }: Actor): void {
  const seconds = limit.use(partnerId ?? userId)
  if (seconds === 0) return
  const most = `${limit.most.toLocaleString('en')} times in ${limit.windowMs / 60_000} minutes`
  throw new AppError(
    'tooMany',
    `Your company has asked ${most}, which is as often as we answer. Ask again in ${inWords(seconds)}. You can still register deals.`,
    undefined,
    seconds,
  )
}

function inWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}

export async function whoAsks(
  env: Env,
  route: Route,
  c: Context<HttpEnv>,
): Promise<{ actor: Actor; setCookies: string[] }> {
  if (route.audience === 'public') return { actor: visitorActor, setCookies: [] }
  const found = await identify(env, c.req.raw.headers, route.audience)
  if (!found)
    throw new AppError('notSignedIn', 'You aren’t signed in, or your session has ended. Sign in, then repeat.')
  c.set('actor', found.actor)
  if (env.limits) {
    const used = env.limits.actor(found.actor)
    c.set('used', used)
    assertAllowed(used)
  }
  if (found.actor.secondFactorMissing && route.tag !== 'Session') {
    throw new AppError(
      'secondFactorNeeded',
      'The vendor asks for a second factor. Set it up under “Your account”; then you can go on.',
    )
  }
  if (route.audience === 'anyone' || route.audience === found.actor.audience) {
    assertReach(route, found.actor)
    const locale = readerLocale(c.req.header('accept-language'))
    return { ...found, actor: { ...found.actor, locale } }
  }
  throw new AppError(
    'notAllowed',
    route.audience === 'partner'
      ? 'This is for partners. Sign in as somebody of a partner.'
      : 'This is for the vendor’s staff. Sign in as one of them.',
  )
}

export function checkParams(params: z.ZodObject, given: Record<string, string>) {
  const parsed = params.safeParse(given)
  if (parsed.success) return parsed.data
  throw new AppError('notFound', 'There is no record with this id.')
}

export function readQuery(c: Context<HttpEnv>): Record<string, string> {
  const given: Record<string, string> = {}
  for (const [name, [value = '', ...more]] of Object.entries(c.req.queries())) {
    if (more.length > 0 || value.includes('\0')) {
      const detail = more.length > 0 ? 'Give this once.' : 'Remove the characters that can’t be stored.'
      throw new AppError('refused', `${detail} (${name})`, [{ pointer: `/${name}`, detail }])
    }
    given[name] = value
  }
  return given
}

function readIfMatch(c: Context<HttpEnv>): number {
  const given = c.req.header('if-match')
  if (given === undefined) {
    throw new AppError('preconditionRequired', 'Send If-Match with the ETag of the record as you saw it.')
  }
  const version = /^"(\d{1,9})"$/.exec(given)?.[1]
  if (version === undefined) throw new AppError('stale', 'If-Match isn’t an ETag of this record. Load it again.')
  return Number(version)
}

function readKey(c: Context<HttpEnv>): string {
  const key = c.req.header('idempotency-key')
  if (key !== undefined && /^[\x21-\x7e]{1,200}$/.test(key)) return key
  throw new AppError(
    'idempotencyKeyMissing',
    key === undefined
      ? 'Send an Idempotency-Key, such as a random UUID, and keep it when you retry.'
      : 'Send an Idempotency-Key of 1 to 200 letters, digits and signs, such as a random UUID.',
  )
}

const fingerprint = (c: Context<HttpEnv>, { params, body, ifMatch }: Input<Route>) =>
  hash('sha256', JSON.stringify([c.req.method, c.req.path, params, body, ifMatch]), 'base64url')

/** Strips what the contract doesn't list. An answer that doesn't fit it is our own fault, and nothing is recorded. */
function answerOf<R extends Route>(route: R, data: unknown, toldOnce?: string) {
  if (route.status === 204) return { status: 204, body: '', etag: null }
  const parsed = route.response.safeParse(data)
  if (!parsed.success)
    throw new Error(`The answer to ${route.id} doesn’t fit its contract: ${z.prettifyError(parsed.error)}`)
  const version = route.etag ? (data as { version?: unknown }).version : undefined
  return {
    status: route.status,
    body: JSON.stringify(parsed.data),
    etag: typeof version === 'number' ? `"${version}"` : null,
    ...(toldOnce ? { kept: JSON.stringify({ ...(parsed.data as object), [toldOnce]: null }) } : {}),
  }
}

function send(c: Context<HttpEnv>, { status, body, etag }: { status: number; body: string; etag: string | null }) {
  if (etag) c.header('etag', etag)
  if (status === 204) return c.body(null, 204)
  c.header('content-type', 'application/json')
  return c.body(body, status as 200)
}
