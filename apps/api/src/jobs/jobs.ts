import { PgBoss } from 'pg-boss'
import { findDuplicates } from '../accounts/duplicates/find-duplicates.ts'
import { countCommonKeys } from '../accounts/identity/count-common-keys.ts'
import { checkRecords, signRecords } from '../audit/check-records.ts'
import { type Env, systemActor } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import { recordEndedViews } from '../view-as/end-view.ts'
import { forgetOldDeliveries } from '../webhooks/forget-old.ts'
import { clearDelivered } from './clear-delivered.ts'
import { startDelivery } from './deliver.ts'
import { forgetOldRows } from './forget-old-rows.ts'
import { workOnImports } from './import-accounts.ts'
import { remindOfAnswers } from './remind-of-answers.ts'
import { sweepProtections } from './sweep-protections.ts'

/** Work by the clock, on a queue in the same database: of several processes, one does each job. */
export type Jobs = { stop(): Promise<void> }

type Job = {
  name: string
  /** When, as cron says it, in UTC. */
  cron: string
  /** Also once when a process starts, but not within so many seconds of another's start. */
  startEverySeconds: number
  lookEverySeconds: number
  retryLimit: number
  expireInSeconds: number
  work(env: Env): Promise<unknown>
}

const jobs: readonly Job[] = [
  {
    name: 'sweep-protections',
    cron: '7 * * * *',
    ...{ startEverySeconds: 300, lookEverySeconds: 10, retryLimit: 3, expireInSeconds: 1800 },
    work: async (env) => env.logger.info(await sweepProtections(env), 'looked after the protections'),
  },
  {
    name: 'remind-of-answers',
    cron: '*/10 * * * *',
    ...{ startEverySeconds: 300, lookEverySeconds: 10, retryLimit: 3, expireInSeconds: 600 },
    work: remindOfAnswers,
  },
  {
    name: 'record-ended-views',
    cron: '*/10 * * * *',
    ...{ startEverySeconds: 300, lookEverySeconds: 30, retryLimit: 3, expireInSeconds: 600 },
    work: (env) => inTransaction(env, systemActor, recordEndedViews),
  },
  {
    name: 'count-common-keys',
    cron: '23 3 * * *',
    ...{ startEverySeconds: 3600, lookEverySeconds: 30, retryLimit: 3, expireInSeconds: 1800 },
    work: countCommonKeys,
  },
  {
    name: 'find-duplicates',
    cron: '40 2 * * *',
    ...{ startEverySeconds: 86_400, lookEverySeconds: 60, retryLimit: 1, expireInSeconds: 3600 },
    work: async (env) => env.logger.info({ compared: await findDuplicates(env) }, 'looked for duplicates'),
  },
  {
    name: 'clear-delivered',
    cron: '50 3 * * *',
    ...{ startEverySeconds: 86_400, lookEverySeconds: 60, retryLimit: 1, expireInSeconds: 1800 },
    work: clearDelivered,
  },
  {
    name: 'forget-old-rows',
    cron: '45 3 * * *',
    ...{ startEverySeconds: 86_400, lookEverySeconds: 60, retryLimit: 1, expireInSeconds: 1800 },
    work: async (env) => env.logger.info(await forgetOldRows(env), 'forgot old rows'),
  },
  {
    name: 'forget-old-webhooks',
    cron: '55 3 * * *',
    ...{ startEverySeconds: 86_400, lookEverySeconds: 60, retryLimit: 1, expireInSeconds: 1800 },
    work: forgetOldDeliveries,
  },
  {
    name: 'sign-checkpoint',
    cron: '17 * * * *',
    ...{ startEverySeconds: 300, lookEverySeconds: 30, retryLimit: 3, expireInSeconds: 300 },
    work: signRecords,
  },
  {
    // The newest part of the records every night, and all of them on Sundays.
    name: 'check-records',
    cron: '10 4 * * *',
    ...{ startEverySeconds: 86_400, lookEverySeconds: 60, retryLimit: 1, expireInSeconds: 3600 },
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
