import { randomUUID } from 'node:crypto'
import type { Env } from '@parley/api/context'
import type { Http } from '@parley/api/http/mount'
import type { Route } from '@parley/contract/route'
import { allRoutes } from '@parley/contract/routes/all'
import type { PoolClient } from 'pg'
import type { Answer } from '../support/someone.ts'
import { bodyOf } from './sample.ts'

/** An address that may be knocked at, with what it takes. */
export type Door = { name: string; method: string; path: string; route?: Route }

/** Everybody who may knock: signed in or not, by cookie or by key. */
export type Caller = { fetches(path: string, init?: RequestInit): Promise<Answer> }

export const nobodys = '00000000-0000-4000-8000-00000000dead'

/** The values of path parameters by the segment before them, such as `registrations` in `/registrations/{id}`. */
export type Known = Record<string, string>

/** Every route of the contract, and everything else that is mounted or that better-auth answers. */
export function doorsOf(app: Http, env: Env): Door[] {
  const ofContract = (allRoutes as readonly Route[]).map((route) => ({
    name: `${route.method.toUpperCase()} /api/v1${route.path}`,
    method: route.method.toUpperCase(),
    path: `/api/v1${route.path}`,
    route,
  }))
  const mounted = app.routes
    .filter(({ path, method }) => method !== 'ALL' && !path.startsWith('/api/v1') && !path.includes('*'))
    .map(({ path, method }) => ({ name: `${method} ${path}`, method, path }))
  const endpoints = Object.values(env.auth.api) as unknown as {
    path?: string
    options?: { method?: string | string[] }
  }[]
  const ofAuth = endpoints.flatMap(({ path, options }) =>
    path
      ? [options?.method ?? 'GET']
          .flat()
          .map((method) => ({ name: `${method} /api/auth${path}`, method, path: `/api/auth${path}` }))
      : [],
  )
  const all = [...ofContract, ...mounted, ...ofAuth, { name: 'GET /api/nothing', method: 'GET', path: '/api/nothing' }]
  return [...new Map(all.map((door) => [door.name, door])).values()]
}

/** The door's address with these values, and nobody's id where there is none. */
export const addressOf = ({ path }: Door, known: Known): string =>
  path
    .replaceAll(/([\w-]+)\/\{(\w+)\}(\/\{(\w+)\})?/g, (_, before: string, _name, second?: string) => {
      const first = `${before}/${known[before] ?? nobodys}`
      return second ? `${first}/${known[`${before} second`] ?? nobodys}` : first
    })
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? nobodys)
    .replaceAll(/:(\w+)/g, (_, name: string) => known[name] ?? nobodys)

/** A request that the door takes: key, version and body included. */
export function requestOf({ method, route }: Door, change: (body: string) => string = (body) => body): RequestInit {
  const unsafe = method !== 'GET' && method !== 'HEAD'
  const body = route ? bodyOf(route) : unsafe ? {} : undefined
  return {
    method,
    ...(body === undefined ? {} : { body: change(JSON.stringify(body)) }),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(route?.creates ? { 'idempotency-key': randomUUID() } : {}),
      ...(route?.etag === 'needs' ? { 'if-match': '"1"' } : {}),
    },
  }
}

/** From now on this process undoes what it has answered, so that each knock finds the world as the one before it did. */
export function keepsNothing(env: Env): void {
  env.pool.on('connect', (client: PoolClient) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    client.query = ((...args: unknown[]) => {
      const [sql, ...more] = args
      return typeof sql === 'string' ? query(sql.replace(/\bCOMMIT$/, 'ROLLBACK'), ...more) : query(...args)
    }) as typeof client.query
  })
}
