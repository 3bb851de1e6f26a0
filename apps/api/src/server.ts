import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { assertUnprivileged, type Database, openDatabase } from '@parley/db/connect'
import { migrate } from '@parley/db/migrate'
import { exitWith, explainListenError, keptSecret, readSettings, type Settings } from '@parley/db/settings'
import { createApp } from './app.ts'
import { AppError } from './app-error.ts'
import { createEnv, type Env } from './context.ts'
import { isDemoLoaded, loadDemo } from './demo/load-demo.ts'
import { signInLines } from './demo/sign-in-lines.ts'
import { problemResponse } from './http/problem.ts'
import { installProgram } from './install-program.ts'
import { type Jobs, startJobs } from './jobs/jobs.ts'

const drainMs = 10_000

/** One process that serves everything: takes the port, opens the database, brings it up to date, and tells where to go. */
async function main(): Promise<void> {
  const settings = readSettings(process.env)
  const running: Running = {}
  stopOnSignal(running)
  try {
    running.web = await listen(settings)
    running.database = await openDatabase(settings, (line) => console.log(line))
    const { ownerUrl, appPool } = running.database
    await migrate(ownerUrl)
    await assertUnprivileged(appPool)
    const secret = settings.secret ?? keptSecret(settings.dataDir, 'session-secret')
    running.env = createEnv({ appPool, secret, publicUrl: settings.publicUrl })
    if (settings.demo && (await loadDemo(running.env))) console.log('Loaded the demo')
    await installProgram(running.env, (line) => console.log(line))
    if (process.env.PARLEY_JOBS !== 'off') running.jobs = await startJobs(running.env, ownerUrl)
    running.web.serve(createApp(running.env).fetch)
    await sayWhereToGo(settings, running.database, running.env)
  } catch (error) {
    if (running.stopping) return
    await stop(running).catch(() => {})
    throw error
  }
}

type Running = { web?: Web; database?: Database; env?: Env; jobs?: Jobs; stopping?: boolean }

/** Lets requests in flight finish, then stops jobs and the database. */
async function stop({ web, database, env, jobs }: Running): Promise<void> {
  await web?.close()
  await jobs?.stop()
  await env?.close()
  await database?.close()
}

/** Whenever the signal comes, the database that was started is stopped too. A second signal changes nothing. */
function stopOnSignal(running: Running): void {
  const end = () => {
    if (running.stopping) return
    running.stopping = true
    stop(running).then(() => process.exit(0), exitWith)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end)
}

type Fetch = (request: Request, bindings: object) => Response | Promise<Response>
type Web = { serve(fetch: Fetch): void; close(): Promise<void> }

/** Takes the port at once, so that a taken one is told before anything is touched; answers 503 until there is more. */
async function listen(settings: Settings): Promise<Web> {
  let fetch: Fetch = (request) => {
    const error = new AppError('unavailable', 'Parley is starting. Try again in a moment.', undefined, 1)
    return problemResponse(error, new URL(request.url).pathname, '')
  }
  const server = createServer(getRequestListener((request, bindings) => fetch(request, bindings)))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explainListenError(error, settings)))
    server.listen(settings.port, settings.host, resolve)
  })
  return {
    serve: (next) => {
      fetch = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), drainMs).unref()
      }),
  }
}

async function sayWhereToGo({ publicUrl }: Settings, database: Database, env: Env): Promise<void> {
  const lines = [
    '',
    `Parley is ready, on ${database.label}.`,
    '',
    `  Partner app   ${publicUrl}/`,
    `  Console       ${publicUrl}/admin/`,
    `  API docs      ${publicUrl}/api/docs`,
    '',
  ]
  if (await isDemoLoaded(env)) lines.push(...signInLines(publicUrl), '')
  else await env.program().catch((error: Error) => lines.push(error.message, ''))
  console.log(lines.join('\n'))
}

await main().catch(exitWith)
