import { createApp } from '@parley/api/app'
import { createEnv } from '@parley/api/context'
import { describe, expect, it, vi } from 'vitest'
import { Jar } from '../../../../test/support/browser-jar.ts'
import { type PersonName, password, people } from '../../../../test/support/program.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const minutes = (count: number) => w.travelTo(new Date(w.now().getTime() + count * 60_000).toISOString())
const enters = async (name: PersonName, address?: string, userAgent?: string, app = w.app) => {
  const jar = new Jar(app, address, userAgent)
  expect((await jar.signsIn(people[name].email, password)).status).toBe(200)
  return jar
}
type Listed = { id: string; device: string; address: string; since: string; lastSeen: string; here: boolean }
const listed = async (jar: Jar) => (await jar.get('/api/v1/me/sign-in')).json.sessions as Listed[]

describe('your sessions', () => {
  it('are listed with device, address, since when and when last seen; the one that asks first', async () => {
    const phone = await enters(
      'alder',
      '2001:db8::7',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1',
    )
    minutes(30)
    const desk = await enters('alder', '203.0.113.5')
    expect(await listed(desk)).toMatchObject([
      { device: 'Firefox on Windows', address: '203.0.113.5', here: true },
      { device: 'Safari on iPhone', address: '2001:db8::/64', here: false, lastSeen: '2026-11-02T15:00:00.000Z' },
    ])
    minutes(10)
    await phone.me()
    expect((await listed(desk))[1]).toMatchObject({
      since: '2026-11-02T15:00:00.000Z',
      lastSeen: '2026-11-02T15:40:00.000Z',
    })
  })

  it('are on record when they begin: who, on which device, from where, by what', async () => {
    await enters('finance', '203.0.113.6')
    const events = await w.sql<object>(
      `SELECT actor_name AS who, subject_id = actor_id AS own, details FROM parley.audit_event WHERE action = 'session.started' AND actor_name = $1`,
      [people.finance.name],
    )
    expect(events).toEqual([
      {
        who: people.finance.name,
        own: true,
        details: { device: 'Firefox on Windows', address: '203.0.113.6', by: 'password' },
      },
    ])
  })

  it('end one by one, or all the others, at once and in every process', async () => {
    const elsewhere = w.anotherInstance()
    const [desk, phone, tablet] = [
      await enters('brightwater'),
      await enters('brightwater'),
      await enters('brightwater'),
    ]
    const onAnother = new Jar(elsewhere.app)
    for (const [name, value] of phone.cookies) onAnother.cookies.set(name, value)
    expect((await onAnother.me()).status).toBe(200)
    const ofPhone = (await listed(phone)).find(({ here }) => here)!.id
    expect((await desk.sends('DELETE', `/api/v1/me/sessions/${ofPhone}`)).status).toBe(204)
    expect((await phone.me()).status).toBe(401)
    // The other process remembers sessions for a minute; the database tells it sooner.
    await vi.waitFor(async () => expect((await onAnother.me()).status).toBe(401), { timeout: 5000 })
    expect((await desk.post('/api/v1/me/sessions/end-others')).status).toBe(204)
    expect((await tablet.me()).status).toBe(401)
    expect(await listed(desk)).toHaveLength(1)
  })

  it('of somebody else aren’t there to be ended', async () => {
    const [mine, theirs] = [await enters('corvane'), await enters('delmar')]
    const id = (await listed(theirs))[0]!.id
    expect((await mine.sends('DELETE', `/api/v1/me/sessions/${id}`)).status).toBe(404)
    expect((await theirs.me()).status).toBe(200)
  })

  it('all end at once when an operator shuts the person out', async () => {
    const jars = [await enters('sales'), await enters('sales')]
    for (const jar of jars) expect((await jar.me()).status).toBe(200)
    const [person] = await w.sql<{ id: string }>('SELECT id FROM auth."user" WHERE email = $1', [people.sales.email])
    const operator = await enters('operator')
    expect((await operator.put(`/api/v1/staff/users/${person!.id}/access`, { enabled: false })).status).toBe(200)
    for (const jar of jars) expect((await jar.me()).status).toBe(401)
  })

  it('change with the person: a new role counts in every process', async () => {
    const elsewhere = w.anotherInstance()
    const jar = await enters('otherEditor', undefined, undefined, elsewhere.app)
    await jar.me()
    await w.sql(`UPDATE auth."user" SET role = 'sales' WHERE email = $1`, [people.otherEditor.email])
    await vi.waitFor(async () => expect((await jar.me()).json).toMatchObject({ user: { role: 'sales' } }), {
      timeout: 5000,
    })
  })

  it('end when nobody used them for long, and in any case after some days', async () => {
    const { app } = w.anotherInstance({ idleMinutes: 60, sessionHours: 5 })
    const idle = await enters('manager', undefined, undefined, app)
    const busy = await enters('operator', undefined, undefined, app)
    for (let hour = 0; hour < 4; hour++) {
      minutes(50)
      expect((await busy.me()).status).toBe(200)
    }
    expect((await idle.me()).status).toBe(401)
    for (let hour = 0; hour < 3; hour++) {
      minutes(50)
      await busy.me()
    }
    expect((await busy.me()).status).toBe(401)
  })
})

describe('a session cookie', () => {
  it('is a new one at each sign-in, and the one before ends: nobody can leave theirs for another to use', async () => {
    const jar = await enters('editor')
    const planted = new Jar(w.app)
    for (const [name, value] of jar.cookies) planted.cookies.set(name, value)
    await planted.signsIn(people.approver.email, password)
    expect((await planted.me()).json).toMatchObject({ user: { name: people.approver.name } })
    expect(planted.cookies.get('parley.session_token')).not.toBe(jar.cookies.get('parley.session_token'))
    expect((await jar.me()).status).toBe(401)
  })

  it('is __Host- over https: for no other host, and by https only', async () => {
    const env = createEnv({
      appPool: w.env.pool,
      secret: 'a secret for tests of at least 32 characters',
      publicUrl: 'https://parley.example',
      clock: w.env.clock,
      logger: w.env.logger,
      passwordCost: { N: 16, r: 8, p: 1 },
    })
    try {
      const app = createApp(env)
      const jar = new Jar(app)
      const answer = await jar.signsIn(people.finance.email, password)
      const set = answer.headers.getSetCookie()
      expect(set.map((each) => each.split('=')[0])).toEqual(
        expect.arrayContaining(['__Host-parley.session_token', '__Host-parley.device']),
      )
      for (const cookie of set) {
        expect(cookie).toMatch(/; Path=\//)
        expect(cookie).toMatch(/; Secure/)
        expect(cookie).toMatch(/; HttpOnly/)
        expect(cookie).toMatch(/; SameSite=Lax/)
        expect(cookie).not.toMatch(/Domain=/)
      }
      expect((await jar.me()).status).toBe(200)
      // A cookie of the plain name, which a neighbouring host could have set, means nothing.
      const value = jar.cookies.get('__Host-parley.session_token')!
      const tossed = await app.request('/api/v1/me', { headers: { cookie: `parley.session_token=${value}` } })
      expect(tossed.status).toBe(401)
    } finally {
      await env.close()
    }
  })

  it('counts for the first of two: one that was set beside it borrows nobody’s session', async () => {
    const [mine, theirs] = [await enters('otherApprover'), await enters('alderAdmin')]
    const [a, b] = [mine, theirs].map((jar) => `parley.session_token=${jar.cookies.get('parley.session_token')}`)
    const who = async (cookie: string) =>
      (await w.app.request('/api/v1/me', { headers: { cookie } })).json() as Promise<{ user: { name: string } }>
    expect((await who(`${a}; ${b}`)).user.name).toBe(people.otherApprover.name)
    expect((await who(b!)).user.name).toBe(people.alderAdmin.name)
    expect((await who(a!)).user.name).toBe(people.otherApprover.name)
  })
})

describe('another site', () => {
  it('can’t sign anybody in or out, or change anything, with or without a content type', async () => {
    const jar = await enters('finance')
    const foreign = { origin: 'https://evil.example' }
    const email = people.finance.email
    const tries: [string, string, RequestInit][] = [
      [
        'POST',
        '/api/auth/sign-in/email',
        { body: JSON.stringify({ email, password }), headers: { 'content-type': 'application/json' } },
      ],
      [
        'POST',
        '/api/auth/sign-in/email',
        {
          body: `email=${email}&password=${password}`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        },
      ],
      ['POST', '/api/auth/sign-in/email', { body: new Blob([JSON.stringify({ email, password })]) }],
      ['POST', '/api/auth/sign-out', {}],
      ['POST', '/api/v1/me/sessions/end-others', {}],
      ['PUT', '/api/v1/me/name', { body: new Blob(['{"name":"X"}']) }],
    ]
    for (const [method, path, init] of tries) {
      const headers = { cookie: jar.cookieHeader, ...(init.headers as Record<string, string>) }
      for (const more of [foreign, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }]) {
        const answer = await w.app.request(path, {
          ...init,
          method,
          headers: { ...headers, ...more } as Record<string, string>,
        })
        expect([answer.status, path]).toEqual([403, path])
      }
    }
    // Without any of these headers it isn't a browser; a body without its content type isn't read all the same.
    const bare = await w.app.request('/api/auth/sign-in/email', {
      method: 'POST',
      body: new Blob([JSON.stringify({ email, password })]),
    })
    expect(bare.status).toBe(415)
    expect((await jar.me()).status).toBe(200)
  })
})

describe('better-auth’s own routes', () => {
  it.each([
    ['POST', '/sign-up/email'],
    ['POST', '/update-user'],
    ['POST', '/change-email'],
    ['POST', '/change-password'],
    ['POST', '/request-password-reset'],
    ['POST', '/reset-password'],
    ['POST', '/sign-in/social'],
    ['POST', '/link-social'],
    ['GET', '/get-session'],
    ['GET', '/list-sessions'],
    ['POST', '/revoke-sessions'],
    ['GET', '/callback/other'],
    ['GET', '/error'],
  ])('%s %s isn’t reachable', async (method, path) => {
    const jar = await enters('alder')
    expect((await jar.sends(method, `/api/auth${path}`, method === 'POST' ? {} : undefined)).status).toBe(404)
  })
})
