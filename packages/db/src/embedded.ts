import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { filesParent, removeOtherPlace } from './embedded-files.ts'
import {
  type EmbeddedOptions,
  findRunning,
  isPostgres,
  launch,
  type Running,
  stopServer,
  urlOf,
  waitUntilUnused,
} from './embedded-process.ts'
import { explainWriteError, writingAt } from './explain-write-error.ts'
import { takeLock } from './folder-lock.mjs'
import { runAs } from './postgres-binaries.ts'
import { keptSecret, SettingError } from './settings.ts'

export type EmbeddedServer = {
  /** Connects to the database `parley` as its owner, who is no superuser. */
  ownerUrl: string
  /** Connects there as `parley_app`, which owns nothing and can become nobody else. */
  appUrl: string
  /** Folder of the database's files. */
  filesDir: string
  /** Whether the server was already running, left by a Parley that was killed. */
  adopted: boolean
  /** Stops the server and lets go of the data. */
  stop(): Promise<void>
  /** Tells the server to stop and doesn't wait: the next start does. */
  letGo(): void
  /** Starts the server again if it was killed; what was acknowledged is in its log. */
  revive(): Promise<void>
}

const owner = 'parley_owner'
const app = 'parley_app'
const database = 'parley'

/** Starts the PostgreSQL whose data is in `dataDir`, or adopts the one that still runs there. Throws SettingError. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { dataDir, say = () => {} } = options
  const lock = writingAt('PARLEY_DATA', dataDir, () => {
    mkdirSync(dataDir, { recursive: true })
    return takeLock(join(dataDir, 'lock'))
  })
  if (!lock.release) {
    throw new SettingError(
      `Parley is already running on the data in ${dataDir} (process ${lock.heldBy}): stop it first, or set PARLEY_DATA to another folder.`,
    )
  }
  let server: Running | undefined
  let isStopping = false
  let reviving: Promise<void> | undefined
  const stop = async () => {
    isStopping = true
    await reviving?.catch(() => {})
    if (server) await stopServer(server.pid)
    lock.release()
  }
  try {
    const user = runAs()
    const filesDir = join(filesParent(dataDir, user, say), 'postgres')
    const password = keptSecret(dataDir, 'password')
    const appPassword = keptSecret(dataDir, 'app-password')
    const left = await findRunning(filesDir, password)
    if (!left) await waitUntilUnused(filesDir)
    server = left ?? (await launch(filesDir, password, user, options))
    await ensureDatabase(server.port, password, appPassword)
    const { port } = server
    const letGo = () => {
      if (server && isPostgres(server.pid)) process.kill(server.pid, 'SIGINT')
      isStopping = true
      lock.release?.()
    }
    const revive = () => {
      reviving ??= again().finally(() => {
        reviving = undefined
      })
      return reviving
    }
    const again = async () => {
      if (isStopping || (server && isPostgres(server.pid))) return
      await waitUntilUnused(filesDir)
      if (!isStopping) server = await launch(filesDir, password, user, options, port)
    }
    return {
      ...{ ownerUrl: urlOf(owner, password, port, database), appUrl: urlOf(app, appPassword, port, database) },
      ...{ filesDir, adopted: left !== undefined },
      ...{ stop, letGo, revive },
    }
  } catch (error) {
    await stop()
    throw explainWriteError(error, 'PARLEY_DATA', dataDir)
  }
}

/**
 * Deletes the embedded database in `dataDir`, and stops a server that a killed Parley left there. Its password and the
 * kept secrets stay. Returns whether there was one. Throws SettingError while a Parley runs on it.
 */
export async function removeEmbedded(dataDir: string): Promise<boolean> {
  if (!existsSync(dataDir)) return false
  const lock = writingAt('PARLEY_DATA', dataDir, () => takeLock(join(dataDir, 'lock')))
  if (!lock.release) {
    throw new SettingError(`Parley is running on the data in ${dataDir} (process ${lock.heldBy}): stop it first.`)
  }
  try {
    const filesDir = join(
      filesParent(dataDir, runAs(), () => {}),
      'postgres',
    )
    const left = join(filesDir, 'postmaster.pid')
    const pid = existsSync(left) ? Number(readFileSync(left, 'utf8').split('\n')[0]) : 0
    if (pid) await stopServer(pid)
    const existed = existsSync(filesDir)
    rmSync(filesDir, { recursive: true, force: true })
    removeOtherPlace(dataDir)
    return existed
  } finally {
    lock.release()
  }
}

async function ensureDatabase(port: number, password: string, appPassword: string) {
  const admin = new pg.Client({ connectionString: urlOf('postgres', password, port, 'postgres') })
  await admin.connect()
  try {
    const roles = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [owner])
    if (roles.rowCount === 0) {
      await admin.query(`CREATE ROLE ${owner} LOGIN CREATEDB CREATEROLE PASSWORD '${password}'`)
    }
    // Requests come in by a login of their own: what is injected into a query can't become the owner again.
    const apps = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [app])
    if (apps.rowCount === 0) await admin.query(`CREATE ROLE ${app}`)
    await admin.query(`ALTER ROLE ${app} LOGIN PASSWORD '${appPassword}'`)
    await admin.query(`GRANT ${app} TO ${owner} WITH ADMIN OPTION`)
    const databases = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (databases.rowCount === 0) await admin.query(`CREATE DATABASE ${database} OWNER ${owner}`)
  } finally {
    await admin.end()
  }
}
