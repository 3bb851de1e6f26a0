import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, expect, test } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { openMailServer } from '../support/mail-server.ts'
import { type Started, startWorker } from '../support/processes.ts'
import { people } from '../support/program.ts'
import { world } from '../support/world.ts'

const rounds = 5
const w = await world()
const post = await openMailServer()
const workers: Started[] = []
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop()
})
afterAll(() => post.close())
const aWorker = async () => {
  const env = { PARLEY_SMTP_URL: post.url, PARLEY_MAIL_FROM: 'deals@northwind.example' }
  const worker = await startWorker({ databaseUrl: w.ownerUrl, env })
  workers.push(worker)
  return worker
}
const left = async () => {
  const [row] = await w.sql<{ count: number }>(
    `SELECT ((SELECT count(*) FROM parley.outbox WHERE dispatched_at IS NULL)
           + (SELECT count(*) FROM parley.email WHERE sent_at IS NULL))::int AS count`,
  )
  return row!.count
}
/** A killed worker's lease ends by itself after three minutes. */
const leasesEnd = () =>
  w.sql(`UPDATE parley.email SET leased_until = now(), next_attempt_at = now() WHERE sent_at IS NULL`)

test(`${rounds} times kill -9 of a worker that tells and sends: nothing is lost, nobody is told twice, and what goes out again is the same message`, async () => {
  w.travelTo(new Date().toISOString())
  post.treats(() => ({ afterMs: 300 }))
  const names: string[] = []
  for (let round = 0; round < rounds; round++) {
    const worker = await aWorker()
    for (let deal = 0; deal < 5; deal++) {
      const name = `Round ${round} Freight ${'ABCDE'[deal]}`
      names.push(name)
      await w.as('alder').registers(aDeal({ account: { name, domain: `round-${round}-${deal}.com` } }))
    }
    const before = post.tries.length
    for (let waitedMs = 0; post.tries.length === before && waitedMs < 60_000; waitedMs += 50) await pause(50)
    await pause(100 * round)
    await worker.kill()
    await leasesEnd()
  }
  const [steady] = [await aWorker(), await aWorker()]
  for (let waitedMs = 0; (await left()) > 0; waitedMs += 500) {
    if (waitedMs > 120_000) throw new Error(`Still ${await left()} left:\n${steady.output()}`)
    await w.sql('UPDATE parley.email SET next_attempt_at = now() WHERE sent_at IS NULL AND leased_until IS NULL')
    await pause(500)
  }
  for (const { email } of [people.alder, people.alderAdmin]) {
    const [told] = await w.sql<{ notices: number; events: number }>(
      `SELECT count(*)::int AS notices, count(DISTINCT event_id)::int AS events
       FROM parley.notification n JOIN auth."user" u ON u.id = n.user_id WHERE u.email = $1`,
      [email],
    )
    expect(told).toEqual({ notices: names.length, events: names.length })
    const ids = Map.groupBy(post.takenFor(email), ({ mail }) => mail.subject)
    expect([...ids.keys()].map((subject) => subject?.split(': ').at(-1)).sort()).toEqual(names.toSorted())
    for (const same of ids.values()) expect(new Set(same.map(({ mail }) => mail.messageId)).size).toBe(1)
  }
  // Only what a killed worker had in hand, five e-mails at most, goes out a second time.
  expect(post.taken.length).toBeLessThanOrEqual(2 * names.length + 5 * rounds)
})

test('a worker that is told to end finishes what it has in hand, and leaves nothing claimed', async () => {
  post.treats(() => ({ afterMs: 1500 }))
  const worker = await aWorker()
  await w.as('alder').registers(aDeal({ account: { name: 'Last Mile Freight', domain: 'last-mile.com' } }))
  const before = post.tries.length
  for (let waitedMs = 0; post.tries.length === before && waitedMs < 60_000; waitedMs += 50) await pause(50)
  await worker.stop()
  const claimed = await w.sql('SELECT 1 FROM parley.email WHERE leased_until IS NOT NULL')
  expect(claimed).toEqual([])
  expect(post.takenFor(people.alder.email).filter(({ mail }) => mail.subject?.includes('Last Mile'))).toHaveLength(1)
})
