import { session } from '@parley/contract/routes/session'
import { staff } from '@parley/contract/routes/staff'
import { describe, expect, it } from 'vitest'
import { password, people } from '../../../../test/support/program.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()

const signIn = (body: unknown, headers: Record<string, string> = {}) =>
  w.app.request('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe('signing in', () => {
  it('gives a cookie that scripts and other sites don’t get', async () => {
    const answer = await signIn({ email: people.alder.email, password })
    const cookie = answer.headers.getSetCookie().find((each) => each.startsWith('parley.session_token='))!
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
  })

  it('tells who is signed in, and for which partner', async () => {
    const me = await w.as('alder').does(session.me, {})
    expect(me).toMatchObject({
      audience: 'partner',
      user: { name: 'Ada Linden', role: 'partnerSeller' },
      partner: { name: 'Alder Ridge Systems', tierTitle: 'Gold' },
      vendor: { currency: 'USD', timeZone: 'America/Chicago' },
    })
    expect(await w.as('manager').does(session.me, {})).toMatchObject({ audience: 'staff', partner: null })
  })

  it('is refused with a wrong password, the same whether or not the person exists', async () => {
    const wrong = await signIn({ email: people.alder.email, password: 'something else' })
    const unknown = await signIn({ email: 'nobody@example.com', password: 'something else' })
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    const [one, other] = (await Promise.all([wrong.json(), unknown.json()])) as Record<string, unknown>[]
    expect({ ...one, requestId: '' }).toEqual({ ...other, requestId: '' })
    expect(one).toMatchObject({ code: 'notSignedIn', status: 401 })
  })

  it('is slowed down after ten failures, for this person only', async () => {
    for (let tries = 0; tries < 10; tries++) await signIn({ email: people.corvane.email, password: 'a guess too many' })
    const blocked = await signIn({ email: people.corvane.email, password })
    expect(blocked.status).toBe(429)
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await signIn({ email: people.delmar.email, password })).status).toBe(200)
    w.travelDays(1)
    expect((await signIn({ email: people.corvane.email, password })).status).toBe(200)
  })

  it('is by invitation: nobody signs up, or changes their own role', async () => {
    const body = JSON.stringify({ email: 'new@example.com', password, name: 'New', role: 'channelManager' })
    const signUp = await w.as('alder').fetches('/api/auth/sign-up/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(signUp.status).toBeGreaterThanOrEqual(400)
    const update = await w.as('alder').fetches('/api/auth/update-user', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'channelManager' }),
    })
    expect(update.status).toBeGreaterThanOrEqual(400)
    const users = await w.sql<{ role: string }>(`SELECT role FROM auth."user" WHERE email IN ($1, 'new@example.com')`, [
      people.alder.email,
    ])
    expect(users).toEqual([{ role: 'partnerSeller' }])
  })
})

describe('a request', () => {
  it('of a stranger is sent to sign in, and with a forged cookie too', async () => {
    expect((await w.stranger().sends(session.me, {})).status).toBe(401)
    const forged = { cookie: 'parley.session_token=abc.def' }
    expect((await w.app.request('/api/v1/me', { headers: forged })).status).toBe(401)
  })

  it('is refused to the other audience', async () => {
    expect((await w.as('alder').sends(staff.queue, {})).json).toMatchObject({ code: 'notAllowed' })
    expect((await w.as('manager').fetches('/api/v1/partner/home')).json).toMatchObject({ code: 'notAllowed' })
  })

  it('of another site is refused, with or without a body', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const answer = await w.as('manager').fetches(`/api/v1/staff/decisions/${crypto.randomUUID()}/rerun`, {
        method: 'POST',
        headers,
      })
      expect(answer.json).toMatchObject({ code: 'notAllowed', status: 403 })
    }
    expect((await signIn({ email: people.alder.email, password }, { origin: 'https://evil.example' })).status).toBe(403)
  })

  it('ends with the session: signing out counts at once', async () => {
    const answer = await signIn({ email: people.sales.email, password })
    const cookie = answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    const me = () => w.app.request('/api/v1/me', { headers: { cookie } })
    expect((await me()).status).toBe(200)
    await w.app.request('/api/auth/sign-out', {
      method: 'POST',
      headers: { cookie, origin: 'http://localhost', 'content-type': 'application/json' },
      body: '{}',
    })
    expect((await me()).status).toBe(401)
  })

  it('comes back with headers that keep it from being framed or sniffed', async () => {
    const { headers } = await w.app.request('/api/health')
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-request-id')).toBeTruthy()
  })
})
