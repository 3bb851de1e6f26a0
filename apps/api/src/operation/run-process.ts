import { flushCompileCache } from 'node:module'
import { assertUnprivileged } from '@parley/db/assert-unprivileged'
import { type Database, openDatabase } from '@parley/db/connect'
import { holdingLock, migrate, migrationsDir } from '@parley/db/migrate'
import { type OperationSettings, readOperationSettings } from '@parley/db/operation-settings'
import { exitWith, isForOthers, keptSecret, readSettings, SettingError, type Settings } from '@parley/db/settings'
import { readSignInSettings } from '@parley/db/sign-in-settings'
import type { Logger } from 'pino'
import { signRecords } from '../audit/check-records.ts'
import { checkpointsOf } from '../audit/checkpoint.ts'
import { assertCheckpointsFit } from '../audit/checkpoint-place.ts'
import { createEnv, type Env, type EnvOptions } from '../context.ts'
import { isDemoLoaded, loadDemo } from '../demo/load-demo.ts'
import { installProgram } from '../install-program.ts'
import { keepSealed } from './keep-sealed.ts'
import { createLogger } from './logger.ts'
import { Metrics } from './metrics.ts'
import { operatorApp } from './operation.routes.ts'
import { openTracing } from './tracing.ts'
import { openOperatorPort, type Web } from './web.ts'

/** What a process of Parley has once it can begin: `say` tells the person who started it. */
export type Process = {
  settings: Settings & OperationSettings
  logger: Logger
  database: Database
  env: Env
  say(line: string): void
}

export type Parts = {
  /** Takes its ports, before anything else is touched. */
  open?(settings: Settings & OperationSettings, logger: Logger): Promise<Web>
  /** What this process needs of its own in Env. */
  env?(settings: Settings): Partial<EnvOptions>
  /** Begins the work; ends in what stops it, after which nothing may be under way. */
  begin(process: Process, web: Web | undefined): Promise<() => Promise<void>>
}

type Running = {
  web?: Web
  operator?: Web
  database?: Database
  env?: Env
  stopWork?: () => Promise<void>
  stopping?: boolean
}

/**
 * One process of Parley from its settings to its end. Of several that start at the same moment on one database, one
 * migrates and fills it and the others wait. Ends with 0 after a signal, once nothing is under way.
 */
export async function runProcess(service: string, parts: Parts): Promise<void> {
  const { signIn, ...settings } = readAllSettings()
  const logger = createLogger(settings, service)
  const running: Running = {}
  stopOnSignal(running, settings.drainGraceMs, logger)
  try {
    await start(service, { ...parts, env: (of) => ({ signIn, ...parts.env?.(of) }) }, settings, logger, running)
  } catch (error) {
    if (running.stopping) return
    running.stopping = true
    await stop(running, 0).catch(() => {})
    exitWith(error)
  }
}

/** What can't be used ends the start with one sentence. */
function readAllSettings() {
  try {
    const { env } = process
    return { ...readSettings(env), ...readOperationSettings(env), signIn: readSignInSettings(env) }
  } catch (error) {
    return exitWith(error)
  }
}

const demoForOthers =
  'PARLEY_HOST or PARLEY_URL lets others in, and this database holds the demo, whose people have a password that everybody knows: begin anew with npm run demo:reset, which deletes everything, or say PARLEY_DEMO=on.'

async function start(
  service: string,
  parts: Parts,
  settings: Settings & OperationSettings,
  logger: Logger,
  running: Running,
): Promise<void> {
  const say = settings.logFormat === 'text' ? (line: string) => console.log(line) : (line: string) => logger.info(line)
  const web = await parts.open?.(settings, logger)
  if (web) running.web = web
  const { metricsPort, metricsToken } = settings
  if (metricsPort) running.operator = await openOperatorPort(metricsPort, settings.host)
  const metrics = metricsPort || metricsToken ? new Metrics() : undefined
  const tracing = await openTracing(settings.traces, service)
  const database = await openDatabase(settings, say)
  running.database = database
  const { ownerUrl, appPool, ownLogin } = database
  await assertCheckpointsFit(settings)
  await migrate(ownerUrl, migrationsDir, { mayBeNewer: settings.newerDatabase })
  await assertUnprivileged(appPool, { ownLogin, ownerUrl })
  const env = createEnv({
    appPool,
    logger,
    secret: settings.secret ?? keptSecret(settings.dataDir, 'session-secret'),
    secretBefore: settings.secretBefore === 'lost' ? undefined : settings.secretBefore,
    publicUrl: settings.publicUrl,
    mail: settings.mail,
    checkpoints: checkpointsOf(settings),
    measuring: { metrics, tracing, metricsToken },
    ...parts.env?.(settings),
  })
  env.operation.state = 'starting'
  running.env = env
  running.operator?.serve(operatorApp(env).fetch)
  await holdingLock(ownerUrl, 'start', async () => {
    if (settings.demo && (await loadDemo(env))) say('Loaded the demo')
    if (!settings.demo && isForOthers(settings) && (await isDemoLoaded(env))) throw new SettingError(demoForOthers)
    await installProgram(env, say)
    const sealed = await keepSealed(env, ownerUrl, { isLost: settings.secretBefore === 'lost' })
    if (sealed) say(inWords(sealed))
  })
  running.stopWork = await parts.begin({ settings, logger, database, env, say }, web)
  env.operation.database.onAway = database.revive
  env.operation.database.start()
  env.operation.state = 'serving'
  // Now, because a process that is killed can't write at its end what the next one could start from.
  flushCompileCache()
}

const inWords = ({ sealed, lost }: { sealed: number; lost: number }) =>
  [
    `Sealed ${sealed} kept secrets with the new PARLEY_SECRET.`,
    ...(lost > 0
      ? [`${lost} can’t be opened any more: their people need a recovery code, their webhooks a new secret.`]
      : []),
    'Leave PARLEY_SECRET_BEFORE out at the next start.',
  ].join(' ')

/** Told to close while load balancers notice, then no more requests, then what is under way ends, the database last. */
async function stop({ web, operator, database, env, stopWork }: Running, graceMs: number): Promise<void> {
  if (env) env.operation.state = 'draining'
  web?.drain()
  if (env && graceMs > 0) await env.pause(graceMs)
  await Promise.all([web?.close(), stopWork?.()])
  if (env) await signLast(env)
  await operator?.close()
  await env?.close()
  await database?.close()
}

const mostForLastCheckpointMs = 3000

/** A last checkpoint, so that nothing recorded until now can be cut unseen. A database that is away keeps nobody from stopping. */
async function signLast(env: Env): Promise<void> {
  const signed = signRecords(env).catch((error) => env.logger.warn({ err: error }, 'no checkpoint at this stop'))
  await Promise.race([signed, env.pause(mostForLastCheckpointMs)])
}

/** npm repeats a Ctrl-C to its child at the same instant: only a signal that comes later is a second one. */
const secondAfterMs = 500

function stopOnSignal(running: Running, graceMs: number, logger: Logger): void {
  let secondCounts = false
  const end = () => {
    if (running.stopping) {
      if (!secondCounts) return
      running.database?.letGo()
      process.exit(1)
    }
    running.stopping = true
    setTimeout(() => {
      secondCounts = true
    }, secondAfterMs).unref()
    logger.info('stopping')
    stop(running, graceMs).then(() => process.exit(0), exitWith)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end)
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'something was thrown where nobody catches it')
    if (running.stopping) process.exit(1)
    running.stopping = true
    stop(running, 0).finally(() => process.exit(1))
  })
}
