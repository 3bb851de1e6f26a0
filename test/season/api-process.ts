// One API of a season, on a real port, whose clock its parent sets: `node api-process.ts OWNER_URL SEED CHECKPOINT_FOLDER`.
import { join } from 'node:path'
import { createApp } from '@parley/api/app'
import { checkpointsOf } from '@parley/api/audit/checkpoint'
import { createEnv } from '@parley/api/context'
import { jobs } from '@parley/api/jobs/jobs'
import { openWeb } from '@parley/api/operation/web'
import { dispatch } from '@parley/api/outbox/dispatch'
import { openPool } from '@parley/db/connect'
import { ordinarySignIn } from '@parley/db/sign-in-settings'
import { pino } from 'pino'
import type { FromProcess, JobDone, ToProcess } from './processes.ts'
import { drawSteadily } from './steady-ids.ts'

const [ownerUrl, seed, folder] = process.argv.slice(2) as [string, string, string]
const time = { now: new Date(0) }
/** What a job says of itself goes to the log: here it is listened to. */
const log = {
  said: {} as Record<string, unknown>,
  errors: [] as string[],
  write(line: string) {
    const said = JSON.parse(line) as Record<string, unknown> & { level: number; msg?: string; err?: { stack?: string } }
    if (said.level < 50) log.said = said
    else {
      log.errors.push(`${said.msg}: ${said.err?.stack}`)
      process.stderr.write(`${log.errors.at(-1)}\n`)
    }
  },
}
const appPool = openPool(ownerUrl, { role: 'parley_app', size: 4 })
const env = createEnv({
  appPool,
  secret: 'a secret for tests of at least 32 characters',
  publicUrl: 'http://localhost',
  clock: () => new Date(time.now),
  logger: pino({ level: 'info', base: null, timestamp: false }, log),
  passwordCost: { N: 16, r: 8, p: 1 },
  // Browsers keep no cookie for longer: people sign in anew once in a while.
  signIn: { ...ordinarySignIn, idleMinutes: 390 * 24 * 60, sessionHours: 390 * 24 },
  checkpoints: checkpointsOf({
    dataDir: folder,
    checkpointFile: join(folder, 'checkpoints.jsonl'),
    checkpointKey: undefined,
  }),
})
drawSteadily(env, seed)

/** Nightly work on what piled up, which a season is too short for, or which has a test of its own. */
const isLeftOut = (name: string) => /^(forget|clear|count|find|record|check|sign)-/.test(name)

/** Does what is due, as the queue would; ends in what each job says that it did. */
async function runJobs(isSigned: boolean): Promise<JobDone[]> {
  const done: JobDone[] = []
  for (const { name, work } of jobs.filter(
    (job) => !isLeftOut(job.name) || (isSigned && job.name === 'sign-checkpoint'),
  )) {
    log.said = {}
    log.errors.length = 0
    const since = performance.now()
    await work(env)
    const ms = performance.now() - since
    const counts = Object.entries(log.said).filter(
      ([key, value]) => typeof value === 'number' && !['level', 'seen'].includes(key),
    )
    done.push({ name, counts: Object.fromEntries(counts) as Record<string, number>, errors: [...log.errors], ms })
  }
  const since = performance.now()
  const handedOut = await dispatch(env)
  const ms = performance.now() - since
  done.push({ name: 'messages', counts: { 'handed out': handedOut }, errors: [], ms })
  return done
}

const tell = (message: FromProcess) => process.send!(message)
const web = await openWeb({ port: 0, host: '127.0.0.1' })
web.serve(createApp(env).fetch)

process.on('message', async (message: ToProcess) => {
  if (message.is === 'time') {
    time.now = new Date(message.now)
    tell({ is: 'done', ask: message.ask, result: [] })
    return
  }
  try {
    tell({ is: 'done', ask: message.ask, result: await runJobs(message.isSigned) })
  } catch (error) {
    tell({ is: 'failed', ask: message.ask, why: String((error as Error).stack) })
  }
})
process.on('disconnect', async () => {
  await web.close()
  await env.close()
  await appPool.end()
  process.exit(0)
})
tell({ is: 'ready', url: `http://127.0.0.1:${web.port}` })
