import { systemActor } from '@parley/api/context'
import { createUser } from '@parley/api/session/create-user'
import { inTransaction } from '@parley/api/transaction'
import { recordEndedViews } from '@parley/api/view-as/end-view'
import type { Route } from '@parley/contract/route'
import { allRoutes } from '@parley/contract/routes/all'
import { partner } from '@parley/contract/routes/partner'
import { session } from '@parley/contract/routes/session'
import { ownAccount } from '@parley/contract/routes/sign-in'
import { staff } from '@parley/contract/routes/staff'
import { team, users } from '@parley/contract/routes/team'
import { viewAs } from '@parley/contract/routes/view-as'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { password, people } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const manager = w.as('manager')
const reason = 'They asked by telephone what the answer means.'
const idOf = async (email: string) =>
  (await w.sql<{ id: string }>('SELECT id FROM auth."user" WHERE email = $1', [email]))[0]!.id

/** Begins a view, and ends in how requests of that browser look: the staff's cookie with the view's. */
async function look(email: string, by = manager) {
  const answer = await by.sends(viewAs.start, { body: { userId: await idOf(email), reason } })
  expect(answer.status).toBe(201)
  const set = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('parley.view_as='))!
  expect(set).toMatch(/; Path=\/; Max-Age=1800; HttpOnly; SameSite=Lax$/)
  const cookie = `${await by.cookie()}; ${set.split(';')[0]}`
  const browser = w.stranger()
  const { id } = answer.json as { id: string }
  return {
    id,
    cookie,
    sends: <const R extends Route>(route: R, sent: Parameters<typeof browser.sends<R>>[1] = {}) =>
      browser.sends(route, { ...sent, headers: { cookie, ...sent.headers } }),
  }
}

describe('a channel manager who looks as a partner’s person', () => {
  it('sees what that person sees, with both names told', async () => {
    const registration = await w.as('alder').registers(aDeal({ account: { name: 'Birch Lane' } }))
    const view = await look(people.alder.email)
    const ends = new Date(w.now().getTime() + 30 * 60_000).toISOString()
    expect((await view.sends(session.me)).json).toMatchObject({
      user: { email: people.alder.email },
      partner: { name: 'Alder Ridge Systems' },
      viewed: { by: people.manager.name, viewId: view.id, endsAt: ends },
    })
    const seen = await view.sends(partner.get, { params: { id: registration.summary.id } })
    expect(seen.json).toEqual(
      (await w.as('alder').sends(partner.get, { params: { id: registration.summary.id } })).json,
    )
    const theirs = await w.as('brightwater').registers(aDeal({ account: { name: 'Cedar Ways' } }))
    expect((await view.sends(partner.get, { params: { id: theirs.summary.id } })).status).toBe(404)
  })

  it('changes nothing: every route that isn’t a GET is refused with words', async () => {
    const view = await look(people.alderAdmin.email)
    const routes: readonly Route[] = allRoutes
    const writing = routes.filter(({ method, audience }) => method !== 'get' && /partner|anyone/.test(audience))
    expect(writing.length).toBeGreaterThan(15)
    for (const route of writing) {
      const path = route.path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-00000000dead')
      const answer = await w.stranger().fetches(`/api/v1${path}`, {
        method: route.method.toUpperCase(),
        headers: { cookie: view.cookie, 'content-type': 'application/json' },
        ...(route.body ? { body: '{}' } : {}),
      })
      expect(answer, route.id).toMatchObject({
        status: 403,
        json: { detail: 'You are looking as Amir Haddad and can only read. End the view to act yourself.' },
      })
    }
  })

  it('changes nothing as themselves either, in the console, until the view is over', async () => {
    const view = await look(people.alder.email)
    const routes: readonly Route[] = allRoutes
    const writing = routes.filter(({ method, audience }) => method !== 'get' && audience !== 'public')
    const staffs = writing.filter(({ audience, path }) => audience !== 'partner' && !path.startsWith('/staff/views'))
    expect(staffs.length).toBeGreaterThan(30)
    for (const route of staffs) {
      const path = route.path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-00000000dead')
      const answer = await w.stranger().fetches(`/api/v1${path}`, {
        method: route.method.toUpperCase(),
        headers: { cookie: view.cookie, 'content-type': 'application/json', 'parley-app': 'console' },
        ...(route.body ? { body: '{}' } : {}),
      })
      expect(answer, route.id).toMatchObject({
        status: 403,
        json: { detail: expect.stringMatching(/^You are looking as Ada Linden and can only read, here too\. End/) },
      })
    }
    const renames = () =>
      view.sends(ownAccount.rename, { body: { name: people.manager.name }, headers: { 'parley-app': 'console' } })
    expect((await renames()).status).toBe(403)
    await view.sends(viewAs.end, { params: { id: view.id } })
    expect((await renames()).status).toBe(204)
  })

  it('reads every page of the partner app in a transaction that can’t write', async () => {
    const view = await look(people.alderAdmin.email)
    const routes: readonly Route[] = allRoutes
    const reading = routes.filter(
      ({ method, audience, path, params }) =>
        method === 'get' && audience === 'partner' && (!params || /point/.test(path)),
    )
    for (const route of reading) {
      const path = route.path.replace('{point}', 'registration')
      const answer = await w.stranger().fetches(`/api/v1${path}`, { headers: { cookie: view.cookie } })
      expect(answer.status, route.id).toBe(200)
    }
  })

  it('doesn’t see drafts: what isn’t submitted is the partner’s own', async () => {
    const draft = await w.as('alder').does(partner.createDraft, { body: { form: { accountName: 'Secret Plans Ltd' } } })
    const view = await look(people.alder.email)
    expect((await view.sends(partner.listDrafts)).json).toEqual({ items: [] })
    expect((await view.sends(partner.getDraft, { params: { id: draft.id } })).status).toBe(404)
    expect((await view.sends(partner.home)).text).not.toContain('Secret Plans')
    expect((await w.as('alder').does(partner.listDrafts, {})).items).toHaveLength(1)
  })

  it('is themselves in the console meanwhile, and after ending it', async () => {
    const view = await look(people.alder.email)
    expect((await view.sends(staff.queue)).status).toBe(200)
    const inConsole = { headers: { 'parley-app': 'console' } }
    expect((await view.sends(session.me, inConsole)).json).toMatchObject({
      audience: 'staff',
      viewed: null,
      looking: { viewId: view.id, name: 'Ada Linden', endsAt: new Date(w.now().getTime() + 30 * 60_000).toISOString() },
    })
    expect((await view.sends(session.me)).json, 'as the partner’s person').toMatchObject({ looking: null })
    const ended = await view.sends(viewAs.end, { params: { id: view.id } })
    expect(ended.headers.getSetCookie().join()).toContain('parley.view_as=')
    expect((await view.sends(partner.home)).status).toBe(403)
    expect((await view.sends(session.me, inConsole)).json).toMatchObject({ audience: 'staff', looking: null })
  })

  it('signs themselves out, in either app: session and view end together, and both are on record', async () => {
    for (const app of ['partner', 'console']) {
      const staffs = w.person(people.operator)
      const view = await look(people.brightwater.email, staffs)
      const answer = await w.stranger().fetches('/api/auth/sign-out', {
        method: 'POST',
        headers: { cookie: view.cookie, 'content-type': 'application/json', 'parley-app': app },
        body: '{}',
      })
      expect(answer.status).toBe(200)
      expect(answer.headers.getSetCookie().join('\n')).toMatch(/^parley\.view_as=[^;]*; Path=\/; Max-Age=0;/m)
      expect((await view.sends(session.me)).status).toBe(401)
      const [row] = await w.sql<{ ended: Date }>('SELECT ended_at AS ended FROM parley.view_as WHERE id = $1', [
        view.id,
      ])
      expect(row!.ended).toEqual(w.now())
      const events = await w.sql<object>(
        `SELECT action, actor_name AS who, via, subject_name AS of FROM parley.audit_event
         WHERE actor_id = $1 ORDER BY happened_at DESC, seq DESC LIMIT 2`,
        [await idOf(people.operator.email)],
      )
      const who = { who: people.operator.name, via: null }
      expect(events).toEqual(
        expect.arrayContaining([
          { action: 'session.ended', ...who, of: people.operator.name },
          { action: 'viewAs.ended', ...who, of: people.brightwater.name },
        ]),
      )
    }
  })

  it('looks no more once the session is over, however it ended', async () => {
    const endedAt = async (id: string) =>
      (await w.sql<{ ended: Date | null }>('SELECT ended_at AS ended FROM parley.view_as WHERE id = $1', [id]))[0]!
        .ended
    const elsewhere = w.person(people.operator)
    const inBrowser = { headers: { 'content-type': 'application/json' }, method: 'POST' }
    const ways: Record<string, (view: Awaited<ReturnType<typeof look>>) => Promise<unknown>> = {
      'ended with all others, from elsewhere': () => elsewhere.does(ownAccount.endOtherSessions, {}),
      'ended by itself, from elsewhere': async () => {
        const { sessions } = await elsewhere.does(ownAccount.get, {})
        await elsewhere.does(ownAccount.endSession, { params: { id: sessions.find(({ here }) => !here)!.id } })
      },
      'somebody else signs in over it': ({ cookie }) =>
        w.stranger().fetches('/api/auth/sign-in/email', {
          ...inBrowser,
          headers: { ...inBrowser.headers, cookie },
          body: JSON.stringify({ email: people.sales.email, password }),
        }),
    }
    for (const [way, ends] of Object.entries(ways)) {
      const view = await look(people.brightwater.email, w.person(people.operator))
      expect(await endedAt(view.id), way).toBeNull()
      await ends(view)
      expect(await endedAt(view.id), way).toEqual(w.now())
      expect((await view.sends(session.me)).status, way).toBe(401)
    }
  })

  it('goes on looking in one browser while they sign out in another', async () => {
    const view = await look(people.brightwater.email)
    const elsewhere = await w.person(people.manager).cookie()
    const headers = { cookie: elsewhere, 'content-type': 'application/json' }
    await w.stranger().fetches('/api/auth/sign-out', { method: 'POST', headers, body: '{}' })
    expect((await view.sends(partner.home)).status).toBe(200)
  })

  it('is out after 30 minutes without doing anything', async () => {
    const view = await look(people.alder.email)
    w.travelTo(new Date(w.now().getTime() + 30 * 60_000 - 1000).toISOString())
    expect((await view.sends(partner.home)).status).toBe(200)
    w.travelTo(new Date(w.now().getTime() + 1000).toISOString())
    expect((await view.sends(partner.home)).status).toBe(403)
    expect(await inTransaction(w.env, systemActor, recordEndedViews)).toBe(1)
    const [row] = await w.sql<{ same: boolean }>(
      'SELECT ended_at = ends_at AS same FROM parley.view_as WHERE id = $1',
      [view.id],
    )
    expect(row).toEqual({ same: true })
  })

  it('looks at one person at a time, and only with the session that began it', async () => {
    const first = await look(people.alder.email)
    const second = await look(people.brightwater.email)
    expect((await first.sends(partner.home)).status).toBe(403)
    expect((await second.sends(partner.home)).status).toBe(200)
    const others = `${await w.as('operator').cookie()}; parley.view_as=${second.id}`
    expect((await w.stranger().fetches('/api/v1/partner/home', { headers: { cookie: others } })).status).toBe(403)
    const alone = { headers: { cookie: `parley.view_as=${second.id}` } }
    expect((await w.stranger().fetches('/api/v1/partner/home', alone)).status).toBe(401)
    const sellers = `${await w.as('delmar').cookie()}; parley.view_as=${second.id}`
    const home = await w.stranger().fetches('/api/v1/me', { headers: { cookie: sellers } })
    expect(home.json).toMatchObject({ user: { email: people.delmar.email }, viewed: null })
  })
})

describe('looking as a partner’s person', () => {
  it('is for channel managers and operators, gives a reason, and isn’t for staff’s accounts', async () => {
    const userId = await idOf(people.alder.email)
    for (const who of ['sales', 'editor', 'approver', 'finance'] as const)
      expect((await w.as(who).sends(viewAs.start, { body: { userId, reason } })).status).toBe(403)
    expect((await w.as('alderAdmin').sends(viewAs.start, { body: { userId, reason } })).status).toBe(403)
    expect(await manager.sends(viewAs.start, { body: { userId, reason: 'because' } })).toMatchObject({
      status: 422,
      json: { errors: [{ pointer: '/reason' }] },
    })
    const colleague = await idOf(people.sales.email)
    expect((await manager.sends(viewAs.start, { body: { userId: colleague, reason } })).status).toBe(409)
  })

  it('ends at once when the role that allows it is taken away', async () => {
    const view = await look(people.alder.email, w.as('operator'))
    await w.sql(`UPDATE auth."user" SET role = 'sales' WHERE email = $1`, [people.operator.email])
    expect((await view.sends(partner.home)).status).toBe(403)
    await w.sql(`UPDATE auth."user" SET role = 'operator' WHERE email = $1`, [people.operator.email])
  })

  it.each(['the role', 'the access'] as const)(
    'ends for good with %s of whoever looks, and is on record',
    async (what) => {
      const person = {
        ...people.manager,
        name: `Looks until ${what} ends`,
        email: `${what.slice(4)}@northwind.example`,
      }
      const params = { id: await createUser(w.env, { ...person, password, partnerId: null }) }
      const view = await look(people.corvane.email, w.person(person))
      w.travelTo(new Date(w.now().getTime() + 60_000).toISOString())
      const operator = w.as('operator')
      if (what === 'the role') {
        await operator.does(users.changeRole, { params, body: { role: 'sales' } })
        await operator.does(users.changeRole, { params, body: { role: 'channelManager' } })
      } else {
        await operator.does(users.changeAccess, { params, body: { enabled: false } })
        await operator.does(users.changeAccess, { params, body: { enabled: true } })
      }
      const again = `${await w.person(person).cookie()}; parley.view_as=${view.id}`
      expect((await w.stranger().fetches('/api/v1/partner/home', { headers: { cookie: again } })).status).toBe(403)
      const { views } = await w.as('corvane').does(team.get, {})
      expect(views[0]).toMatchObject({ staffName: person.name, endsAt: w.now().toISOString(), over: true })
      const events = await w.sql(
        `SELECT FROM parley.audit_event WHERE action = 'viewAs.ended' AND details ->> 'viewId' = $1`,
        [view.id],
      )
      expect(events).toHaveLength(1)
    },
  )

  it('isn’t for staff whose second factor is missing where one is asked for', async () => {
    const view = await look(people.alder.email)
    const asking = w.anotherInstance({ secondFactor: 'staff' })
    const answer = await asking.app.request('/api/v1/partner/home', { headers: { cookie: view.cookie } })
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ code: 'secondFactorNeeded' })
  })

  it('binds the vendor: the partner reads who looked as whom, when and why, and nothing of other partners', async () => {
    await look(people.corvane.email)
    const view = await look(people.brightwater.email)
    await view.sends(viewAs.end, { params: { id: view.id } })
    const { views } = await w.as('brightwater').does(team.get, {})
    expect(views[0]).toMatchObject({
      staffName: people.manager.name,
      userName: people.brightwater.name,
      reason,
      over: true,
    })
    expect(new Set(views.map(({ userName }) => userName))).toEqual(new Set([people.brightwater.name]))
    const events = await w.sql<{ action: string; by: string; of: string }>(
      `SELECT action, actor_name AS by, subject_name AS of FROM parley.audit_event
       WHERE action LIKE 'viewAs.%' AND partner_id = $1 ORDER BY happened_at DESC, seq DESC LIMIT 2`,
      [w.partners.brightwater.id],
    )
    const both = { by: people.manager.name, of: people.brightwater.name }
    expect(events.map(({ action }) => action).sort()).toEqual(['viewAs.ended', 'viewAs.started'])
    for (const event of events) expect(event).toMatchObject(both)
  })

  it('is offered beside a partner’s people', async () => {
    const { items } = await manager.does(users.list, { query: { partnerId: w.partners.alder.id } })
    expect(items.map(({ name }) => name)).toEqual(['Ada Linden', 'Amir Haddad'])
    expect(items.every(({ can }) => can.viewAs.ok)).toBe(true)
  })
})
