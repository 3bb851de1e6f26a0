import { createApp } from '@parley/api/app'
import { createEnv } from '@parley/api/context'
import { createLogger } from '@parley/api/operation/logger'
import type { Route } from '@parley/contract/route'
import { allRoutes } from '@parley/contract/routes/all'
import { openPool } from '@parley/db/connect'
import { newestMigration } from '@parley/db/migrate'
import { afterAll, describe, expect, it } from 'vitest'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const asks = async (path: string, app = w.app) => {
  const answer = await app.request(path)
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> }
}

describe('/readyz', () => {
  it('says yes when the database answers, migrations are there and every point has a policy', async () => {
    expect((await asks('/readyz')).body).toEqual({
      status: 'ready',
      checks: { process: 'serving', database: 'there', migrations: 'applied', policies: 'in force' },
    })
  })

  it.each(['starting', 'draining'] as const)('says no while the process is %s, which lives on', async (state) => {
    w.env.operation.state = state
    const { status, headers, body } = await asks('/readyz')
    const lives = (await asks('/livez')).status
    const started = (await asks('/startupz')).status
    w.env.operation.state = 'serving'
    expect([status, headers.get('retry-after'), body.status]).toEqual([503, '2', 'notReady'])
    expect([lives, started]).toEqual([200, state === 'starting' ? 503 : 200])
  })

  it('says no, and which, while a migration or a policy is missing', async () => {
    const newest = newestMigration()
    await w.sql('UPDATE public.parley_migration SET number = -number WHERE number = $1', [newest])
    await w.sql('ALTER TABLE parley.policy_activation DISABLE TRIGGER USER')
    await w.sql("DELETE FROM parley.policy_activation WHERE point = 'conflict'")
    const { status, body } = await asks('/readyz')
    expect([status, body.checks]).toEqual([
      503,
      {
        ...{ process: 'serving', database: 'there' },
        ...{ migrations: `at ${newest - 1}, and ${newest} are needed`, policies: 'none for conflict' },
      },
    ])
    await w.sql('UPDATE public.parley_migration SET number = -number WHERE number < 0')
    expect((await asks('/api/health')).status).toBe(200)
  })
})

describe('a database that is known to be away', () => {
  it.each(['/api/v1/me', '/.well-known/jwks.json', '/represents/anything'])(
    'is not asked for what strangers may open: %s',
    async (path) => {
      const { database } = w.env.operation
      const before = w.env.roundTrips.count
      database.isAway = true
      const answer = await w.app.request(path)
      database.isAway = false
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
      expect(w.env.roundTrips.count).toBe(before)
    },
  )
})

describe('without a database', () => {
  const pool = openPool('postgresql://nobody@127.0.0.1:1/nowhere', { role: 'parley_app', size: 2 })
  const said: string[] = []
  const env = createEnv({
    appPool: pool,
    secret: 'a secret for tests of at least 32 characters',
    publicUrl: 'http://localhost',
    logger: createLogger({ logFormat: 'json', logLevel: 'info' }, 'parley-api', { write: (line) => said.push(line) }),
  })
  const app = createApp(env)
  afterAll(async () => {
    await env.close()
    await pool.end()
  })

  it('the process lives, isn’t ready, and every route says 503 and when to try again', async () => {
    const cookie = await w.as('alder').cookie()
    expect((await asks('/livez', app)).status).toBe(200)
    expect((await asks('/readyz', app)).body.checks).toMatchObject({ database: 'away' })
    const answers = await Promise.all(
      (allRoutes as readonly Route[])
        .filter(({ method, query, params }) => method === 'get' && !query && !params)
        .map(async ({ id, path }) => {
          const answer = await app.request(`/api/v1${path}`, { headers: { cookie } })
          return [id, answer.status, answer.headers.get('retry-after') !== null, answer.headers.get('content-type')]
        }),
    )
    expect(answers.length).toBeGreaterThan(10)
    for (const [id, ...answer] of answers) expect([id, ...answer]).toEqual([id, 503, true, 'application/problem+json'])
    const signIn = await app.request('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ada@partner.example', password: 'x' }),
    })
    expect([signIn.status, signIn.headers.get('retry-after')]).toEqual([503, '2'])
    expect(said.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([])
  })

  it('once that is known, nobody waits: those under way are told too', async () => {
    const { database } = env.operation
    await database.look()
    expect(database.isAway).toBe(true)
    const never = database.orAway(new Promise(() => {}))
    const known = database.look()
    await expect(never).rejects.toThrow('the database is away')
    await known
  })
})
