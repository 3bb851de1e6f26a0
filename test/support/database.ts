import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { appRole, checkServer, openPool } from '@parley/db/connect'
import { startEmbedded } from '@parley/db/embedded'
import { migrate } from '@parley/db/migrate'
import pg from 'pg'

/** A database of its own for one test or file: nobody else sees it, and it's gone after close(). */
export type FreshDatabase = {
  /** Connects as the owner: to look and to arrange, not to act as the app. */
  ownerUrl: string
  /** The app's connections, as `parley_app`. */
  appPool: pg.Pool
  close(): Promise<void>
}

/** The server for one run of tests. It and its migrated template are found through process.env by every worker. */
export type TestServer = { stop(): Promise<void> }

/** `appUrl` is the login of the app's own, where the server is ours; elsewhere it acts as `parley_app` by the owner's. */
type Run = { adminUrl: string; appUrl: string; prefix: string }
const runVariable = 'PARLEY_TEST_RUN'

/**
 * Starts the server for a run: that of DATABASE_URL, else an embedded one in a temporary folder, without fsync unless
 * `durable` (or PARLEY_TEST_DURABLE=1). Migrates the template once.
 */
export async function startTestServer({ durable = process.env.PARLEY_TEST_DURABLE === '1' } = {}): Promise<TestServer> {
  const server = process.env.DATABASE_URL ? borrowed(process.env.DATABASE_URL) : await embedded(durable)
  const { adminUrl, appUrl } = server
  const run = { adminUrl, appUrl, prefix: `parley_test_${process.pid}_${randomBytes(3).toString('hex')}` }
  process.env[runVariable] = JSON.stringify(run)
  const stop = async () => {
    delete process.env[runVariable]
    await server.stop(run)
  }
  try {
    await checkServer(run.adminUrl)
    await template('migrated', migrate)
    return { stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function embedded(durable: boolean) {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-test-'))
  chmodSync(dataDir, 0o755) // as root the server runs as nobody, who must get in
  const server = await startEmbedded({ dataDir, durable, maxConnections: 400 })
  const stop = async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { adminUrl: server.ownerUrl, appUrl: server.appUrl, stop }
}

function borrowed(adminUrl: string) {
  const stop = async ({ prefix }: Run) => {
    const names = await admin<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [prefix],
      adminUrl,
    )
    for (const { datname } of names) await admin(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`, [], adminUrl)
  }
  return { adminUrl, appUrl: adminUrl, stop }
}

/** A copy of the migrated template (or of one made by `template`). Takes about 40 ms. */
export async function freshDatabase({ from = 'migrated' } = {}): Promise<FreshDatabase> {
  const { prefix } = currentRun()
  const name = `${prefix}_${randomBytes(5).toString('hex')}`
  await admin(`CREATE DATABASE ${name} TEMPLATE ${prefix}_${from} STRATEGY ${await copyStrategy()}`)
  const ownerUrl = urlOf(name)
  const appPool = openPool(urlOf(name, currentRun().appUrl), { role: appRole, size: 10 })
  const close = async () => {
    await appPool.end()
    await drop(name)
  }
  return { ownerUrl, appPool, close }
}

/** Autovacuum may be at work there, which only a superuser can end by force; without force the server asks it to leave. */
async function drop(name: string): Promise<void> {
  await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).catch((error) => {
    if ((error as { code?: string }).code !== '42501') throw error
    return admin(`DROP DATABASE IF EXISTS ${name}`)
  })
}

/**
 * Makes a template that `freshDatabase({ from: name })` copies: once per run, whichever worker asks first. `build` gets
 * the owner's URL of a new database (a copy of the migrated template, but for that itself) and must leave no connection.
 */
export async function template(name: string, build: (ownerUrl: string) => Promise<unknown>): Promise<void> {
  const { adminUrl, prefix } = currentRun()
  const full = `${prefix}_${name}`
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [full])
    const made = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [full])
    if (made.rowCount) return
    const draft = `${full}_draft`
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${draft} ${name === 'migrated' ? '' : `TEMPLATE ${prefix}_migrated`}`)
    await build(urlOf(draft))
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${full}`)
  } finally {
    await client.end()
  }
}

function currentRun(): Run {
  const run = process.env[runVariable]
  if (!run) throw new Error('No test server: run through npm test or npm run bench, or call startTestServer() first.')
  return JSON.parse(run) as Run
}

function urlOf(database: string, server = currentRun().adminUrl): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.toString()
}

let copyStrategyOnce: Promise<string> | undefined

/** Without fsync the checkpoints of file_copy cost nothing and it's quicker; with it, writing through the log is. */
function copyStrategy(): Promise<string> {
  copyStrategyOnce ??= admin<{ fsync: string }>("SELECT current_setting('fsync') AS fsync").then(([row]) =>
    row?.fsync === 'off' ? 'file_copy' : 'wal_log',
  )
  return copyStrategyOnce
}

async function admin<Row>(sql: string, values: unknown[] = [], url = currentRun().adminUrl): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql, values)).rows as Row[]
  } finally {
    await client.end()
  }
}
