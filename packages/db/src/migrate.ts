import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { exitWith, readSettings, SettingError } from './settings.ts'

/** The files in packages/db/migrations are the truth about the schema. */
export const migrationsDir = fileURLToPath(new URL('../migrations/', import.meta.url))

/** Any fixed number, the same in every process: one migration run at a time per database. */
export const migrationLock = 7_275_539_071

/** A statement that waits for a lock keeps everybody behind it waiting too, so it doesn't wait for long, but often. */
const lockMs = 400
const triesWithinMs = 120_000

/** The number of the newest migration that this version of Parley brings, and needs. */
export const newestMigration = (dir: string = migrationsDir): number => readMigrations(dir).length

/** What this version of Parley brings, in order. */
export const knownMigrations = (): { name: string; sha256: string }[] => readMigrations(migrationsDir)

type Migration = { number: number; name: string; sql: string; sha256: string }

/**
 * Brings the database to the newest migration (or to the one with the number `upTo`), each file in its own transaction,
 * beside those who use the database. Returns the names that were applied now, in order. Throws SettingError when an
 * applied file was changed since, or (unless `mayBeNewer`) the database is newer than the code.
 */
export async function migrate(
  ownerUrl: string,
  dir: string = migrationsDir,
  { upTo, mayBeNewer = false }: { upTo?: number; mayBeNewer?: boolean } = {},
): Promise<string[]> {
  const migrations = readMigrations(dir).slice(0, upTo)
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'parley migrate' })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
    await client.query(`CREATE TABLE IF NOT EXISTS public.parley_migration (
      number integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`)
    const { rows } = await client.query<{ number: number; name: string; sha256: string }>(
      'SELECT number, name, sha256 FROM public.parley_migration ORDER BY number',
    )
    const pending = pendingAfter(rows, migrations, mayBeNewer)
    for (const migration of pending) await applyBetweenOthers(client, migration)
    await client.query(letTheAppLook)
    return pending.map(({ name }) => name)
  } finally {
    await client.end() // and with it the advisory lock
  }
}

/** Reads NNN_name.sql in order of their numbers. Throws SettingError on a gap, a double or another name. */
function readMigrations(dir: string): Migration[] {
  const names = readdirSync(dir)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  return names.map((name, index) => {
    const number = Number(/^(\d{3})_[a-z0-9_-]+\.sql$/.exec(name)?.[1] ?? Number.NaN)
    if (number !== index + 1) {
      const expected = String(index + 1).padStart(3, '0')
      throw new SettingError(`packages/db/migrations/${name} is out of line: ${expected}_<name>.sql comes there.`)
    }
    const sql = readFileSync(`${dir}/${name}`, 'utf8').replaceAll('\r\n', '\n')
    return { number, name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
  })
}

function pendingAfter(
  applied: { number: number; name: string; sha256: string }[],
  migrations: Migration[],
  mayBeNewer: boolean,
): Migration[] {
  for (const done of applied) {
    const file = migrations[done.number - 1]
    if (!file && mayBeNewer) continue
    if (!file) {
      throw new SettingError(
        `The database has the migration ${done.name}, which this Parley doesn't know: start the newer Parley that made it, or set PARLEY_NEWER_DATABASE=on to go back one version.`,
      )
    }
    if (file.sha256 !== done.sha256) {
      throw new SettingError(
        `The migration ${file.name} was changed after it was applied: restore the file, and put the change into a new one.`,
      )
    }
  }
  return migrations.slice(applied.length)
}

const locks = { start: 7_275_539_072 }

/** Runs `work` while no other process does on this database: they wait. Killed with -9, it is let go of by the server. */
export async function holdingLock<T>(ownerUrl: string, name: keyof typeof locks, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'parley start' })
  client.on('error', () => {}) // `work` has connections of its own, and meets what happened on those
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [locks[name]])
    return await work()
  } finally {
    await client.end().catch(() => {})
  }
}

/** /readyz asks which migration the database is at. */
const letTheAppLook = `DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'parley_app')
    AND NOT has_table_privilege('parley_app', 'public.parley_migration', 'SELECT') THEN
    GRANT SELECT ON public.parley_migration TO parley_app;
  END IF;
END $$`

/** While somebody else holds what it needs, it is begun anew: nobody queues behind a migration for longer than lockMs. */
async function applyBetweenOthers(client: pg.Client, migration: Migration) {
  for (let waitedMs = 0; ; ) {
    try {
      return await apply(client, migration)
    } catch (error) {
      const { code } = (error as Error).cause as { code?: string }
      if ((code !== '55P03' && code !== '40P01') || waitedMs >= triesWithinMs) throw error
    }
    const nextMs = Math.min(2000, 200 + waitedMs / 4)
    await pause(nextMs)
    waitedMs += nextMs + lockMs
  }
}

async function apply(client: pg.Client, migration: Migration) {
  try {
    await client.query('BEGIN')
    await client.query(`SET LOCAL lock_timeout = ${lockMs}`)
    await client.query(migration.sql)
    await client.query('INSERT INTO public.parley_migration (number, name, sha256) VALUES ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.sha256,
    ])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new Error(`Migration ${migration.name} failed${lineOf(error, migration.sql)}: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

function lineOf(error: unknown, sql: string): string {
  const position = Number((error as { position?: string }).position)
  return position ? ` at line ${sql.slice(0, position).split('\n').length}` : ''
}

/** `node packages/db/src/migrate.ts` migrates what the settings lead to, and stops it again. */
async function main() {
  const { openDatabase } = await import('./connect.ts')
  const database = await openDatabase(readSettings(process.env))
  try {
    const applied = await migrate(database.ownerUrl)
    console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'Nothing to apply.')
  } finally {
    await database.close()
  }
}

if (import.meta.main) await main().catch(exitWith)
