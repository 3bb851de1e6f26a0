import { createApp } from '@parley/api/app'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../support/someone.ts'
import { world } from '../support/world.ts'
import { addressOf, doorsOf, requestOf } from './knock.ts'

const w = await world()
const overHttps = createApp({ ...w.env, publicUrl: 'https://deals.example.com' })
const alder = w.as('alder')
const doors = doorsOf(w.app, w.env)
const unsafe = doors.filter(({ method }) => method !== 'GET')
const addresses = [
  '/',
  '/registrations',
  '/favicon.svg',
  '/admin',
  '/admin/',
  '/admin/queue',
  '/assets/nothing.js',
  '/nothing.png',
  '/api/docs',
  '/api/openapi.json',
  '/api/v1/me',
  '/api/v1/partner/home',
  '/api/v1/staff/queue',
  '/api/v1/nothing',
  '/api/nothing',
  '/api/auth/nothing',
  '/api/health',
  '/livez',
  '/readyz',
  '/api/v1/partner/registrations?limit=0',
]

/** That of the content policy, which has to be that of the page too. */
function nonceOf({ headers, text }: Answer): string {
  const nonce = /style-src 'self' 'nonce-([\w-]{22})'/.exec(headers.get('content-security-policy') ?? '')![1]!
  expect(text).toContain(`nonce="${nonce}"`)
  expect([headers.get('etag'), headers.get('cache-control')]).toEqual([null, 'no-cache'])
  return nonce
}

describe('every answer, whatever it is', () => {
  it.each(addresses)('%s carries the security headers, signed in or not', async (path) => {
    for (const who of [alder, w.stranger()]) {
      const { headers } = await who.fetches(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toMatch(/default-src 'self'/)
      expect(policy).toMatch(/script-src 'self'(;|$)/)
      expect(policy).toMatch(/style-src 'self'( 'nonce-[\w-]{22}')?(;|$)/)
      expect(policy).toMatch(/object-src 'none'/)
      expect(policy).toMatch(/base-uri 'none'/)
      expect(policy).toMatch(/frame-ancestors 'none'/)
      expect(policy).not.toMatch(/unsafe-|https?:|\*/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('x-request-id')).toMatch(/^[\w-]{10,}$/)
      expect(headers.get('server') ?? headers.get('x-powered-by')).toBeNull()
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
  })

  it.each(['/', '/registrations', '/admin/', '/admin/queue'])(
    '%s is a page whose styles carry a nonce of this answer, and of no other',
    async (path) => {
      const nonces = await Promise.all([alder, alder].map(async (who) => nonceOf(await who.fetches(path))))
      expect(new Set(nonces).size).toBe(2)
    },
  )

  it('of the API is kept by nobody', async () => {
    // Signing out is among them, so somebody walks here who does nothing else.
    for (const door of doors.filter(({ path }) => path.startsWith('/api/v1') || path.startsWith('/api/auth')))
      for (const who of [w.as('corvane'), w.stranger()]) {
        const { headers } = await who.fetches(addressOf(door, {}), { method: door.method })
        expect([door.name, headers.get('cache-control')]).toEqual([door.name, 'no-store'])
      }
  })

  it('over https asks browsers to stay with https', async () => {
    const { headers } = await overHttps.request('/api/v1/me')
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
  })
})

describe('another site’s page', () => {
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost.evil.example' },
    { origin: 'http://localhost:81' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  it.each(unsafe.map((door, at) => [door.name, door, foreign[at % foreign.length]!] as const))(
    'can’t have %s done with a browser’s cookies',
    async (_, door, headers) => {
      const { headers: own, ...init } = requestOf(door)
      const sent = { ...init, headers: { ...(own as object), ...headers } }
      const { status, json } = await alder.fetches(addressOf(door, {}), sent)
      expect([headers, status, (json as { code?: string }).code]).toEqual([headers, 403, 'notAllowed'])
    },
  )

  it('by none of its ways of saying who it is', async () => {
    for (const headers of foreign) {
      const sent = { method: 'POST', body: '{"form":{}}', headers: { ...headers, 'content-type': 'application/json' } }
      expect([headers, (await alder.fetches('/api/v1/partner/drafts', sent)).status]).toEqual([headers, 403])
    }
  })

  it('that came without https isn’t ours where we have it', async () => {
    const from = async (origin: string) => {
      const headers = { origin, host: 'deals.example.com', 'content-type': 'application/json' }
      return (await overHttps.request('/api/v1/partner/drafts', { method: 'POST', body: '{"form":{}}', headers }))
        .status
    }
    expect(await from('http://deals.example.com')).toBe(403)
    expect(await from('https://deals.example.com')).toBe(401)
  })

  it('gets no permission to read either, by asking first', async () => {
    for (const path of ['/api/v1/me', '/api/v1/partner/registrations', '/api/auth/sign-in/email']) {
      const answer = await w.stranger().fetches(path, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://evil.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      })
      expect(answer.status).toBe(403)
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
    const read = await alder.fetches('/api/v1/me', { headers: { origin: 'https://evil.example' } })
    expect(read.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('a form can’t send what is taken: text and form data are refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
      const answer = await alder.fetches('/api/v1/partner/drafts', {
        method: 'POST',
        body: '{"form":{}}',
        headers: { 'content-type': type, 'idempotency-key': crypto.randomUUID() },
      })
      expect([type, answer.status]).toEqual([type, 415])
    }
  })

  it('our own pages are let through, by either name', async () => {
    for (const headers of [{ origin: 'http://localhost' }, { 'sec-fetch-site': 'same-origin' }, {}]) {
      const answer = await alder.fetches('/api/v1/partner/drafts', {
        method: 'POST',
        body: '{"form":{}}',
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      })
      expect([headers, answer.status]).toEqual([headers, 201])
    }
  })
})

describe('methods', () => {
  const plain = ({ status, json }: Answer) => [status, (json as { code?: string } | null)?.code]

  it.each(['PATCH', 'OPTIONS', 'PROPFIND', 'PURGE', 'FOO'])(
    '%s isn’t one that any address of the API takes',
    async (method) => {
      for (const path of ['/api/v1/me', '/api/v1/partner/registrations', '/api/v1/staff/queue'])
        expect(plain(await alder.fetches(path, { method }))).toEqual([405, 'methodNotAllowed'])
    },
  )

  it('no header makes one of another', async () => {
    const draft = await alder.fetches('/api/v1/partner/drafts', {
      method: 'POST',
      body: '{"form":{}}',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    })
    const { id } = draft.json as { id: string }
    for (const header of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      expect(plain(await alder.fetches(`/api/v1/partner/drafts/${id}`, { headers: { [header]: 'DELETE' } }))[0]).toBe(
        200,
      )
      expect(
        plain(
          await alder.fetches(`/api/v1/partner/drafts/${id}?_method=DELETE`, {
            method: 'POST',
            headers: { [header]: 'DELETE' },
          }),
        )[0],
      ).toBe(405)
    }
    expect((await alder.fetches(`/api/v1/partner/drafts/${id}`)).status).toBe(200)
  })

  it('HEAD is GET without the body', async () => {
    const { status, text } = await alder.fetches('/api/v1/me', { method: 'HEAD' })
    expect([status, text]).toEqual([200, ''])
  })
})

describe('what is said twice', () => {
  const twice = (name: string, one: string, other: string) => {
    const headers = new Headers({ 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() })
    headers.delete(name)
    headers.append(name, one)
    headers.append(name, other)
    return headers
  }
  const send = (headers: Headers) =>
    alder.fetches('/api/v1/partner/drafts', { method: 'POST', body: '{"form":{}}', headers })

  it('two Idempotency-Keys are none, two content types neither, two versions no version', async () => {
    expect((await send(twice('idempotency-key', 'one', 'other'))).status).toBe(400)
    expect((await send(twice('content-type', 'application/json', 'text/plain'))).status).toBe(415)
    const made = await send(new Headers({ 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }))
    const { id } = made.json as { id: string }
    const save = await alder.fetches(`/api/v1/partner/drafts/${id}`, {
      method: 'PUT',
      body: '{"form":{}}',
      headers: twice('if-match', '"1"', '"2"'),
    })
    expect(save.status).toBe(412)
  })
})
