import { hash, timingSafeEqual } from 'node:crypto'
import { allRoutes } from '@parley/contract/routes/all'
import { type Context, Hono } from 'hono'
import { matchedRoutes, routePath } from 'hono/route'
import { AppError } from '../app-error.ts'
import type { Env } from '../context.ts'
import { explainDatabaseError } from '../database-error.ts'
import { databaseAway, readHealth, readReadiness, unlessAway } from '../health.ts'
import type { Http, HttpEnv } from '../http/mount.ts'
import { problemResponse } from '../http/problem.ts'
import type { Attempt } from './metrics.ts'
import { readWaiting } from './read-waiting.ts'
import { readTraceparent } from './tracing.ts'

const noStore = { 'cache-control': 'no-store' }
const probes = new Set(['/livez', '/readyz', '/startupz', '/api/health', '/metrics'])

/** For whoever runs the process: alive (without the database), started, ready for requests, the older /api/health, and `/metrics`. */
export function healthRoutes(app: Http, env: Env, { openly = false } = {}): void {
  metricsRoute(app, env, openly)
  app.get('/livez', (c) => c.json({ status: 'alive' }, 200, noStore))
  app.get('/startupz', (c) => {
    if (env.operation.state === 'starting') throw new AppError('unavailable', 'Parley is starting.', undefined, 1)
    return c.json({ status: 'started' }, 200, noStore)
  })
  app.get('/readyz', async (c) => {
    const { isReady, checks } = await readReadiness(env)
    return c.json({ status: isReady ? 'ready' : 'notReady', checks }, isReady ? 200 : 503, {
      ...noStore,
      ...(isReady ? {} : { 'retry-after': '2' }),
    })
  })
  app.get('/api/health', async (c) => c.json(await readHealth(env), 200, noStore))
}

/** `/metrics` in Prometheus' format. With a token it wants `Authorization: Bearer`; without one it is `openly` there, or nothing is. */
function metricsRoute(app: Http, env: Env, openly: boolean): void {
  app.get('/metrics', async (c) => {
    const { metrics, metricsToken: token, state, database } = env.operation
    if (!metrics || !(token || openly)) throw new AppError('notFound', 'There is nothing at this address.')
    if (token && !isSame(c.req.header('authorization') ?? '', `Bearer ${token}`)) {
      const error = new AppError('notSignedIn', 'Send PARLEY_METRICS_TOKEN as a bearer token.')
      const response = problemResponse(error, c.req.path, c.get('requestId') ?? '')
      response.headers.set('www-authenticate', 'Bearer')
      return response
    }
    const waiting = database.isAway ? undefined : await readWaiting(env).catch(() => undefined)
    const text = await metrics.text({ isServing: state === 'serving', isAway: database.isAway }, waiting)
    return c.body(text, 200, { ...noStore, 'content-type': metrics.registry.contentType })
  })
}

/** What is served on PARLEY_METRICS_PORT, by processes with and without an API. */
export function operatorApp(env: Env): Http {
  const app = new Hono<HttpEnv>()
  healthRoutes(app, env, { openly: true })
  app.onError(async (thrown, c) => problemResponse(await explain(env, thrown), c.req.path, ''))
  return app
}

const digest = (text: string) => hash('sha256', text, 'buffer')
const isSame = (given: string, wanted: string) => timingSafeEqual(digest(given), digest(wanted))

/** Nobody waits for a database that is known to be away: 503 at once, and for those who wait already. */
export function failFast(app: Http, env: Env): void {
  for (const path of ['/api/*', '/.well-known/*']) app.use(path, async (_c, next) => unlessAway(env, next))
}

/**
 * What somebody tried that the rules keep them from: reading or doing what isn't theirs, asking too often, sending what no app of ours
 * sends. One is nothing; many are worth a look (`parley_attempts_total`).
 */
function attemptIn(status: number, isOurRoute: boolean): Attempt | undefined {
  if (status === 403) return 'notAllowed'
  if (status === 429) return 'tooMany'
  if (status === 404 && isOurRoute) return 'notTheirs'
  return [400, 408, 413, 415, 431].includes(status) ? 'malformed' : undefined
}

/** One line, one count and one span for each request: which route, how it ended, who by id, how long. Never what was in it. */
export function observeRequests(app: Http, env: Env): void {
  const ids = new Map(allRoutes.map(({ id, method, path }) => [`${method} ${asPattern(path)}`, id]))
  const { metrics, tracing } = env.operation
  const logger = env.logger
  if (!metrics && !tracing && !logger.isLevelEnabled('info')) return
  app.use(async (c, next) => {
    const started = env.watchMs()
    const method = known(c.req.method)
    const parent = c.req.header('traceparent')
    const work = async () => {
      await next()
      const ms = Math.round((env.watchMs() - started) * 10) / 10
      const pattern = routePath(c)
      const idOf = (each: string) => ids.get(`${method.toLowerCase()} ${each}`)
      // What was refused on its way is still a request for the route that it was meant for.
      const ours =
        idOf(pattern) ??
        matchedRoutes(c)
          .map(({ path }) => idOf(path))
          .find(Boolean)
      const route = ours ?? pattern
      const attempt = attemptIn(c.res.status, ours !== undefined)
      metrics?.countRequest(route, method, c.res.status, ms)
      if (attempt) metrics?.countAttempt(attempt)
      const level = probes.has(pattern) && c.res.status < 400 ? 'debug' : c.res.status >= 500 ? 'warn' : 'info'
      logger[level]({ ...about(c), route, method, status: c.res.status, ms, ...(attempt && { attempt }) }, 'request')
      return route
    }
    if (!tracing) {
      const trace = readTraceparent(parent)?.traceId
      if (trace) c.set('traceId', trace)
      await work()
      return
    }
    await tracing.request(parent, method, async (span) => {
      c.set('traceId', span.spanContext().traceId)
      const route = await work()
      span.updateName(`${method} ${route}`)
      span.setAttributes({
        'http.request.method': method,
        'http.route': route,
        'http.response.status_code': c.res.status,
        'parley.request.id': c.get('requestId'),
      })
    })
  })
}

/** What a line about this request says of it: ids only. */
export function about(c: Context<HttpEnv>): Record<string, string> {
  const actor = c.get('actor')
  const traceId = c.get('traceId')
  return {
    requestId: c.get('requestId'),
    ...(traceId ? { traceId } : {}),
    ...(actor ? { actorId: actor.userId, audience: actor.audience } : {}),
    ...(actor?.via ? { via: actor.via } : {}),
    ...(actor?.viewedBy ? { viewId: actor.viewedBy.viewId, viewedBy: actor.viewedBy.userId } : {}),
  }
}

/** What was thrown, as the asker can mend it or wait for it. What would be our own fault may be the database's absence. */
export async function explain(env: Env, thrown: unknown): Promise<unknown> {
  const error = explainDatabaseError(thrown)
  if (error instanceof AppError) return error
  const { database } = await env.operation.database.look()
  return database === 'there' ? error : databaseAway()
}

const asPattern = (path: string) => `/api/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
/** A method is what the asker writes: any other word would be a label of its own. */
const known = (method: string) => (methods.has(method) ? method : 'OTHER')
