/**
 * Which account is meant, asked of a database with 50,000, 500,000 and 1,000,000 accounts, beside pg_trgm's forty most similar names
 * for the same questions in interleaved rounds of one run on a PostgreSQL that syncs. The accounts are real ones, and names
 * recombined from their words (no company has them): for speed, and for how much is found among so many others.
 * `npm run bench -- match --json [--folder FOLDER] [--sizes 50000,1000000]`; a million takes about a quarter of an hour.
 */
import { cpus, loadavg } from 'node:os'
import { startTestServer } from '../support/database.ts'
import { readLabelled, spread } from './match-folder.ts'
import { type MatchStage, openMatchStage } from './match-stage.ts'
import { type Asked, askParley, askTrigrams, type Cpu } from './match-ways.ts'
import { median } from './median.ts'

const args = process.argv.slice(2)
const option = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
const say = (line: string) => (args.includes('--json') ? console.error(line) : console.log(line))
const sizes = (option('--sizes') ?? '50000,500000,1000000').split(',').map(Number)
const rounds = 9
const labelled = readLabelled(option('--folder'))
const perRound = Math.min(80, Math.floor(labelled.queries.length / rounds))
const trigramsPerRound = 12
const questions = spread(labelled.queries, perRound * rounds)
/** As a process that has been running for minutes. Others than those that are measured: nothing of theirs is remembered from before. */
const warmUp = spread(labelled.accounts, 1000).map((account) => ({ ...account, match: null }))

const server = await startTestServer({ durable: true })
const stages: { size: number; stage: MatchStage; asked: Asked[][]; trigrams: Asked[]; cpu: Cpu[] }[] = []
try {
  for (const size of sizes) {
    say(`Loading ${size.toLocaleString('en-US')} accounts …`)
    stages.push({ size, stage: await openMatchStage(labelled, size), asked: [], trigrams: [], cpu: [] })
    say(`  ${JSON.stringify(stages.at(-1)!.stage.seconds)} seconds; the machine's load is ${loadNow()[0]}`)
  }
  for (const { stage } of stages) await askParley(stage, warmUp)
  const loadBefore = loadNow()
  for (let round = 0; round < rounds; round++) {
    const now = questions.slice(round * perRound, (round + 1) * perRound)
    for (const each of round % 2 === 0 ? stages : stages.toReversed()) {
      // Another size was asked in between: the first few questions bring its pages back, as nobody else's work would take them.
      await askParley(each.stage, spread(warmUp, 20))
      const { asked, cpu } = await askParley(each.stage, now)
      each.asked.push(asked)
      each.cpu.push(cpu)
      each.trigrams.push(...(await askTrigrams(each.stage, spread(now, trigramsPerRound))))
    }
    say(
      `round ${round + 1} of ${rounds}: ${stages
        .map(
          ({ size, asked }) =>
            `${size}: ${at(
              asked.at(-1)!.map(({ ms }) => ms),
              0.5,
            )} ms`,
        )
        .join(', ')}`,
    )
  }

  const bySize = Object.fromEntries(stages.map((each) => [each.size, figuresOf(each)]))
  const [first, last] = [stages[0]!, stages.at(-1)!]
  const growths = last.asked.map((asked, round) => p50(asked) / p50(first.asked[round]!))
  const largest = bySize[last.size]!
  const bars = [
    { what: 'p50Ms', value: largest.ms.p50, most: 5 },
    { what: 'p95Ms', value: largest.ms.p95, most: 40 },
    { what: 'growth', value: round2(median(growths)), most: 2 },
    { what: 'loadSeconds', value: largest.seconds.load, most: 600 },
  ]
  const result = {
    bench: 'match',
    population: `${labelled.accounts.length} real accounts from ${labelled.source}; the others are recombined from their words`,
    questions: questions.length,
    rounds,
    bySize,
    growth: { from: first.size, to: last.size, p50: round2(median(growths)) },
    bars,
    reached: bars.every(({ value, most }) => value <= most),
    load: { before: loadBefore, after: loadNow() },
    machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`,
  }
  for (const { what, value, most } of bars) say(`${what}: ${value}, at most ${most} wanted`)
  console.log(JSON.stringify(result))
} finally {
  for (const { stage } of stages) await stage.close()
  await server.stop()
}

function figuresOf({ stage, asked, trigrams, cpu }: (typeof stages)[number]) {
  const all = asked.flat()
  const both = new Set(trigrams.map(({ query }) => query.id))
  const each = (total: number) => round2(total / all.length)
  return {
    ms: quantiles(all.map(({ ms }) => ms)),
    databaseMs: quantiles(all.map(({ databaseMs }) => databaseMs)),
    cpuMs: {
      node: each(cpu.reduce((sum, { nodeMs }) => sum + nodeMs, 0)),
      database: cpu[0]!.databaseMs === null ? null : each(cpu.reduce((sum, { databaseMs }) => sum + databaseMs!, 0)),
    },
    candidateRecallAt40: recall(all),
    besideTrigrams: {
      questions: trigrams.length,
      candidateRecallAt40: recall(all.filter(({ query }) => both.has(query.id))),
      trigrams: { ms: quantiles(trigrams.map(({ ms }) => ms)), candidateRecallAt40: recall(trigrams) },
    },
    seconds: stage.seconds,
    ...stage.sizes,
  }
}

function recall(asked: readonly Asked[]): number {
  const meant = asked.filter(({ found }) => found !== null)
  return Math.round((meant.filter(({ found }) => found).length / meant.length) * 10_000) / 10_000
}

function p50(asked: readonly Asked[]): number {
  return median(asked.map(({ ms }) => ms))
}

function quantiles(values: readonly number[]) {
  return { p50: at(values, 0.5), p95: at(values, 0.95), p99: at(values, 0.99) }
}

function at(values: readonly number[], share: number): number {
  return round2([...values].sort((a, b) => a - b)[Math.floor(values.length * share)]!)
}

function loadNow(): number[] {
  return loadavg().map(round2)
}

function round2(value: number): number {
  return Math.round(value * 100) / 100
}
