import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { migrate } from '@parley/db/migrate'
import { repositoryDir } from '@parley/db/settings'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draws } from '../bench/match-draws.ts'
import { market } from '../support/market.ts'
import { type OwnPostgres, ownPostgres } from '../support/own-postgres.ts'
import { type Started, startApi, startWorker, untilReady } from '../support/processes.ts'
import { buildRivals, signInRivals } from '../support/rivals.ts'
import { countHalves, countLost } from '../support/whole-records.ts'
import { register, Writer } from '../support/writer.ts'

/** T2: so many crashes while so many write. */
const rounds = 30
const writersCount = 8
const readyMs = 10_000
const seed = 20_261_122

type Victim = 'the API' | 'a worker' | 'PostgreSQL, kill -9' | 'PostgreSQL, immediate stop'
const victims: Victim[] = ['the API', 'PostgreSQL, kill -9', 'a worker', 'the API', 'PostgreSQL, immediate stop']

let postgres: OwnPostgres
let owner: pg.Pool
let apis: Started[] = []
let worker: Started | undefined
let writers: Writer[]
const tookMs: { victim: Victim; ms: number }[] = []
const sql = async <Row>(text: string, values: unknown[] = []) => (await owner.query(text, values)).rows as Row[]
const acknowledged = () => writers.reduce((sum, { kept }) => sum + kept.length, 0)

beforeAll(async () => {
  postgres = await ownPostgres()
  const databaseUrl = postgres.url
  await migrate(databaseUrl)
  await buildRivals(databaseUrl, writersCount)
  owner = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  owner.on('error', () => {})
  apis = await Promise.all([startApi({ databaseUrl }), startApi({ databaseUrl })])
  worker = await startWorker({ databaseUrl })
  for (const api of apis) await untilReady(api)
  const cookies = await signInRivals(apis[0]!.url, writersCount)
  const names = market().map(({ name }) => name)
  let next = 0
  // Every fourth is wanted by all of them.
  const nextName = () => (next++ % 4 === 0 ? `Wanted by all ${Math.floor(next / 40)}` : names[next % names.length]!)
  writers = cookies.map((cookie) => new Writer(cookie, () => apis.map(({ url }) => url), nextName))
  await killAllTheTime(databaseUrl)
}, 15 * 60_000)

afterAll(async () => {
  for (const each of [...apis, worker]) await each?.stop()
  await owner.end()
  await postgres.stop()
})

async function killAllTheTime(databaseUrl: string): Promise<void> {
  const draw = draws(seed)
  let over = false
  const writing = writers.map((writer) => writer.writeUntil(() => over))
  try {
    for (let round = 0; round < rounds; round++) {
      const before = acknowledged()
      await pause(300 + draw.next() * 900)
      const victim = victims[round % victims.length]!
      tookMs.push({ victim, ms: await killAndStart(victim, round, databaseUrl) })
      for (let waited = 0; acknowledged() < before + writersCount; waited += 50) {
        if (waited > 60_000) throw new Error(`After ${victim} was killed, nobody gets an answer any more.`)
        await pause(50)
      }
    }
  } finally {
    over = true
    await Promise.all(writing)
  }
}

/** Milliseconds from the start of what was killed until every process is ready. */
async function killAndStart(victim: Victim, round: number, databaseUrl: string): Promise<number> {
  const which = round % 2
  if (victim === 'the API') await apis[which]!.kill()
  else if (victim === 'a worker') await worker?.kill()
  else await postgres.crash(victim === 'PostgreSQL, kill -9' ? 'SIGKILL' : 'SIGQUIT')
  const started = performance.now()
  if (victim === 'the API') apis[which] = await startApi({ databaseUrl, port: Number(new URL(apis[which]!.url).port) })
  else if (victim === 'a worker') worker = await startWorker({ databaseUrl })
  else await postgres.start()
  for (const api of apis) await untilReady(api)
  return performance.now() - started
}

describe(`${rounds} times kill -9 of the API, a worker and PostgreSQL, while ${writersCount} partners register`, () => {
  it('leaves every acknowledged decision as it was told', async () => {
    const kept = writers.flatMap((writer) => writer.kept)
    const repeats = writers.reduce((sum, writer) => sum + writer.repeats, 0)
    console.log(`${kept.length} acknowledged, ${repeats} asked again after a crash`)
    expect(kept.length).toBeGreaterThan(rounds * writersCount)
    expect(await countLost(sql, kept)).toBe(0)
  })

  it('leaves nothing half: each registration has its decision, its link, its message, its answer, and is there once', async () => {
    const { registrations, ...halves } = await countHalves(sql)
    expect(registrations).toBe(acknowledged())
    expect(Object.entries(halves).filter(([, count]) => count !== 0)).toEqual([])
  })

  it('answers a repeat with the same bytes, and does nothing twice', async () => {
    const kept = writers.flatMap((writer) => writer.kept)
    const different: string[] = []
    for (const [at, each] of kept.entries()) {
      const { status, text, etag, replayed } = await register(apis[at % 2]!.url, each)
      if (status !== 201 || text !== each.text || etag !== each.etag || !replayed) different.push(each.key)
    }
    expect(different).toEqual([])
    expect((await countHalves(sql)).registrations).toBe(kept.length)
  })

  it('tells those who wait to try again, and nothing else', () => {
    expect(writers.flatMap(({ odd }) => odd)).toEqual([])
  })

  it('is ready again within ten seconds', () => {
    const slowest = Math.max(...tookMs.map(({ ms }) => ms))
    console.log(`the slowest of ${tookMs.length} was ready after ${Math.round(slowest)} ms`)
    expect(tookMs.filter(({ ms }) => ms > readyMs)).toEqual([])
  })

  it('leaves the chain of records whole', async () => {
    const file = join(repositoryDir, 'apps/api/src/audit/audit-verify.ts')
    const env = { ...process.env, DATABASE_URL: postgres.url, PARLEY_DATA: tmpdir() }
    await promisify(execFile)(process.execPath, [file], { env })
  })
})
