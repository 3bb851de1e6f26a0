import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { repositoryDir } from '@parley/db/settings'

/** A process of Parley as an operator runs it; the test may kill it at any instant. */
export type Started = {
  /** `http://127.0.0.1:40321`; a worker has none. */
  url: string
  pid: number
  isAlive(): boolean
  /** Kilobytes in memory; 0 where the system doesn't tell. */
  residentKb(): number
  /** What it printed so far: for the message of a failing test. */
  output(): string
  /** kill -9: nothing is finished, nothing is said. */
  kill(): Promise<void>
  /** SIGTERM, and its end. */
  stop(): Promise<void>
}

type Options = { databaseUrl: string; port?: number; env?: Record<string, string> }

/** The API alone; jobs are the worker's. Ready when `untilReady` says so. */
export async function startApi({ databaseUrl, port, env }: Options): Promise<Started> {
  const on = port ?? (await freePort())
  return start('apps/api/src/server.ts', on, { DATABASE_URL: databaseUrl, PARLEY_JOBS: 'off', ...env })
}

export async function startWorker({ databaseUrl, env }: Options): Promise<Started> {
  return start('apps/api/src/worker.ts', await freePort(), { DATABASE_URL: databaseUrl, ...env })
}

const secret = 'a secret of processes under test, 32 characters and more'

function start(file: string, port: number, env: Record<string, string>): Started {
  const folder = mkdtempSync(join(tmpdir(), 'parley-process-'))
  const child = spawn(process.execPath, [join(repositoryDir, file)], {
    cwd: folder,
    env: {
      ...{ PATH: process.env.PATH, HOME: folder, PORT: String(port), PARLEY_DATA: folder, PARLEY_SECRET: secret },
      NODE_COMPILE_CACHE: join(repositoryDir, 'node_modules/.cache/node'),
      ...{ PARLEY_DEMO: 'off', PARLEY_REQUESTS_PER_MINUTE: '0', PARLEY_LOG: 'json', PARLEY_LOG_LEVEL: 'warn' },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output = `${output}${chunk}`.slice(-20_000)
    })
  const orphaned = () => child.kill('SIGKILL')
  process.once('exit', orphaned)
  const ended = once(child, 'exit').then(() => {
    process.off('exit', orphaned)
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid!,
    isAlive: () => isAlive(child),
    residentKb: () => residentKb(child.pid!),
    output: () => output,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async stop() {
      if (isAlive(child)) child.kill('SIGTERM')
      await Promise.race([ended, pause(20_000).then(() => child.kill('SIGKILL'))])
    },
  }
}

const isAlive = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null

function residentKb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** Milliseconds until it answers that it's ready. Throws after `withinMs`, with what the process printed. */
export async function untilReady(api: Started, withinMs = 60_000): Promise<number> {
  const started = performance.now()
  for (;;) {
    const said = await fetch(`${api.url}/readyz`, { signal: AbortSignal.timeout(2000) }).then(
      async (answer) => (answer.ok ? true : await answer.text()),
      (error: Error) => error.message,
    )
    const took = performance.now() - started
    if (said === true) return took
    if (took > withinMs || !api.isAlive())
      throw new Error(
        `Not ready after ${Math.round(took)} ms${api.isAlive() ? '' : ', it ended'}: ${said}\n${api.output()}`,
      )
    await pause(50)
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
