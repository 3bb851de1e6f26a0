import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, it } from 'vitest'
import type { Traffic } from '../fuzz/malformed/good-traffic.ts'
import { faultOf } from '../fuzz/malformed/judge.ts'
import { type Document, malformedRequests } from '../fuzz/malformed/malformed-requests.ts'
import { sendRaw } from '../fuzz/malformed/raw-client.ts'
import { liveMb, withInspector } from '../support/live-memory.ts'
import { startApi, untilReady } from '../support/processes.ts'
import { type PersonName, password, people } from '../support/program.ts'
import { world } from '../support/world.ts'

const count = 10_000
/** Six malformed ones for each that is good: the process is busy, and not more than it can be. */
const malformedPerSecond = 120
const goodPerSecond = 20
/** By turns, so that a slow minute of the machine falls on both. */
const turns = 4
const aloneMs = 8_000
const seed = 20_261_122
const w = await world()
const api = await startApi({ databaseUrl: w.ownerUrl, env: withInspector })
afterAll(() => api.stop())
await untilReady(api)
const port = Number(new URL(api.url).port)

async function cookieOf(name: PersonName): Promise<string> {
  const response = await fetch(`${api.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: people[name].email, password }),
  })
  if (!response.ok) throw new Error(`${name} can’t sign in: ${response.status} ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0]!)
    .join('; ')
}

const percentile = (values: number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!

const rows = () =>
  w.sql<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM parley.registration r WHERE NOT EXISTS (SELECT FROM parley.decision d WHERE d.id = r.decision_id)) AS undecided,
       (SELECT count(*)::int FROM parley.registration r WHERE NOT EXISTS (SELECT FROM parley.outbox o WHERE o.subject_id = r.id)) AS untold,
       (SELECT count(*)::int FROM parley.decision d WHERE d.point = 'registration'
          AND NOT EXISTS (SELECT FROM parley.registration r WHERE r.id = d.subject_id)) AS astray,
       (SELECT count(*)::int FROM parley.registration WHERE status = 'approved' AND NOT EXISTS
          (SELECT FROM parley.protection x WHERE x.registration_id = registration.id)) AS unprotected`,
  )

it('ten thousand malformed requests break nothing, and hold nobody up', { timeout: 900_000 }, async () => {
  const document = (await (await fetch(`${api.url}/api/openapi.json`)).json()) as Document
  const [partner, staff, spare, good] = await Promise.all(
    (['alder', 'operator', 'corvane', 'brightwater'] as const).map(cookieOf),
  )
  const traffic = new Worker(new URL('../fuzz/malformed/good-traffic.ts', import.meta.url), {
    workerData: { url: api.url, cookie: good, perSecond: goodPerSecond },
  })
  const everything: Traffic[] = []
  const phase = async () => {
    traffic.postMessage('phase')
    const [since] = (await once(traffic, 'message')) as [Traffic]
    everything.push(since)
    return since.tookMs
  }
  await pause(5_000) // until everything is compiled and planned
  const before = { live: await liveMb(api), resident: api.residentKb() / 1024 }

  const faults: string[] = []
  const statuses: Record<string, number> = {}
  const requests = malformedRequests(document, { partner: partner!, staff: staff!, spare: spare! }, count, seed)
  const sendSome = async () => {
    const began = performance.now()
    let sent = 0
    const sender = async () => {
      while (sent < count / turns) {
        const { value: request } = requests.next()
        if (!request) return
        await pause(Math.max(0, began + (sent++ * 1000) / malformedPerSecond - performance.now()))
        const answer = await sendRaw(port, request)
        const status = typeof answer === 'string' ? 'none' : answer.status
        statuses[status] = (statuses[status] ?? 0) + 1
        const fault = faultOf(request, answer)
        if (fault) faults.push(fault)
      }
    }
    await Promise.all([sender(), sender()])
  }
  const tookMs = { alone: [] as number[], beside: [] as number[] }
  for (let turn = 0; turn < turns; turn++) {
    await pause(1_000) // what is still under way belongs to neither
    await phase()
    await pause(aloneMs)
    tookMs.alone.push(...(await phase()))
    await sendSome()
    tookMs.beside.push(...(await phase()))
  }
  await traffic.terminate()
  const uncollectedMb = api.residentKb() / 1024 - before.resident
  const grownMb = (await liveMb(api)) - before.live
  const residentMb = api.residentKb() / 1024 - before.resident

  const p99 = { alone: percentile(tookMs.alone, 0.99), beside: percentile(tookMs.beside, 0.99) }
  console.log(
    `${count} malformed: ${JSON.stringify(statuses)}; memory ${grownMb.toFixed(0)} MB more (of the system’s ${residentMb.toFixed(0)} MB, ${uncollectedMb.toFixed(0)} MB before garbage was collected); good traffic ${tookMs.alone.length} alone, p99 ` +
      `${p99.alone.toFixed(1)} ms, ${tookMs.beside.length} beside, p99 ${p99.beside.toFixed(1)} ms (${(p99.beside / p99.alone).toFixed(2)} ×)`,
  )
  expect(faults.slice(0, 20)).toEqual([])
  expect(
    Object.entries(statuses).reduce((sum, [status, each]) => sum + (Number(status) >= 400 ? each : 0), 0),
  ).toBeGreaterThan(count * 0.85)
  expect(everything.flatMap(({ wrong }) => wrong)).toEqual([])
  expect(api.isAlive()).toBe(true)
  expect(grownMb).toBeLessThanOrEqual(100)
  expect(p99.beside).toBeLessThanOrEqual(3 * p99.alone)
  expect((await rows())[0]).toEqual({ undecided: 0, untold: 0, astray: 0, unprotected: 0 })
  const acknowledged = everything.flatMap(({ registered }) => registered)
  const [kept] = await w.sql<{ count: number }>(
    'SELECT count(*)::int AS count FROM parley.registration WHERE id = ANY($1)',
    [acknowledged],
  )
  expect(kept!.count).toBe(acknowledged.length)
})
