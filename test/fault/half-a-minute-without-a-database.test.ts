import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { migrate } from '@parley/db/migrate'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { market } from '../support/market.ts'
import { type OwnPostgres, ownPostgres } from '../support/own-postgres.ts'
import { type Started, startApi, untilReady } from '../support/processes.ts'
import { buildRivals, closingSoon, signInRivals } from '../support/rivals.ts'
import { countHalves, countLost } from '../support/whole-records.ts'
import { register, Writer } from '../support/writer.ts'

/** T18 */
const awayMs = 30_000
const writersCount = 8
/** Of those who ask at once, the slowest; the moment of the crash itself may take longer. */
const quickMs = 3000

type Asked = { what: string; status: number; retryAfter: string | null; ms: number; atMs: number }

let postgres: OwnPostgres
let owner: pg.Pool
let apis: Started[] = []
let cookies: string[]
let writers: Writer[]
const asked: Asked[] = []
let pids: number[]
let recoveredMs: number
const sql = async <Row>(text: string, values: unknown[] = []) => (await owner.query(text, values)).rows as Row[]

beforeAll(async () => {
  postgres = await ownPostgres()
  const databaseUrl = postgres.url
  await migrate(databaseUrl)
  await buildRivals(databaseUrl, writersCount)
  owner = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  owner.on('error', () => {})
  apis = await Promise.all([startApi({ databaseUrl }), startApi({ databaseUrl })])
  for (const api of apis) await untilReady(api)
  pids = apis.map(({ pid }) => pid)
  cookies = await signInRivals(apis[0]!.url, writersCount)
  const names = market().map(({ name }) => name)
  let next = 0
  writers = cookies.map(
    (cookie) =>
      new Writer(
        cookie,
        () => apis.map(({ url }) => url),
        () => names[next++]!,
      ),
  )
  let over = false
  const writing = writers.map((writer) => writer.writeUntil(() => over))
  await pause(2000)
  await postgres.crash('SIGQUIT')
  await askFor(awayMs)
  const started = performance.now()
  await postgres.start()
  for (const api of apis) await untilReady(api)
  recoveredMs = performance.now() - started
  await pause(2000)
  over = true
  await Promise.all(writing)
}, 5 * 60_000)

afterAll(async () => {
  for (const each of apis) await each.stop()
  await owner.end()
  await postgres.stop()
})

/** Everything that needs the database, again and again, beside the writers. */
async function askFor(ms: number): Promise<void> {
  const crashed = performance.now()
  const cookie = cookies[0]!
  const body = JSON.stringify(aDeal({ account: { name: 'Asked in vain' }, deal: { expectedCloseOn: closingSoon() } }))
  const posting = () => ({ 'content-type': 'application/json', 'idempotency-key': randomUUID() })
  const ways: Record<string, () => [string, RequestInit]> = {
    register: () => ['/api/v1/partner/registrations', { method: 'POST', headers: { cookie, ...posting() }, body }],
    precheck: () => ['/api/v1/partner/prechecks', { method: 'POST', headers: { cookie, ...posting() }, body }],
    list: () => ['/api/v1/partner/registrations', { headers: { cookie } }],
    'sign in': () => [
      '/api/auth/sign-in/email',
      { method: 'POST', headers: posting(), body: JSON.stringify({ email: 'rival-0@partner.example', password: 'x' }) },
    ],
    'be ready': () => ['/readyz', {}],
  }
  while (performance.now() - crashed < ms) {
    for (const [what, request] of Object.entries(ways)) {
      const [path, init] = request()
      const atMs = performance.now() - crashed
      const answer = await fetch(`${apis[asked.length % 2]!.url}${path}`, init)
      await answer.arrayBuffer()
      const ms = performance.now() - crashed - atMs
      asked.push({ what, status: answer.status, retryAfter: answer.headers.get('retry-after'), ms, atMs })
    }
    await pause(100)
  }
}

describe('half a minute without a database', () => {
  it('everything that needs it says 503 and when to try again', () => {
    expect(asked.length).toBeGreaterThan(100)
    expect(asked.filter(({ status, retryAfter }) => status !== 503 || !retryAfter)).toEqual([])
  })

  it('nobody waits long for that', () => {
    const settled = asked.filter(({ atMs }) => atMs > 2000)
    expect(settled.filter(({ ms }) => ms > quickMs)).toEqual([])
    expect(asked.filter(({ ms }) => ms > 15_000)).toEqual([])
  })

  it('the processes live on, and serve again without a restart', () => {
    expect(apis.map(({ pid }) => pid)).toEqual(pids)
    expect(apis.map((api) => api.isAlive())).toEqual([true, true])
    expect(recoveredMs).toBeLessThan(10_000)
  })

  it('what was acknowledged before and after is there, once and whole, and repeats get the same bytes', async () => {
    const kept = writers.flatMap((writer) => writer.kept)
    expect(writers.flatMap(({ odd }) => odd)).toEqual([])
    expect(await countLost(sql, kept)).toBe(0)
    const { registrations, ...halves } = await countHalves(sql)
    expect(registrations).toBe(kept.length)
    expect(Object.entries(halves).filter(([, count]) => count !== 0)).toEqual([])
    for (const each of kept.slice(-20)) expect((await register(apis[0]!.url, each)).text).toBe(each.text)
  })
})
