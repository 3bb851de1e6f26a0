import { mayUseApiKey } from '@parley/contract/api-key-reach'
import { apiKeyShape } from '@parley/contract/api-keys'
import type { Route } from '@parley/contract/route'
import { allRoutes } from '@parley/contract/routes/all'
import { apiKeys } from '@parley/contract/routes/api-keys'
import { partner } from '@parley/contract/routes/partner'
import { session } from '@parley/contract/routes/session'
import { staff } from '@parley/contract/routes/staff'
import { team, users } from '@parley/contract/routes/team'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { accept } from '../support/invited.ts'
import { partners } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const bearer = (key: string | null) => ({ authorization: `Bearer ${key}` })
const nobodys = '00000000-0000-4000-8000-00000000dead'
const admin = w.as('alderAdmin')
const make = (scope: 'read' | 'write', days = 90) =>
  admin.does(apiKeys.createOwn, { body: { name: 'CRM', scope, days } })
const makeForVendor = (scope: 'read' | 'write') =>
  w.as('operator').does(apiKeys.create, { body: { name: 'Warehouse', scope, days: 30 } })
const withKey = (key: string | null) => {
  const program = w.stranger()
  return <const R extends Route>(route: R, sent: Parameters<typeof program.sends<R>>[1]) =>
    program.sends(route, { ...sent, headers: bearer(key) })
}

describe('an API key of a partner', () => {
  it('is shown once, and kept only as a hash', async () => {
    const body = { name: 'ERP', scope: 'read' as const, days: 90 }
    const first = await admin.sends(apiKeys.createOwn, { body, key: 'erp-1' })
    const { key } = first.json as { key: string }
    expect(key).toMatch(apiKeyShape)
    expect((await admin.sends(apiKeys.createOwn, { body, key: 'erp-1' })).json).toMatchObject({
      name: 'ERP',
      key: null,
    })
    const secret = key.slice(17)
    const rows = await w.sql<{ text: string }>(
      `SELECT k::text AS text FROM parley.api_key k UNION ALL SELECT i::text FROM parley.idempotency i
       UNION ALL SELECT e::text FROM parley.audit_event e`,
    )
    expect(rows.filter(({ text }) => text.includes(secret))).toEqual([])
    expect((await admin.does(apiKeys.listOwn, {})).items[0]).not.toHaveProperty('key')
  })

  it('registers deals as a seller of its partner, and stands in the records by its name', async () => {
    const { key, id } = await make('write')
    const does = withKey(key)
    expect((await does(session.me, {})).json).toMatchObject({
      user: { id, name: 'API key CRM', role: 'partnerSeller' },
      partner: { id: partners.alder.id },
    })
    const answer = await does(partner.register, { body: aDeal({ account: { name: 'Larch Mills' } }) })
    expect(answer.status).toBe(201)
    const [row] = await w.sql<{ by: string }>(
      `SELECT submitted_by_name AS by FROM parley.registration WHERE account_name = 'Larch Mills'`,
    )
    expect(row).toEqual({ by: 'API key CRM' })
    expect((await does(partner.list, {})).json).toMatchObject({ items: [{ accountName: 'Larch Mills' }] })
  })

  it('sees what its partner sees, and nobody else’s', async () => {
    const theirs = await w.as('brightwater').registers(aDeal({ account: { name: 'Rowan Supply' } }))
    const { key } = await make('read')
    expect((await withKey(key)(partner.get, { params: { id: theirs.summary.id } })).status).toBe(404)
    expect((await withKey(key)(staff.queue, {})).status).toBe(403)
  })

  it('that only reads writes nothing', async () => {
    const { key } = await make('read')
    const does = withKey(key)
    expect((await does(partner.home, {})).status).toBe(200)
    expect(await does(partner.register, { body: aDeal() })).toMatchObject({
      status: 403,
      json: { detail: 'This API key only reads. Use one that may write.' },
    })
  })

  it('ends at its day, and all keys that can’t be used get the same answer', async () => {
    const short = await make('read', 1)
    const revoked = await make('read')
    await admin.does(apiKeys.revokeOwn, { params: { id: revoked.id } })
    const said = async (key: string | null) => {
      const { status, json } = await withKey(key)(partner.home, {})
      const { requestId, ...rest } = json as { requestId: string }
      expect(requestId).toBeTruthy()
      return JSON.stringify({ status, rest })
    }
    expect((await withKey(short.key)(partner.home, {})).status).toBe(200)
    w.travelDays(1)
    const unknown = `${short.key!.slice(0, 4)}${'0'.repeat(12)}${short.key!.slice(16)}`
    const [good, other] = [(await make('read')).key!, (await make('read')).key!]
    expect((await withKey(good)(partner.home, {})).status).toBe(200)
    const wrong = `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`
    const mixed = `${good.slice(0, 17)}${other.slice(17)}`
    const keys = [short.key, revoked.key, unknown, wrong, mixed, '', 'plk_', 'x', `${good}x`, `${good} y`]
    const answers = new Set(await Promise.all(keys.map(said)))
    expect([...answers]).toHaveLength(1)
    expect([...answers][0]).toContain('"status":401')
  })

  it('is revoked at once in every process, and says on which day it was last used', async () => {
    const { key, id } = await make('read')
    const other = w.anotherInstance()
    const elsewhere = () => other.app.request('/api/v1/partner/home', { headers: bearer(key) })
    expect((await elsewhere()).status).toBe(200)
    const listed = (await admin.does(apiKeys.listOwn, {})).items.find((each) => each.id === id)
    expect(listed).toMatchObject({ state: 'usable', lastUsedOn: w.now().toISOString().slice(0, 10) })
    await admin.does(apiKeys.revokeOwn, { params: { id } })
    expect((await elsewhere()).status).toBe(401)
    expect((await admin.sends(apiKeys.revokeOwn, { params: { id } })).status).toBe(409)
  })

  it('ends with its owner’s access', async () => {
    const invited = { name: 'Ole', email: 'ole@alder.example', role: 'partnerAdmin' as const }
    const { link } = await admin.does(team.invite, { body: invited })
    const ole = await accept(w, link, { ...invited, name: 'Ole Brun', partner: 'alder' })
    const { key, id: keyId } = await ole.does(apiKeys.createOwn, { body: { name: 'Own', scope: 'read', days: 5 } })
    expect((await withKey(key)(partner.home, {})).status).toBe(200)
    const { id } = (await admin.does(team.get, {})).people.find(({ name }) => name === 'Ole Brun')!
    await admin.does(team.changeAccess, { params: { id }, body: { enabled: false } })
    expect((await withKey(key)(partner.home, {})).status).toBe(401)
    const revoked = await w.sql(
      `SELECT actor_name AS by FROM parley.audit_event WHERE action = 'apiKey.revoked' AND subject_id = $1`,
      [keyId],
    )
    expect(revoked).toEqual([{ by: admin.person!.name }])
    await admin.does(team.changeAccess, { params: { id }, body: { enabled: true } })
    expect((await withKey(key)(partner.home, {})).status, 'what was revoked stays so').toBe(401)
  })

  it('is its admin’s to make, for a year at most; other partners’ keys don’t exist', async () => {
    const body = { name: 'No', scope: 'read' as const, days: 90 }
    expect((await w.as('alder').sends(apiKeys.createOwn, { body })).status).toBe(403)
    expect((await w.as('alder').sends(apiKeys.listOwn, {})).status).toBe(403)
    for (const days of [0, 366, 1.5]) {
      const answer = await admin.sends(apiKeys.createOwn, { body: { ...body, days } })
      expect(answer).toMatchObject({ status: 422, json: { errors: [{ pointer: '/days' }] } })
    }
    const { id } = await makeForVendor('read')
    expect((await admin.sends(apiKeys.revokeOwn, { params: { id } })).status).toBe(404)
  })

  it('comes without a cookie: a session beside it counts for nothing', async () => {
    const cookie = await w.as('manager').cookie()
    const answer = await w.app.request('/api/v1/staff/queue', { headers: { cookie, ...bearer('plk_nothing') } })
    expect(answer.status).toBe(401)
  })
})

describe('an API key of the vendor', () => {
  it('reads as sales does and decides nothing', async () => {
    const { key } = await makeForVendor('write')
    const does = withKey(key)
    expect((await does(staff.queue, {})).status).toBe(200)
    const { summary } = await w.as('alder').registers(aDeal({ account: { name: 'Elm Freight' } }))
    const answer = await does(staff.override, {
      params: { id: summary.id },
      body: { outcome: 'approve', reason: 'A key is nobody who decides.', wording: 'It is yours for ninety days.' },
      ifMatch: 1,
    })
    expect(answer.status).toBe(403)
    expect((await w.as('manager').sends(apiKeys.list, {})).status).toBe(403)
  })

  it('and of partners are an operator’s to see and revoke', async () => {
    const own = await make('read')
    const { items } = await w.as('operator').does(apiKeys.list, {})
    expect(items.find(({ id }) => id === own.id)).toMatchObject({ partner: { name: 'Alder Ridge Systems' } })
    await w.as('operator').does(apiKeys.revoke, { params: { id: own.id } })
    expect((await withKey(own.key)(partner.home, {})).status).toBe(401)
  })
})

const routes: readonly Route[] = allRoutes
const closed = routes.filter((route) => route.audience !== 'public' && !mayUseApiKey(route))
const open = routes.filter(mayUseApiKey)
const pathOf = ({ path }: Route) =>
  `/api/v1${path
    .replace('{point}', 'registration')
    .replace('{version}', '1')
    .replaceAll(/\{\w+\}/g, nobodys)}`

describe('every route', () => {
  it('is open or closed to keys by a list', () => {
    expect(closed.length).toBeGreaterThan(40)
    expect(open.length).toBeGreaterThan(40)
    for (const route of [...Object.values(team), ...Object.values(users), ...Object.values(apiKeys)] as Route[])
      expect(closed, route.id).toContain(route)
    const forPeople =
      /session|notification|notice|approve|activate|decline|rollBack|cancelActivation|webhook|(start|end|list)Views?$/i
    expect(open.filter(({ id }) => forPeople.test(id)).map(({ id }) => id)).toEqual([])
  })

  it('that is closed refuses keys that may write, whatever the audience', async () => {
    const keys = { partner: await make('write'), staff: await makeForVendor('write') }
    for (const route of closed) {
      const { key } = route.audience === 'partner' ? keys.partner : keys.staff
      const answer = await knock(route, key)
      expect(answer, `${route.method} ${route.path}`).toMatchObject({ status: 403, json: { code: 'notAllowed' } })
      expect((answer.json as { detail: string }).detail).toContain('API keys can’t do this')
    }
  })

  it('that changes something refuses keys that only read', async () => {
    const keys = { partner: await make('read'), staff: await makeForVendor('read') }
    for (const route of open.filter(({ method }) => method !== 'get')) {
      const { key } = route.audience === 'partner' ? keys.partner : keys.staff
      expect(await knock(route, key), route.id).toMatchObject({
        status: 403,
        json: { detail: expect.stringContaining('only reads') },
      })
    }
  })
})

const knock = (route: Route, key: string | null) =>
  w.stranger().fetches(pathOf(route), {
    method: route.method.toUpperCase(),
    headers: { ...bearer(key), 'content-type': 'application/json' },
    ...(route.body ? { body: '{}' } : {}),
  })

describe('the room for keys', () => {
  it('is for fifty that can be used: one that is over makes room', async () => {
    const usable = (await w.as('operator').does(apiKeys.list, {})).items.filter(
      ({ partner, state }) => partner === null && state === 'usable',
    )
    const body = { name: 'Warehouse', scope: 'read' as const, days: 1 }
    for (let made = usable.length; made < 50; made++) await w.as('operator').does(apiKeys.create, { body })
    await expect(w.as('operator').does(apiKeys.create, { body })).toBeRefused('conflict', /There are 50 API keys/)
    w.travelDays(1)
    await w.as('operator').does(apiKeys.create, { body })
  })
})
