import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { migrate, migrationsDir, newestMigration } from '@parley/db/migrate'
import { pointIds } from '@parley/rules/points/points'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { market } from '../support/market.ts'
import { type OwnPostgres, ownPostgres } from '../support/own-postgres.ts'
import { freePort, type Started, startApi, startWorker, untilReady } from '../support/processes.ts'
import { buildRivals, closingSoon, signInRivals } from '../support/rivals.ts'
import { countHalves, countLost } from '../support/whole-records.ts'
import { register, Writer } from '../support/writer.ts'

const writersCount = 6
let postgres: OwnPostgres
let databaseUrl: string
const running = new Set<Started>()
const names = market().map(({ name }) => name)
const nextName = () => names.shift()!

beforeAll(async () => {
  postgres = await ownPostgres()
  databaseUrl = await anotherDatabase('operated')
  await migrate(databaseUrl)
  await buildRivals(databaseUrl, writersCount)
})
afterAll(async () => {
  for (const each of running) await each.kill()
  await postgres.stop()
})

async function sql<Row>(text: string, values: unknown[] = [], url = databaseUrl): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text, values)).rows as Row[]
  } finally {
    await client.end()
  }
}

async function anotherDatabase(name: string): Promise<string> {
  await sql(`CREATE DATABASE ${name}`, [], postgres.url)
  const url = new URL(postgres.url)
  url.pathname = `/${name}`
  return url.toString()
}

async function api(env: Record<string, string> = {}): Promise<Started> {
  const started = await startApi({ databaseUrl, env })
  running.add(started)
  await untilReady(started)
  return started
}

/** Milliseconds until it has ended. */
async function ended(process: Started, withinMs: number): Promise<number> {
  const since = performance.now()
  while (process.isAlive()) {
    if (performance.now() - since > withinMs)
      throw new Error(`It hasn't ended after ${withinMs} ms:\n${process.output()}`)
    await pause(20)
  }
  running.delete(process)
  return performance.now() - since
}

const aBody = () => JSON.stringify(aDeal({ account: { name: nextName() }, deal: { expectedCloseOn: closingSoon() } }))

/** Nobody registers until this is let go of: what is asked meanwhile is under way. */
async function holdRegistrations(): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('BEGIN; LOCK TABLE parley.registration IN ACCESS EXCLUSIVE MODE')
  return async () => {
    await client.query('COMMIT')
    await client.end()
  }
}

describe('two servers and two workers that start at the same moment on an empty database', () => {
  it('all come up: one of them prepares it, and it is prepared once', async () => {
    const databaseUrl = await anotherDatabase('together')
    const ports = [await freePort(), await freePort()]
    const operatorPort = { PARLEY_METRICS_PORT: String(ports[0]) }
    const both = await Promise.all([
      startApi({ databaseUrl }),
      startApi({ databaseUrl }),
      startWorker({ databaseUrl, env: operatorPort }),
      startWorker({ databaseUrl, env: { PARLEY_METRICS_PORT: String(ports[1]) } }),
    ])
    const [first, second, ...workers] = both
    for (const each of both) running.add(each)
    await Promise.all([untilReady(first, 150_000), untilReady(second, 150_000)])
    await Promise.all(
      workers.map((worker, at) => untilReady({ ...worker, url: `http://127.0.0.1:${ports[at]}` }, 150_000)),
    )
    const [counted] = await sql(
      'SELECT count(*)::int AS versions, (SELECT count(*)::int FROM parley.vendor) AS vendors FROM parley.policy_version',
      [],
      databaseUrl,
    )
    expect(counted).toEqual({ versions: pointIds.length, vendors: 1 })
    for (const each of both) {
      await each.stop()
      running.delete(each)
      expect(each.output()).not.toMatch(/"level":"(error|fatal)"/)
    }
  })
})

describe('a server that is told to stop', () => {
  it('says so first, goes on answering for its grace, and loses nothing that it has acknowledged', async () => {
    const leaving = await api({ PARLEY_DRAIN_SECONDS: '2' })
    const staying = await api()
    const cookies = await signInRivals(leaving.url, writersCount)
    const urls = new Set([leaving.url, staying.url])
    const writers = cookies.map((cookie) => new Writer(cookie, () => [...urls], nextName))
    let over = false
    const writing = writers.map((writer) => writer.writeUntil(() => over))
    await pause(1500)
    process.kill(leaving.pid, 'SIGTERM')
    const ends = ended(leaving, 15_000)
    await pause(200)
    const ready = await fetch(`${leaving.url}/readyz`)
    expect([ready.status, ready.headers.get('connection'), ready.headers.get('retry-after')]).toEqual([
      503,
      'close',
      '2',
    ])
    expect((await fetch(`${leaving.url}/livez`)).status).toBe(200)
    urls.delete(leaving.url) // as a load balancer does once it has noticed
    expect(await ends).toBeLessThan(12_000)
    await pause(500)
    over = true
    await Promise.all(writing)
    const kept = writers.flatMap((writer) => writer.kept)
    expect(kept.length).toBeGreaterThan(writersCount)
    expect(writers.flatMap(({ odd }) => odd)).toEqual([])
    expect(await countLost((text, values) => sql(text, values), kept)).toBe(0)
    const { registrations: _, ...halves } = await countHalves((text, values) => sql(text, values))
    expect(Object.entries(halves).filter(([, count]) => count !== 0)).toEqual([])
    await staying.stop()
    running.delete(staying)
  })

  it('lets a request that is under way end, takes no other, and tells its connection to close', async () => {
    const leaving = await api()
    const [cookie] = await signInRivals(leaving.url, 1)
    const letGo = await holdRegistrations()
    const slow = post(leaving, cookie!)
    await pause(500)
    process.kill(leaving.pid, 'SIGTERM')
    await pause(500)
    await expect(fetch(`${leaving.url}/livez`)).rejects.toThrow()
    await letGo()
    expect(await slow).toEqual({ status: 201, connection: 'close' })
    expect(await ended(leaving, 5000)).toBeLessThan(5000)
  })

  it('ends at once at a second signal', async () => {
    const leaving = await api({ PARLEY_DRAIN_SECONDS: '20' })
    process.kill(leaving.pid, 'SIGTERM')
    await pause(1000)
    expect(leaving.isAlive()).toBe(true)
    process.kill(leaving.pid, 'SIGTERM')
    expect(await ended(leaving, 5000)).toBeLessThan(1000)
  })
})

/** Over a connection that would be kept. */
function post(
  { url }: Started,
  cookie: string,
): Promise<{ status: number | undefined; connection: string | undefined }> {
  const headers = { cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() }
  const agent = new Agent({ keepAlive: true })
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/api/v1/partner/registrations`, { method: 'POST', headers, agent }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve({ status: answer.statusCode, connection: answer.headers.connection }))
    })
    asked.once('error', reject)
    asked.end(aBody())
  })
}

describe('a migration beside live traffic', () => {
  const dir = mkdtempSync(join(tmpdir(), 'parley-migrations-'))
  const next = (ahead: number) => String(newestMigration() + ahead).padStart(3, '0')
  const statuses: number[] = []
  const took: number[] = []
  let older: Started
  let cookies: string[]

  beforeAll(async () => {
    for (const name of readdirSync(migrationsDir)) cpSync(join(migrationsDir, name), join(dir, name))
    older = await api()
    cookies = await signInRivals(older.url, writersCount)
  })
  afterAll(() => rmSync(dir, { recursive: true }))

  /** Registers without a pause while `work` is done; ends in the milliseconds of each. */
  async function beside(work: () => Promise<unknown>): Promise<number[]> {
    const times: number[] = []
    let over = false
    const writing = cookies.map(async (cookie) => {
      while (!over) {
        const since = performance.now()
        const { status } = await register(older.url, { key: randomUUID(), cookie, body: aBody() })
        times.push(performance.now() - since)
        statuses.push(status)
      }
    })
    await work()
    over = true
    await Promise.all(writing)
    return times
  }

  it('waits for its locks in small parts, so that nobody waits for it; the older version goes on with the newer schema', async () => {
    const before = await beside(() => pause(3000))
    writeFileSync(
      join(dir, `${next(1)}_additive.sql`),
      `ALTER TABLE parley.registration ADD COLUMN remark text;
       ALTER TABLE parley.outbox ADD COLUMN remark text NOT NULL DEFAULT '';
       CREATE TABLE parley.remark (id uuid PRIMARY KEY, registration_id uuid REFERENCES parley.registration);
       CREATE INDEX registration_remark ON parley.registration (remark) WHERE remark IS NOT NULL;`,
    )
    const reader = new pg.Client({ connectionString: databaseUrl })
    await reader.connect()
    await reader.query('BEGIN; SELECT count(*) FROM parley.registration') // a report that takes its time
    took.push(
      ...(await beside(async () => {
        const migrating = migrate(databaseUrl, dir)
        await pause(2500)
        await reader.query('COMMIT')
        await reader.end()
        expect(await migrating).toEqual([`${next(1)}_additive.sql`])
        await pause(2000)
      })),
    )
    expect(new Set(statuses)).toEqual(new Set([201]))
    const usual = before.sort((a, b) => a - b)[Math.floor(before.length * 0.95)]!
    const stallMs = Math.max(...took) - usual
    console.log(
      `longest stall ${Math.round(stallMs)} ms beside a usual ${Math.round(usual)} ms, of ${took.length} requests`,
    )
    expect(stallMs).toBeLessThan(1000)
    expect((await fetch(`${older.url}/readyz`)).status).toBe(200)
  })

  it('that fails leaves the database where it was, and everybody goes on', async () => {
    writeFileSync(
      join(dir, `${next(2)}_fails.sql`),
      'ALTER TABLE parley.registration ADD COLUMN lost text; SELECT 1 / 0;',
    )
    statuses.length = 0
    await beside(() => expect(migrate(databaseUrl, dir)).rejects.toThrow('division by zero'))
    expect(new Set(statuses)).toEqual(new Set([201]))
    expect(
      await sql("SELECT 1 FROM information_schema.columns WHERE table_name = 'registration' AND column_name = 'lost'"),
    ).toEqual([])
    const [at] = await sql<{ newest: number }>('SELECT max(number) AS newest FROM public.parley_migration')
    expect(at!.newest).toBe(newestMigration() + 1)
  })

  it('keeps the older version from starting by mistake, and lets it where one goes back on purpose', async () => {
    const refused = await startApi({ databaseUrl })
    running.add(refused)
    await ended(refused, 30_000)
    expect(refused.output()).toContain('PARLEY_NEWER_DATABASE=on')
    await (await api({ PARLEY_NEWER_DATABASE: 'on' })).stop()
  })
})
