import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draws } from '../bench/match-draws.ts'
import { type FreshDatabase, freshDatabase, template } from '../support/database.ts'
import { aDeal } from '../support/factories.ts'
import { market } from '../support/market.ts'
import { type Started, startApi, untilReady } from '../support/processes.ts'
import { buildRivals, closingSoon, signInRivals } from '../support/rivals.ts'
import { countHalves } from '../support/whole-records.ts'
import { register } from '../support/writer.ts'

/** T4: so many keys, each sent so often at once; most senders hang up before the answer. */
const keysCount = 1000
const duplicates = 5
const keysAtOnce = 12
const sellers = 40

type Try = { key: string; cookie: string; body: string }
type Answer = { status: number; text: string; etag: string | null; replayed: boolean }

let database: FreshDatabase
let owner: pg.Pool
let apis: Started[] = []
let tries: Try[]
const answers = new Map<string, Answer[]>()
const sql = async <Row>(text: string, values: unknown[] = []) => (await owner.query(text, values)).rows as Row[]

beforeAll(async () => {
  await template('forty_rivals', (ownerUrl) => buildRivals(ownerUrl, sellers))
  database = await freshDatabase({ from: 'forty_rivals' })
  owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 })
  const databaseUrl = database.ownerUrl
  apis = await Promise.all([startApi({ databaseUrl }), startApi({ databaseUrl })])
  for (const api of apis) await untilReady(api)
  const cookies = await signInRivals(apis[0]!.url, sellers)
  tries = market()
    .slice(0, keysCount)
    .map(({ name }, number) => ({
      key: `key ${number}`.replace(' ', '-'),
      cookie: cookies[number % sellers]!,
      body: JSON.stringify(aDeal({ account: { name }, deal: { expectedCloseOn: closingSoon() } })),
    }))
  const draw = draws(4)
  for (let first = 0; first < keysCount; first += keysAtOnce)
    await Promise.all(tries.slice(first, first + keysAtOnce).map((each, at) => sendOften(each, first + at, draw.next)))
}, 10 * 60_000)

afterAll(async () => {
  for (const each of apis) await each.stop()
  await owner.end()
  await database.close()
})

/** Of five at once two wait for their answers, but of every fifth key all hang up. */
async function sendOften(each: Try, number: number, next: () => number): Promise<void> {
  const waiting = number % 5 === 0 ? 0 : 2
  const got = await Promise.all(
    Array.from({ length: duplicates }, (_, at) =>
      at < waiting ? register(apis[at % 2]!.url, each) : hangUp(apis[at % 2]!.url, each, next() * 60),
    ),
  )
  answers.set(
    each.key,
    got.filter((answer) => answer !== undefined),
  )
}

/** Sends it all, and cuts the connection after so many milliseconds. */
function hangUp(url: string, { key, cookie, body }: Try, afterMs: number): Promise<undefined> {
  return new Promise((resolve) => {
    const headers = { cookie, 'content-type': 'application/json', 'idempotency-key': key }
    const sent = request(`${url}/api/v1/partner/registrations`, { method: 'POST', headers, agent: false })
    sent.on('error', () => resolve(undefined))
    sent.on('response', (response) =>
      response
        .on('error', () => {})
        .on('close', () => resolve(undefined))
        .resume(),
    )
    sent.end(body, () =>
      setTimeout(() => {
        sent.destroy()
        resolve(undefined)
      }, afterMs),
    )
  })
}

describe(`${keysCount} keys, each sent ${duplicates} times at once, most of them cut off`, () => {
  const last: Answer[] = []

  it('each has one effect, also where nobody heard the answer', async () => {
    for (const [at, each] of tries.entries()) last.push(await register(apis[at % 2]!.url, each))
    expect(new Set(last.map(({ status }) => status))).toEqual(new Set([201]))
    const { registrations, ...halves } = await countHalves(sql)
    expect(registrations).toBe(keysCount)
    expect(Object.entries(halves).filter(([, count]) => count !== 0)).toEqual([])
    const kept = await sql('SELECT FROM parley.idempotency')
    expect(kept).toHaveLength(keysCount)
  })

  it('whoever waited got the same bytes as whoever asks later, and one of them at most was the first', () => {
    const different = tries.filter(({ key }, at) =>
      answers
        .get(key)!
        .some(({ status, text, etag }) => status !== 201 || text !== last[at]!.text || etag !== last[at]!.etag),
    )
    expect(different.map(({ key }) => key)).toEqual([])
    const firsts = tries.map(({ key }) => answers.get(key)!.filter(({ replayed }) => !replayed).length)
    expect(Math.max(...firsts)).toBe(1)
    expect(last.filter(({ replayed }) => !replayed).length).toBeLessThan(keysCount / 5)
  })

  it('a key that was used for something else is refused, and nothing is done', async () => {
    const [one, other] = tries as [Try, Try]
    const { status, text } = await register(apis[0]!.url, { ...one, body: other.body })
    expect([status, JSON.parse(text).code]).toEqual([422, 'idempotencyKeyReused'])
    expect((await countHalves(sql)).registrations).toBe(keysCount)
  })

  it('a key of nothing, or of what no key is made of, is refused', async () => {
    for (const key of ['', 'x'.repeat(201), 'two words']) {
      const { status, text } = await register(apis[0]!.url, { ...tries[0]!, key })
      expect([status, JSON.parse(text).code]).toEqual([400, 'idempotencyKeyMissing'])
    }
  })

  it('what was refused keeps no key: mended, it may use the same one', async () => {
    const key = randomUUID()
    const broken = await register(apis[0]!.url, { ...tries[0]!, key, body: JSON.stringify({ deal: {} }) })
    expect(broken.status).toBe(422)
    const mended = await register(apis[1]!.url, { ...tries[0]!, key })
    expect([mended.status, mended.replayed]).toEqual([201, false])
  })
})
