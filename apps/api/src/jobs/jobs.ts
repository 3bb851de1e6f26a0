import { PgBoss } from 'pg-boss'
import { findDuplicates } from '../accounts/duplicates/find-duplicates.ts'
import { countCommonKeys } from '../accounts/identity/count-common-keys.ts'
import { checkRecords, signRecords } from '../audit/check-records.ts'
import { settleDue } from '../commissions/settle-due.ts'
import { type Env, systemActor } from '../context.ts'
import { countSegments } from '../segments/count-segments.ts'
import { inTransaction } from '../transaction.ts'
import { recordEndedViews } from '../view-as/end-view.ts'
import { forgetOldDeliveries } from '../webhooks/forget-old.ts'
import { clearDelivered } from './clear-delivered.ts'
import { startDelivery } from './deliver.ts'
import { forgetOldRows } from './forget-old-rows.ts'
import { workOnImports } from './import-accounts.ts'
import { lookAfterConflicts } from './look-after-conflicts.ts'
import { lookAfterConsents } from './look-after-consents.ts'
import { lookAfterDesignations } from './look-after-designations.ts'
import { lookAfterDuties } from './look-after-duties.ts'
import { remindOfAnswers } from './remind-of-answers.ts'
import { remindOfDisputes } from './remind-of-disputes.ts'
import { sweepProtections } from './sweep-protections.ts'

/** Work by the clock, on a queue in the same database: of several processes, one does each job. */
export type Jobs = { stop(): Promise<void> }

/**
 * How often work is looked for, and what becomes of it. Also done once when a process starts, but not within
 * `startEverySeconds` of another's start.
 */
type Pace = { startEverySeconds: number; lookEverySeconds: number; retryLimit: number; expireInSeconds: number }

/** Somebody waits for it. */
const prompt: Pace = { startEverySeconds: 300, lookEverySeconds: 10, retryLimit: 3, expireInSeconds: 1800 }
/** Nobody waits, but it shouldn't be forgotten. */
const steady: Pace = { startEverySeconds: 300, lookEverySeconds: 30, retryLimit: 3, expireInSeconds: 1800 }
/** Large, and done again the next night. */
const nightly: Pace = { startEverySeconds: 86_400, lookEverySeconds: 60, retryLimit: 1, expireInSeconds: 3600 }

type Job = Pace & {
  name: string
  /** When, as cron says it, in UTC. */
  cron: string
  work(env: Env): Promise<unknown>
}

/** Tells the log what came of a run, and ends in it: one in which anything failed counts as failed. */
const told =
  <Of extends { failed: number }>(work: (env: Env) => Promise<Of>, words: string) =>
  async (env: Env): Promise<Of> => {
    const done = await work(env)
    env.logger.info(done as object, words)
    return done
  }

/** All that is done by the clock. */
export const jobs: readonly Job[] = [
  {
    name: 'sweep-protections',
    cron: '7 * * * *',
    ...prompt,
    work: told(sweepProtections, 'looked after the protections'),
  },
  {
    name: 'remind-of-answers',
    cron: '*/10 * * * *',
    ...prompt,
    work: told(remindOfAnswers, 'reminded of answers'),
  },
  {
    name: 'remind-of-disputes',
    cron: '11 * * * *',
    ...steady,
    work: told(remindOfDisputes, 'reminded of disputes'),
  },
  {
    // The vendor is late: somebody else takes it over, and the partner is protected for the time being.
    name: 'look-after-duties',
    cron: '*/5 * * * *',
    ...prompt,
    work: told(lookAfterDuties, 'looked after what is owed'),
  },
  {
    name: 'look-after-consents',
    cron: '*/10 * * * *',
    ...prompt,
    work: told(lookAfterConsents, 'looked after consents'),
  },
  {
    name: 'look-after-designations',
    cron: '*/10 * * * *',
    ...prompt,
    work: told(lookAfterDesignations, 'looked after customers’ letters'),
  },
  {
    name: 'look-after-conflicts',
    cron: '*/10 * * * *',
    ...prompt,
    work: told(lookAfterConflicts, 'looked after conflicts'),
  },
  {
    // Days of return pass, and what was held is owed.
    name: 'settle-commission',
    cron: '37 * * * *',
    ...steady,
    work: told(settleDue, 'settled commission'),
  },
  {
    name: 'record-ended-views',
    cron: '*/10 * * * *',
    ...steady,
    work: (env) => inTransaction(env, systemActor, recordEndedViews),
  },
  {
    name: 'count-common-keys',
    cron: '23 3 * * *',
    ...steady,
    work: countCommonKeys,
  },
  {
    name: 'find-duplicates',
    cron: '40 2 * * *',
    ...nightly,
    work: async (env) => env.logger.info({ compared: await findDuplicates(env) }, 'looked for duplicates'),
  },
  {
    // Who works where; partners' own count waits for the policy's days.
    name: 'count-segments',
    cron: '20 3 * * *',
    ...steady,
    work: async (env) => env.logger.info(await countSegments(env), 'counted the segments'),
  },
  {
    name: 'clear-delivered',
    cron: '50 3 * * *',
    ...nightly,
    work: clearDelivered,
  },
  {
    name: 'forget-old-rows',
    cron: '45 3 * * *',
    ...nightly,
    work: async (env) => env.logger.info(await forgetOldRows(env), 'forgot old rows'),
  },
  {
    name: 'forget-old-webhooks',
    cron: '55 3 * * *',
    ...nightly,
    work: forgetOldDeliveries,
  },
  {
    name: 'sign-checkpoint',
    cron: '17 * * * *',
    ...steady,
    work: signRecords,
  },
  {
    // The newest part of the records every night, and all of them on Sundays.
    name: 'check-records',
    cron: '10 4 * * *',
    ...nightly,
    work: (env) => checkRecords(env, env.clock().getUTCDay() === 0 ? 'all' : 'newest'),
  },
]

/**
 * Starts what this process does besides answering requests: the jobs of the list, each at once and then by its clock, imports, and the
 * delivery of what happened. `stop()` ends when nothing of it is under way.
 */
export async function startJobs(env: Env, ownerUrl: string): Promise<Jobs> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: 'pgboss', application_name: 'parley_jobs', max: 2 })
  let isStopping = false
  boss.on('error', (error) => {
    // A job that ends after it was released has nothing to say any more.
    if (!isStopping) env.logger.warn({ err: error }, 'the job queue had to try again')
  })
  await boss.start()
  for (const job of jobs) await begin(boss, env, job)
  const leaveImports = await workOnImports(boss, env)
  const loops = startDelivery(env)
  const stop = async () => {
    isStopping = true
    leaveImports()
    await Promise.all([...loops.map((loop) => loop.stop()), boss.stop({ graceful: true, timeout: 8000 })])
  }
  return { stop }
}

async function begin(boss: PgBoss, env: Env, job: Job): Promise<void> {
  const { name, cron, startEverySeconds, lookEverySeconds, retryLimit, expireInSeconds } = job
  await boss.createQueue(name, { retryLimit, expireInSeconds })
  await boss.work(name, { pollingIntervalSeconds: lookEverySeconds }, () =>
    env.operation.ran(name, () => job.work(env)),
  )
  await boss.schedule(name, cron)
  await boss.send(name, {}, { singletonKey: 'at start', singletonSeconds: startEverySeconds })
}
