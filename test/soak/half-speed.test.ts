import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draws } from '../bench/match-draws.ts'
import { type FreshDatabase, freshDatabase, template } from '../support/database.ts'
import { aDeal } from '../support/factories.ts'
import { liveMb, withInspector } from '../support/live-memory.ts'
import { market } from '../support/market.ts'
import { type Started, startApi, startWorker, untilReady } from '../support/processes.ts'
import { people } from '../support/program.ts'
import { buildRivals, closingSoon, signIn, signInRivals } from '../support/rivals.ts'

/** T19: everyday work at about half of what the process can, for as long as PARLEY_SOAK_MINUTES says. */
const minutes = Number(process.env.PARLEY_SOAK_MINUTES ?? 3)
/** Memory is compared after so much of it: caches have filled, code is compiled. */
const settled = 1 / 3
const sellers = 40
const fullSpeedMs = 8000
/** Live memory: a list that grows by two kilobytes with each request would be found. */
const mostGrowthMbPerMinute = minutes >= 10 ? 1 : 4

type Sample = { minute: number; liveMb: number; connections: number }

let database: FreshDatabase
let owner: pg.Pool
let api: Started
let worker: Started
let cookies: string[]
let staff: string
let sent = 0
const ids: string[] = []
const statuses = new Map<string, number>()
const samples: Sample[] = []
const draw = draws(19)
const names = market().map(({ name }) => name)

beforeAll(
  async () => {
    await template('forty_rivals', (ownerUrl) => buildRivals(ownerUrl, sellers))
    database = await freshDatabase({ from: 'forty_rivals' })
    owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 })
    const databaseUrl = database.ownerUrl
    api = await startApi({ databaseUrl, env: withInspector })
    worker = await startWorker({ databaseUrl, env: withInspector })
    await untilReady(api)
    cookies = await signInRivals(api.url, sellers)
    staff = await signIn(api.url, people.manager.email)
    const perSecond = await fullSpeed()
    console.log(`full speed ${perSecond.toFixed(0)} requests a second, half of it for ${minutes} minutes`)
    await soak(perSecond / 2)
  },
  (minutes + 5) * 60_000,
)

afterAll(async () => {
  await worker.stop()
  await api.stop()
  await owner.end()
  await database.close()
})

/** A day's mix: most look, some check, some register. */
async function ask(): Promise<void> {
  const number = sent++
  const cookie = cookies[number % sellers]!
  const dice = draw.next()
  const account = { name: `${names[number % names.length]} ${Math.floor(number / names.length) || ''}`.trim() }
  const body = JSON.stringify(aDeal({ account, deal: { expectedCloseOn: closingSoon() } }))
  const headers = { cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() }
  const id = ids[Math.floor(dice * ids.length)]
  if (dice < 0.15) await answerTo('register', '/partner/registrations', { method: 'POST', headers, body })
  else if (dice < 0.35) await answerTo('precheck', '/partner/prechecks', { method: 'POST', headers, body })
  else if (dice < 0.6) await answerTo('list', '/partner/registrations?limit=25', { headers: { cookie } })
  else if (dice < 0.75) await answerTo('home', '/partner/home', { headers: { cookie } })
  else if (dice < 0.9 || !id)
    await answerTo('staff list', '/staff/registrations?limit=25', { headers: { cookie: staff } })
  else await answerTo('inspect', `/staff/registrations/${id}`, { headers: { cookie: staff } })
}

async function answerTo(what: string, path: string, init: RequestInit): Promise<void> {
  const answer = await fetch(`${api.url}/api/v1${path}`, { ...init, signal: AbortSignal.timeout(30_000) })
  const json = (await answer.json()) as { summary?: { id: string } }
  if (what === 'register' && json.summary) ids.push(json.summary.id)
  const key = `${what} ${answer.status}`
  statuses.set(key, (statuses.get(key) ?? 0) + 1)
}

/** Requests a second of eight that ask as fast as they are answered. */
async function fullSpeed(): Promise<number> {
  const ends = performance.now() + fullSpeedMs
  const before = sent
  const one = async () => {
    while (performance.now() < ends) await ask()
  }
  await Promise.all(Array.from({ length: 8 }, one))
  return ((sent - before) * 1000) / fullSpeedMs
}

/** At even intervals, whether or not the last was answered. */
async function soak(perSecond: number): Promise<void> {
  const began = performance.now()
  const underWay = new Set<Promise<void>>()
  let nextSample = 0
  for (let at = 0; at < minutes * 60_000; at += 1000 / perSecond) {
    await pause(Math.max(0, began + at - performance.now()))
    const one = ask().finally(() => underWay.delete(one))
    underWay.add(one)
    if (at < nextSample) continue
    nextSample += 6000
    samples.push(await sample(at / 60_000))
  }
  await Promise.all(underWay)
}

async function sample(minute: number): Promise<Sample> {
  const { rows } = await owner.query<{ connections: number }>(
    'SELECT count(*)::int AS connections FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  )
  return { minute, liveMb: (await liveMb(api)) + (await liveMb(worker)), connections: rows[0]!.connections }
}

/** Megabytes a minute, by least squares. */
function growth(of: readonly Sample[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const minute = mean(of.map((each) => each.minute))
  const mb = mean(of.map((each) => each.liveMb))
  const over = of.reduce((sum, each) => sum + (each.minute - minute) * (each.liveMb - mb), 0)
  return over / of.reduce((sum, each) => sum + (each.minute - minute) ** 2, 0)
}

describe(`${minutes} minutes of everyday work at half speed`, () => {
  it('has an answer for everything', () => {
    const failed = [...statuses].filter(([key]) => !/ 20[01]$/.test(key))
    console.log([...statuses].map(([key, count]) => `${key}: ${count}`).join(', '))
    expect(failed).toEqual([])
  })

  it('needs no more memory as time goes by', () => {
    const later = samples.filter(({ minute }) => minute > minutes * settled)
    const [first, last] = [later[0]!, later.at(-1)!]
    console.log(
      `${growth(later).toFixed(1)} MB a minute; ${first.liveMb.toFixed(0)} MB at minute ${first.minute.toFixed(1)}, ${last.liveMb.toFixed(0)} MB at the end`,
    )
    expect(growth(later)).toBeLessThan(mostGrowthMbPerMinute)
  })

  it('needs no more connections as time goes by', () => {
    const most = (of: readonly Sample[]) => Math.max(...of.map(({ connections }) => connections))
    const half = Math.floor(samples.length / 2)
    expect(most(samples.slice(half))).toBeLessThanOrEqual(most(samples.slice(0, half)) + 2)
  })
})
