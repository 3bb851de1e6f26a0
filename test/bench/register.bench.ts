/**
 * Submissions a second through HTTP at 8 connections, beside one-row INSERTs through the same stack, in interleaved rounds of one
 * run on a PostgreSQL that syncs; and what one submission costs. `ratioOfSameRows` is what would be reached if nothing were judged
 * and only its rows written. `npm run bench -- register --json`.
 */
import { randomUUID } from 'node:crypto'
import { startTestServer } from '../support/database.ts'
import { market } from '../support/market.ts'
import { password } from '../support/program.ts'
import { costOf } from './database-counters.ts'
import { type Load, LoadClient } from './load-client.ts'
import { median } from './median.ts'
import { hotAccount, openRegisterStage, sellersCount } from './register-stage.ts'

const connections = 8
const rounds = 9
const perRound = { spread: 240, insert: 480, keyedInsert: 240, hot: 80, sameRows: 240 }
const counted = 240
const json = process.argv.includes('--json')
const say = (line: string) => (json ? console.error(line) : console.log(line))

const server = await startTestServer({ durable: true })
const stage = await openRegisterStage()
/** Real companies: names that begin alike, such as numbered ones, wait for each other as one hot account does. */
const companies = market()
const client = new LoadClient(stage.port, connections)
try {
  const cookies = await stage.signIn(password)
  let submitted = 0
  const registration = (accountName: string, cookie: string) => ({
    path: '/api/v1/partner/registrations',
    headers: { cookie, 'idempotency-key': randomUUID() },
    body: JSON.stringify(stage.deal(accountName)),
  })
  const loads: Record<keyof typeof perRound, (count: number) => Load> = {
    spread: (count) =>
      repeat(count, () => {
        const number = submitted++
        return registration(companies[number]!.name, cookies[number % sellersCount]!)
      }),
    hot: (count) => repeat(count, (index) => registration(hotAccount, cookies[index % sellersCount]!)),
    insert: (count) =>
      repeat(count, (index) => {
        const { body, headers } = registration('A row', cookies[index % sellersCount]!)
        return { path: '/api/v1/bench/rows', headers: { cookie: headers.cookie }, body }
      }),
    keyedInsert: (count) =>
      repeat(count, (index) => ({
        ...registration('A row', cookies[index % sellersCount]!),
        path: '/api/v1/bench/keyed-rows',
      })),
    sameRows: (count) =>
      repeat(count, (index) => ({
        ...registration('Penhaligon Clockmakers', cookies[index % sellersCount]!),
        path: '/api/v1/bench/same-rows',
      })),
  }
  const ways = Object.keys(perRound) as (keyof typeof perRound)[]
  for (const way of ways) await client.send(loads[way](perRound[way]))

  // Counted while every session is known: whose session it is, is looked up once a minute.
  const latencies: number[] = []
  const cost = await costOf(stage, counted, async () => {
    latencies.push(...(await client.send(loads.spread(counted))).latenciesMs)
  })

  const perSecond = Object.fromEntries(ways.map((way) => [way, [] as number[]])) as Record<
    keyof typeof perRound,
    number[]
  >
  for (let round = 0; round < rounds; round++) {
    // Each round begins with another way, so that none is always the first after a pause.
    for (let turn = 0; turn < ways.length; turn++) {
      const way = ways[(round + turn) % ways.length]!
      const { seconds } = await client.send(loads[way](perRound[way]))
      perSecond[way].push(perRound[way] / seconds)
    }
    say(
      `round ${round + 1} of ${rounds}: ${ways.map((way) => `${way} ${Math.round(perSecond[way].at(-1)!)}/s`).join(', ')}`,
    )
  }

  const approved = await stage.approvedShare()
  const at = (share: number) => round2([...latencies].sort((a, b) => a - b)[Math.floor(latencies.length * share)]!)
  const ratios = perSecond.spread.map((value, index) => value / perSecond.insert[index]!)
  const result = {
    bench: 'register',
    ratio: round2(median(perSecond.spread) / median(perSecond.insert)),
    ratioToKeyedInsert: round2(median(perSecond.spread) / median(perSecond.keyedInsert)),
    ratioPerRound: ratios.map(round2),
    ratioOfSameRows: round2(median(perSecond.sameRows) / median(perSecond.insert)),
    submissionsPerSecond: Math.round(median(perSecond.spread)),
    hotAccountSubmissionsPerSecond: Math.round(median(perSecond.hot)),
    insertsPerSecond: Math.round(median(perSecond.insert)),
    keyedInsertsPerSecond: Math.round(median(perSecond.keyedInsert)),
    latencyMs: { p50: at(0.5), p99: at(0.99) },
    perSubmission: cost,
    connections,
    rounds,
    postgres: stage.postgres,
    fsync: stage.fsync,
    approvedShareOfSpread: approved,
  }
  say(
    `\nRegistering makes ${result.submissionsPerSecond} submissions a second, ${result.ratio} of one-row INSERTs (${result.insertsPerSecond}); each costs ${cost.commits} commits, ${cost.roundTrips} round trips, ${cost.fsyncs} syncs, ${cost.walBytes} bytes of log.`,
  )
  console.log(JSON.stringify(result))
} finally {
  await client.close()
  await stage.close()
  await server.stop()
}

function repeat(count: number, request: (index: number) => Load[number]): Load {
  return Array.from({ length: count }, (_, index) => request(index))
}

function round2(value: number): number {
  return Math.round(value * 100) / 100
}
