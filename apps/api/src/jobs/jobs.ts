import { PgBoss } from 'pg-boss'
import { findDuplicates } from '../accounts/duplicates/find-duplicates.ts'
import { countCommonKeys } from '../accounts/identity/count-common-keys.ts'
import type { Env } from '../context.ts'
import { workOnImports } from './import-accounts.ts'
import { sweepProtections } from './sweep-protections.ts'

const sweep = 'sweep-protections'
const count = 'count-common-keys'
const compare = 'find-duplicates'

/** Work by the clock, on a queue in the same database: of several processes, one does each job. */
export type Jobs = { stop(): Promise<void> }

/**
 * Starts the queue's worker: protections are looked after at once and then every hour, common keys counted and duplicates
 * looked for at once and then every night.
 */
export async function startJobs(env: Env, ownerUrl: string): Promise<Jobs> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: 'pgboss', application_name: 'parley_jobs', max: 2 })
  boss.on('error', (error) => env.logger.warn({ err: error }, 'the job queue had to try again'))
  await boss.start()
  await boss.createQueue(sweep, { retryLimit: 3, expireInSeconds: 1800 })
  await boss.work(sweep, { pollingIntervalSeconds: 10 }, async () => {
    env.logger.info(await sweepProtections(env), 'looked after the protections')
  })
  await boss.schedule(sweep, '7 * * * *')
  await boss.send(sweep, {}, { singletonKey: 'at start', singletonSeconds: 300 })
  await boss.createQueue(count, { retryLimit: 3, expireInSeconds: 1800 })
  await boss.work(count, { pollingIntervalSeconds: 30 }, async () => countCommonKeys(env))
  await boss.schedule(count, '23 3 * * *')
  await boss.send(count, {}, { singletonKey: 'at start', singletonSeconds: 3600 })
  await boss.createQueue(compare, { retryLimit: 1, expireInSeconds: 3600 })
  await boss.work(compare, { pollingIntervalSeconds: 60 }, async () => {
    env.logger.info({ compared: await findDuplicates(env) }, 'looked for duplicates')
  })
  await boss.schedule(compare, '40 2 * * *')
  await boss.send(compare, {}, { singletonKey: 'at start', singletonSeconds: 86_400 })
  const leaveImports = await workOnImports(boss, env)
  const stop = () => {
    leaveImports()
    return boss.stop({ graceful: true, timeout: 8000 })
  }
  return { stop }
}
