import type { Route } from '@parley/contract/route'
import { allRoutes } from '@parley/contract/routes/all'
import { describe, expect, it } from 'vitest'
import { world } from '../support/world.ts'

const w = await world()
const routes: readonly Route[] = allRoutes
const nobodys = '00000000-0000-4000-8000-00000000dead'
const pathOf = (route: Route) =>
  `/api/v1${route.path}`
    .replace('{point}', 'registration')
    .replace('{version}', '1')
    .replace('{month}', '2026-11')
    .replaceAll(/\{\w+\}/g, nobodys)
const knock = (who: ReturnType<typeof w.stranger>, route: Route) =>
  who.fetches(pathOf(route), {
    method: route.method.toUpperCase(),
    ...(route.body ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}),
  })
const of = (audience: Route['audience']) => routes.filter((route) => route.audience === audience)
const named = (list: readonly Route[]) => list.map((route) => [`${route.method} ${route.path}`, route] as const)

describe('every route of the contract', () => {
  it('is there to be walked', () => {
    expect(of('partner').length).toBeGreaterThan(10)
    expect(of('staff').length).toBeGreaterThan(20)
    expect(new Set(routes.map((route) => route.id)).size).toBe(routes.length)
    expect(new Set(routes.map((route) => `${route.method} ${route.path}`)).size).toBe(routes.length)
  })

  it.each(named(routes.filter(({ audience }) => audience !== 'public')))(
    '%s answers 401 to a stranger',
    async (_, route) => {
      const answer = await knock(w.stranger(), route)
      expect(answer).toMatchObject({ status: 401, json: { code: 'notSignedIn' } })
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    },
  )

  it.each(named(of('partner')))('%s answers 403 to the vendor’s staff', async (_, route) => {
    for (const who of ['manager', 'operator', 'approver'] as const)
      expect(await knock(w.as(who), route)).toMatchObject({ status: 403, json: { code: 'notAllowed' } })
  })

  it.each(named(of('staff')))('%s answers 403 to partners', async (_, route) => {
    for (const who of ['alder', 'alderAdmin'] as const)
      expect(await knock(w.as(who), route)).toMatchObject({ status: 403, json: { code: 'notAllowed' } })
  })

  it.each(named(routes))('%s is mounted: a signed-in person of its audience gets past the door', async (_, route) => {
    const answer = await knock(w.as(route.audience === 'staff' ? 'manager' : 'alder'), route)
    expect([401, 405, 500, 501]).not.toContain(answer.status)
    // 404 only for a record that isn't there: the address itself is known.
    if (answer.status === 404)
      expect((answer.json as { detail: string }).detail).not.toBe('There is nothing at this address.')
  })

  it.each(named(routes.filter((route) => route.creates)))('%s asks for an Idempotency-Key', async (_, route) => {
    const answer = await w.as(route.audience === 'staff' ? 'manager' : 'alder').fetches(pathOf(route), {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json', 'if-match': '"1"' },
    })
    expect([400, 422]).toContain(answer.status)
  })
})
