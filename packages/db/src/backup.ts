import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, existsSync, openSync, renameSync, rmSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { type BackupHead, endMark, endOfRows, headMark } from './backup-file.ts'
import { checkServer } from './connect.ts'
import { copyOut } from './copy.ts'
import { explainWriteError } from './explain-write-error.ts'
import { migrationLock } from './migrate.ts'
import { embeddedBeside } from './open-beside.ts'
import { exitWith, readSettings, SettingError } from './settings.ts'

/** Schemas whose rows are ours to keep. The job queue's isn't: it is made anew from these at the next start. */
export const keptSchemas = ['auth', 'parley']

export type Table = { name: string; columns: string }

const tablesOf = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name,
    (SELECT string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = ANY ($1) AND c.relkind = 'r' ORDER BY 1`

/**
 * Writes all rows of one instant to `file`, beside those who use the database: one snapshot, no locks that they'd wait for.
 * Migrations wait until it is done. The file is complete or isn't there. Returns the rows of each table.
 */
export async function backUp(ownerUrl: string, file: string): Promise<Record<string, number>> {
  if (existsSync(file)) throw new SettingError(`There is a file ${file} already: choose another name.`)
  const server = await checkServer(ownerUrl)
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'parley backup' })
  client.on('error', () => {}) // what is under way rejects by itself
  await client.connect()
  const draft = `${file}.part`
  try {
    await client.query(
      "SET statement_timeout = 0; SET lock_timeout = '10s'; SET timezone = 'UTC'; SET datestyle = 'ISO'",
    )
    await client.query(`SELECT pg_advisory_lock_shared(${migrationLock})`)
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const out = new Out(draft)
    await out.line(`${headMark}${JSON.stringify(await readHead(client, server))}`)
    const rows: Record<string, number> = {}
    const { rows: tables } = await client.query<Table>(tablesOf, [keptSchemas])
    for (const { name, columns } of tables) {
      await out.line(`COPY ${name} (${columns}) FROM stdin;`)
      rows[name] = await copyOut(client, `COPY ${name} (${columns}) TO STDOUT`, (chunk) => out.write(chunk))
      await out.line(endOfRows)
    }
    for (const line of await readSequences(client)) await out.line(line)
    await client.query('COMMIT')
    await out.close(`${endMark}${JSON.stringify({ rows, sha256: out.sha256() })}`)
    renameSync(draft, file)
    return rows
  } catch (error) {
    if (existsSync(draft)) rmSync(draft, { force: true })
    throw explainWriteError(error, "The backup's file", file)
  } finally {
    await client.end().catch(() => {})
  }
}

async function readHead(client: pg.Client, server: string): Promise<BackupHead> {
  const here = await client.query("SELECT to_regclass('public.parley_migration') IS NOT NULL AS here, now() AS now")
  if (!here.rows[0].here) throw new SettingError('There is no Parley in this database: nothing was backed up.')
  const { rows } = await client.query('SELECT number, name, sha256 FROM public.parley_migration ORDER BY number')
  return { parleyBackup: 1, madeAt: here.rows[0].now.toISOString(), server, migrations: rows }
}

/** Sequences know no snapshot: what they say now is at or beyond every row of it. */
async function readSequences(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT format('SELECT pg_catalog.setval(%L, %s, true);', format('%I.%I', schemaname, sequencename), last_value) AS line
     FROM pg_sequences WHERE schemaname = ANY ($1) AND last_value IS NOT NULL ORDER BY 1`,
    [keptSchemas],
  )
  return rows.map(({ line }) => line)
}

/** The gzipped file, readable by its owner only, and the hash of what went into it. */
class Out {
  #hash = createHash('sha256')
  #gzip = createGzip({ level: 6, chunkSize: 1 << 18 })
  #written: Promise<void>
  #drained: Promise<void> | undefined

  constructor(file: string) {
    const target = createWriteStream(file, { fd: openSync(file, 'w', 0o600), flush: true })
    this.#written = finished(this.#gzip.pipe(target))
    this.#written.catch(() => this.#gzip.destroy())
  }

  sha256 = () => this.#hash.digest('hex')

  async line(text: string): Promise<void> {
    await this.write(Buffer.from(`${text}\n`))
  }

  write(bytes: Buffer): Promise<void> | undefined {
    this.#hash.update(bytes)
    if (this.#gzip.write(bytes)) return undefined
    this.#drained ??= Promise.race([once(this.#gzip, 'drain'), this.#written]).then(() => {
      this.#drained = undefined
    })
    return this.#drained
  }

  async close(last: string): Promise<void> {
    this.#gzip.end(`${last}\n`)
    await this.#written
  }
}

/** Where the person stands is where a relative path begins. */
export const pathOf = (given: string) =>
  isAbsolute(given) ? given : resolve(process.env.INIT_CWD ?? process.cwd(), given)

/** `npm run backup -- FILE`, which has checked that there is one. */
async function main() {
  const settings = readSettings(process.env)
  const file = pathOf(process.argv[2] ?? '')
  const database = settings.databaseUrl
    ? { ownerUrl: settings.databaseUrl, stop: async () => {} }
    : await embeddedBeside(settings.dataDir)
  try {
    const rows = await backUp(database.ownerUrl, file)
    const all = Object.values(rows).reduce((sum, count) => sum + count, 0)
    console.log(`Backed up ${all} rows of ${Object.keys(rows).length} tables to ${file}.`)
    console.log(
      'It holds personal data and password hashes: keep it where only you can read it. It doesn’t hold PARLEY_SECRET and the checkpoint key: keep those elsewhere, a restore needs them.',
    )
  } finally {
    await database.stop()
  }
}

if (import.meta.main) await main().catch(exitWith)
