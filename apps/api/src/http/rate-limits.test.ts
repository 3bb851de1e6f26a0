import { describe, expect, it } from 'vitest'
import { world } from '../../../../test/support/world.ts'
import { createApp } from '../app.ts'
import { RequestLimits } from './rate-limits.ts'

const w = await world()

/** The API with limits so low that a test reaches them, and whence each request seems to come. */
function limited(most: { person: number; partner: number; address: number }, trustsProxy = false) {
  const app = createApp({ ...w.env, limits: new RequestLimits(w.env.clock, most), trustsProxy })
  return async (
    who: 'alder' | 'alderAdmin' | 'brightwater' | null,
    path = '/api/v1/me',
    from = '127.0.0.1',
    headers = {},
  ) => {
    const cookie: Record<string, string> = who ? { cookie: await w.as(who).cookie() } : {}
    const answer = await app.request(
      path,
      { headers: { ...cookie, ...headers } },
      { incoming: { socket: { remoteAddress: from } } },
    )
    return {
      status: answer.status,
      headers: answer.headers,
      problem: (await answer.clone().json()) as { code?: string; detail?: string },
    }
  }
}
const plenty = 1_000

describe('how often somebody may ask', () => {
  it('stands on every answer, of problems too', async () => {
    const ask = limited({ person: 10, partner: plenty, address: plenty })
    const first = await ask('alder')
    expect(first.headers.get('ratelimit-policy')).toBe('"person";q=10;w=60')
    expect(first.headers.get('ratelimit')).toBe('"person";r=9;t=6')
    const refused = await ask('alder', '/api/v1/staff/queue')
    expect([refused.status, refused.headers.get('ratelimit')]).toEqual([403, '"person";r=8;t=12'])
  })

  it('a person: 429 with the seconds to wait, after which it goes on', async () => {
    const ask = limited({ person: 3, partner: plenty, address: plenty })
    for (let at = 0; at < 3; at++) expect((await ask('alder')).status).toBe(200)
    const { status, headers, problem } = await ask('alder')
    expect(status).toBe(429)
    expect(headers.get('retry-after')).toBe('20')
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(headers.get('ratelimit')).toBe('"person";r=0;t=60')
    expect(problem).toMatchObject({
      code: 'tooMany',
      detail: 'You have asked more than 3 times within a minute. Ask again in 20 seconds.',
    })
    expect((await ask('alderAdmin')).status).toBe(200)
    w.travelTo(new Date(w.now().getTime() + 20_000).toISOString())
    expect((await ask('alder')).status).toBe(200)
  })

  it('a partner’s people together; another partner goes on', async () => {
    const ask = limited({ person: plenty, partner: 4, address: plenty })
    for (const who of ['alder', 'alderAdmin', 'alder', 'alderAdmin'] as const) expect((await ask(who)).status).toBe(200)
    const { status, problem } = await ask('alder')
    expect([status, problem.detail]).toEqual([
      429,
      'Your company has asked more than 4 times within a minute. Ask again in 15 seconds.',
    ])
    expect((await ask('brightwater')).status).toBe(200)
  })

  it('an address, before anybody has signed in; of IPv6 a whole /64', async () => {
    const ask = limited({ person: plenty, partner: plenty, address: 2 })
    expect((await ask(null, '/api/v1/me', '203.0.113.7')).status).toBe(401)
    expect((await ask(null, '/api/nothing', '203.0.113.7')).status).toBe(404)
    expect((await ask(null, '/api/v1/me', '::ffff:203.0.113.7')).status).toBe(429)
    expect((await ask(null, '/api/v1/me', '203.0.113.8')).status).toBe(401)
    for (const host of ['1', '2']) expect((await ask(null, '/api/v1/me', `2001:db8:1:2::${host}`)).status).toBe(401)
    expect((await ask(null, '/api/v1/me', '2001:db8:1:2:ffff::9')).status).toBe(429)
    expect((await ask(null, '/api/v1/me', '2001:db8:1:3::1')).status).toBe(401)
  })

  it('an address, for what is beside the API too, before the database is asked: keys and attestations', async () => {
    const from = { incoming: { socket: { remoteAddress: '203.0.113.7' } } }
    for (const [path, type] of [
      ['/.well-known/jwks.json', 'application/problem+json'],
      ['/represents/anything', 'text/html; charset=UTF-8'],
    ] as const) {
      const most = { person: plenty, partner: plenty, address: 2 }
      const app = createApp({ ...w.env, limits: new RequestLimits(w.env.clock, most) })
      for (let at = 0; at < 2; at++) expect((await app.request(path, {}, from)).status).toBe(200)
      const before = w.env.roundTrips.count
      const { status, headers } = await app.request(path, {}, from)
      expect([status, headers.get('content-type'), headers.get('retry-after')]).toEqual([429, type, '30'])
      expect(w.env.roundTrips.count).toBe(before)
    }
  })

  it('the machine itself isn’t an address: behind a proxy everybody’s requests would count as one’s', async () => {
    const ask = limited({ person: plenty, partner: plenty, address: 1 })
    for (let at = 0; at < 5; at++) expect((await ask(null)).status).toBe(401)
  })

  it('X-Forwarded-For counts only where a proxy is trusted, and only what that one wrote', async () => {
    const forwarded = (text: string) => ({ 'x-forwarded-for': text })
    const direct = limited({ person: plenty, partner: plenty, address: 1 })
    expect((await direct(null, '/api/v1/me', '203.0.113.7', forwarded('198.51.100.1'))).status).toBe(401)
    expect((await direct(null, '/api/v1/me', '203.0.113.7', forwarded('198.51.100.2'))).status).toBe(429)
    const behind = limited({ person: plenty, partner: plenty, address: 1 }, true)
    expect((await behind(null, '/api/v1/me', '10.0.0.1', forwarded('198.51.100.9, 203.0.113.7'))).status).toBe(401)
    expect((await behind(null, '/api/v1/me', '10.0.0.1', forwarded('198.51.100.8, 203.0.113.7'))).status).toBe(429)
    expect((await behind(null, '/api/v1/me', '10.0.0.1', forwarded('203.0.113.8'))).status).toBe(401)
    expect((await behind(null, '/api/v1/me', '10.0.0.1', forwarded('not an address'))).status).toBe(401)
  })

  it('costs next to nothing', () => {
    const limits = new RequestLimits(w.env.clock, { person: 1_200, partner: 6_000, address: 6_000 })
    const people = Array.from({ length: 1_000 }, (_, at) => ({ userId: `u${at}`, partnerId: `p${at % 50}` }))
    const from = performance.now()
    for (let at = 0; at < 50_000; at++) limits.actor(people[at % 1_000] as never)
    expect((performance.now() - from) / 50_000).toBeLessThan(0.02)
  })
})
