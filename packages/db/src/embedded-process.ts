import { spawn } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { createFiles, refuseOtherMajor } from './embedded-files.ts'
import { findBinaries, type RunAs } from './postgres-binaries.ts'
import { SettingError } from './settings.ts'

export type EmbeddedOptions = {
  dataDir: string
  /** False gives up what a power cut would need (fsync): for tests only. */
  durable?: boolean
  maxConnections?: number
  say?: (line: string) => void
}

export const urlOf = (user: string, password: string, port: number, name: string) =>
  `postgresql://${user}:${password}@127.0.0.1:${port}/${name}`

/** A server's process, and the port on 127.0.0.1 where it listens. */
export type Running = { pid: number; port: number }

/** Reads postmaster.pid: line 1 the process, line 4 its port. Waits while that server starts or stops. */
export async function findRunning(filesDir: string, password: string): Promise<Running | undefined> {
  for (let waitedMs = 0; waitedMs < 60_000; waitedMs += 100) {
    const lines = existsSync(join(filesDir, 'postmaster.pid'))
      ? readFileSync(join(filesDir, 'postmaster.pid'), 'utf8').split('\n')
      : []
    const pid = Number(lines[0])
    const port = Number(lines[3])
    if (!pid || !isPostgres(pid)) return undefined
    if (port && (await servesFiles(port, password, filesDir))) return { pid, port }
    await pause(100)
  }
  throw new SettingError(`A PostgreSQL runs on ${filesDir} but doesn't answer: stop it, then start Parley again.`)
}

/**
 * After a kill -9 the server's children may live for a moment, and a container may never bury the dead process, whose
 * id then keeps PostgreSQL from starting: once nobody works in the folder any more, its note is taken away.
 */
export async function waitUntilUnused(filesDir: string) {
  const note = join(filesDir, 'postmaster.pid')
  if (process.platform !== 'linux' || !existsSync(note)) return
  for (let waitedMs = 0; waitedMs < 15_000; waitedMs += 50) {
    if (!readdirSync('/proc').some((pid) => worksIn(filesDir, pid))) {
      rmSync(note, { force: true })
      return
    }
    await pause(50)
  }
}

function worksIn(filesDir: string, pid: string): boolean {
  if (!/^\d+$/.test(pid)) return false
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === filesDir
  } catch {
    return false
  }
}

/** A process id in a stale file may belong to any other program by now. */
export function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return process.platform !== 'linux'
  }
}

async function servesFiles(port: number, password: string, filesDir: string): Promise<boolean> {
  try {
    const rows = await ask(urlOf('postgres', password, port, 'postgres'), 'SHOW data_directory')
    return rows[0]?.data_directory === filesDir
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') return false
    throw new SettingError(
      `The database in ${filesDir} doesn't take the kept password: put back the file named password that was made with it.`,
    )
  }
}

/** On the port `at`, or on a free one. */
export async function launch(
  filesDir: string,
  password: string,
  user: RunAs,
  options: EmbeddedOptions,
  at?: number,
): Promise<Running> {
  const binaries = findBinaries(user)
  if (!existsSync(join(filesDir, 'PG_VERSION'))) createFiles(binaries, filesDir, password, user, options)
  refuseOtherMajor(binaries, filesDir, user)
  const { dataDir, durable = true, maxConnections = 100 } = options
  const log = openLog(join(dataDir, 'postgres.log'))
  const port = at ?? (await freePort(join(dataDir, 'port')))
  const set = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: maxConnections,
    shared_buffers: `${sharedMegabytes()}MB`, // a question among a million accounts reads less from files; taken as it's used
    log_min_error_statement: 'panic', // statements hold customers' data
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const child = spawn(
    join(binaries, 'bin', 'postgres'),
    ['-D', filesDir, ...Object.entries(set).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Its own process group: Ctrl-C in a terminal must reach Parley, which then stops the database last.
    { ...user, cwd: '/', env: { LC_ALL: 'C', TZ: 'UTC' }, detached: true, stdio: ['ignore', log.fd, log.fd] },
  )
  closeSync(log.fd)
  child.unref()
  let ended: string | undefined
  child.once('error', (error) => {
    ended = error.message
  })
  child.once('exit', () => {
    ended ??= ''
  })
  for (let waitedMs = 0; waitedMs < 120_000; waitedMs += 50) {
    if (ended !== undefined) {
      const why = ended || readFileSync(log.path, 'utf8').slice(log.start).trim().split('\n').slice(-3).join(' ')
      throw new SettingError(`The embedded PostgreSQL didn't start: ${why}`)
    }
    try {
      if (child.pid && (await servesFiles(port, password, filesDir))) return { pid: child.pid, port }
    } catch (error) {
      child.kill('SIGINT')
      throw error
    }
    await pause(50)
  }
  child.kill('SIGQUIT')
  throw new SettingError(`The embedded PostgreSQL wasn't ready after two minutes: ${log.path} says why.`)
}

/** A sixteenth of the memory that this process may use, from 128 to 1024: a million accounts' keys and names are 700 MB. */
function sharedMegabytes(): number {
  const bytes = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
  return Math.max(128, Math.min(1024, Math.floor(bytes / 16 / 2 ** 20)))
}

function openLog(path: string) {
  if (existsSync(path) && statSync(path).size > 10_000_000) renameSync(path, `${path}.1`)
  const start = existsSync(path) ? readFileSync(path, 'utf8').length : 0
  const fd = openSync(path, 'a', 0o600)
  chmodSync(path, 0o600)
  return { path, start, fd }
}

/** The port of last time if it's still free, else a free one, which is kept. */
async function freePort(file: string): Promise<number> {
  const kept = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  const port = (kept ? await listenOnce(kept) : undefined) ?? (await listenOnce(0))
  if (port === undefined) throw new SettingError('There is no free port on 127.0.0.1 for the embedded PostgreSQL.')
  writeFileSync(file, String(port))
  return port
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {}) // a server that stops while we ask; the query itself rejects
  try {
    await client.connect()
    return (await client.query(sql)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

/** Fast shutdown (SIGINT): sessions are ended, everything is written, nothing needs recovery. */
export async function stopServer(pid: number) {
  if (!isPostgres(pid)) return
  process.kill(pid, 'SIGINT')
  for (let waitedMs = 0; isPostgres(pid); waitedMs += 20) {
    if (waitedMs === 30_000) process.kill(pid, 'SIGQUIT')
    if (waitedMs > 40_000) throw new Error(`PostgreSQL (process ${pid}) doesn't stop`)
    await pause(20)
  }
}
