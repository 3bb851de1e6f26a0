import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkpointsOf } from '@parley/api/audit/checkpoint'
import pg from 'pg'
import { freshDatabase } from '../support/database.ts'
import { buildCast } from './cast.ts'
import { planConflicts } from './events/conflict.ts'
import { planDays } from './events/day.ts'
import { planLetters } from './events/letter.ts'
import { planQuestions } from './events/may-i.ts'
import { planMonths } from './events/month.ts'
import { planPolicyChanges } from './events/policy-change.ts'
import { planRaces } from './events/race.ts'
import { planRegistrations } from './events/register.ts'
import { planRenewals } from './events/renewal.ts'
import { planRivalries } from './events/rivalry.ts'
import type { Checked, Ground, Invariants } from './invariants/invariant.ts'
import { leadsHold } from './invariants/leads.ts'
import { ledgerHolds } from './invariants/ledger.ts'
import { partnersAreApart } from './invariants/partners.ts'
import { promisesHold } from './invariants/promises.ts'
import { recordsHold } from './invariants/records.ts'
import { sharesHold } from './invariants/shares.ts'
import type { SeasonOptions } from './options.ts'
import { Processes, type Traffic } from './processes.ts'
import { Season, type Sql, type Tally } from './season.ts'

/** What a season came to. `failed` names what is wrong, ten at most of each invariant. */
export type SeasonReport = {
  options: SeasonOptions
  counts: Tally
  requests: number
  requestsPerSecond: number
  statuses: Record<string, number>
  seconds: { playing: number; checking: number; all: number }
  /** Where the time of playing went: what took most of it first. */
  slowest: { what: string; times: number; seconds: number; msEach: number }[]
  invariants: Record<string, { checked: number; failed: number; failures: string[] }>
  holds: boolean
}

const processesCount = 2
const invariants: Invariants = {
  ...sharesHold,
  ...promisesHold,
  ...leadsHold,
  ...ledgerHolds,
  ...recordsHold,
  ...partnersAreApart,
}

type Hooks = {
  say?: (line: string) => void
  /** Mutants: changes the season's database before anything happens, or after all of it. */
  before?: (sql: Sql) => Promise<unknown>
  after?: (sql: Sql) => Promise<unknown>
}

/** Plays a season on a database of its own through several processes of the API, and checks all that has to hold of it. */
export async function runSeason(
  options: SeasonOptions,
  { say = () => {}, before, after }: Hooks = {},
): Promise<SeasonReport> {
  const begun = performance.now()
  const secondsSince = (since: number) => Math.round((performance.now() - since) / 100) / 10
  const database = await freshDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'parley-season-'))
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2, options: '-c timezone=UTC' })
  owner.on('error', () => {})
  const sql: Sql = async <Row>(text: string, values: unknown[] = []) => (await owner.query(text, values)).rows as Row[]
  const processes = new Processes()
  try {
    const cast = await buildCast(database.ownerUrl, options)
    await before?.(sql)
    await processes.start(processesCount, (number) => [database.ownerUrl, `${options.seed} process ${number}`, folder])
    const season = new Season(options, cast, processes, sql)
    const leadsSeen = planDays(season)
    planMonths(season)
    planRegistrations(season)
    planQuestions(season)
    planConflicts(season)
    planLetters(season)
    planRenewals(season)
    planRivalries(season)
    planPolicyChanges(season)
    planRaces(season)
    const played = performance.now()
    await season.play(say)
    const playing = secondsSince(played)
    await season.runsJobs({ isSigned: true })
    const { requests } = processes.traffic
    const slowest = slowestOf(processes.traffic)
    await after?.(sql)
    const checkpoints = checkpointsOf({
      dataDir: folder,
      checkpointFile: join(folder, 'checkpoints.jsonl'),
      checkpointKey: undefined,
    })
    const checked = performance.now()
    const results = await checkAll({ season, leadsSeen, checkpoints, traffic: processes.traffic }, say)
    return {
      options,
      counts: season.tally,
      requests,
      requestsPerSecond: Math.round(requests / playing),
      statuses: processes.traffic.statuses,
      seconds: { playing, checking: secondsSince(checked), all: secondsSince(begun) },
      slowest,
      invariants: results,
      holds: Object.values(results).every(({ failed }) => failed === 0),
    }
  } finally {
    await processes.stop()
    await owner.end()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const slowestOf = ({ spent }: Traffic): SeasonReport['slowest'] =>
  Object.entries(spent)
    .toSorted(([, a], [, b]) => b.ms - a.ms)
    .slice(0, 20)
    .map(([what, { times, ms }]) => ({
      ...{ what, times, seconds: Math.round(ms / 100) / 10, msEach: Math.round((ms * 10) / times) / 10 },
    }))

async function checkAll(ground: Ground, say: (line: string) => void): Promise<SeasonReport['invariants']> {
  const results: SeasonReport['invariants'] = {}
  for (const [sentence, check] of Object.entries(invariants)) {
    const { checked, failures }: Checked = await check(ground)
    results[sentence] = { checked, failed: failures.length, failures: failures.slice(0, 10) }
    say(`${failures.length === 0 ? 'holds' : 'FAILS'}: ${sentence} (${checked})`)
  }
  return results
}
