import pg from 'pg'
import { keptSchemas, pathOf, type Table } from './backup.ts'
import { type BackupEnd, type BackupHead, changed, checkBackup, readBackup } from './backup-file.ts'
import { checkServer } from './connect.ts'
import { copyIn } from './copy.ts'
import { startEmbedded } from './embedded.ts'
import { knownMigrations, migrate } from './migrate.ts'
import { exitWith, readSettings, SettingError } from './settings.ts'

/**
 * Fills an empty database from a backup: the schema of the backup's version, its rows in one transaction, then the
 * migrations since. Constraints are checked again and must be the same afterwards. All of it is there, or nothing.
 */
export async function restore(
  ownerUrl: string,
  file: string,
): Promise<{ head: BackupHead; rows: Record<string, number> }> {
  const head = await checkBackup(file)
  assertKnown(head)
  await checkServer(ownerUrl)
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'parley restore' })
  client.on('error', () => {})
  await client.connect()
  try {
    await assertEmpty(client)
    await migrate(ownerUrl, undefined, { upTo: head.migrations.length })
    try {
      const rows = await fill(client, file)
      await migrate(ownerUrl)
      await client.query('ANALYZE')
      return { head, rows }
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {})
      await empty(client)
      throw error
    }
  } finally {
    await client.end().catch(() => {})
  }
}

function assertKnown({ migrations }: BackupHead): void {
  const known = knownMigrations()
  for (const [at, { name, sha256 }] of migrations.entries()) {
    if (known[at]?.sha256 === sha256) continue
    throw new SettingError(
      `The backup was made by another Parley: it has the migration ${name}, which this one doesn't. Restore it with that version or a later one.`,
    )
  }
}

async function assertEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query("SELECT to_regclass('public.parley_migration') IS NOT NULL AS used")
  if (!rows[0].used) return
  throw new SettingError(
    'There is a Parley in this database already, and a restore writes over nothing: set DATABASE_URL (with DATABASE_APP_URL, if you have it) or PARLEY_DATA to a new place.',
  )
}

/** As it was before: what migrations made, and nothing else. */
async function empty(client: pg.Client): Promise<void> {
  for (const schema of keptSchemas) await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`)
  await client.query('DROP TABLE IF EXISTS public.parley_migration')
}

type Constraint = { table: string; name: string; kind: string; definition: string }

const constraintsOf = `
  SELECT c.conrelid::regclass::text AS "table", quote_ident(c.conname) AS name, c.contype AS kind, pg_get_constraintdef(c.oid) AS definition
  FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
  WHERE n.nspname = ANY ($1) AND c.conrelid <> 0 ORDER BY 1, 2`

type Trigger = { table: string; name: string; mode: 'O' | 'A' | 'R' }

/** Those that are on: one that was switched off stays off. */
const triggersOf = `
  SELECT t.tgrelid::regclass::text AS "table", quote_ident(t.tgname) AS name, t.tgenabled AS mode
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = ANY ($1) AND NOT t.tgisinternal AND t.tgenabled <> 'D' ORDER BY 1, 2`

const tablesOf = `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = ANY ($1)`

/**
 * In one transaction. Triggers rest meanwhile, because a restored row is not a new event, and foreign keys are taken off
 * and put back, which checks every row of them.
 */
async function fill(client: pg.Client, file: string): Promise<Record<string, number>> {
  const list = async <T>(sql: string) => (await client.query(sql, [keptSchemas])).rows as T[]
  await client.query("BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'")
  const before = await list<Constraint>(constraintsOf)
  const triggers = await list<Trigger>(triggersOf)
  const tables = await list<Pick<Table, 'name'>>(tablesOf)
  const foreign = before.filter(({ kind }) => kind === 'f')
  for (const { table, name } of triggers) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${name}`)
  for (const { table, name } of foreign) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`)
  await client.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`) // what a migration put there is in the backup

  const rows: Record<string, number> = {}
  let end: BackupEnd | undefined
  for await (const part of readBackup(file)) {
    if (part.kind === 'copy') {
      const table = /^COPY (\S+) \([\w", ]+\) FROM stdin$/.exec(part.command)?.[1]
      if (!table || !tables.some(({ name }) => name === table)) throw changed(file)
      rows[table] = await copyIn(client, part.command, part.rows)
    } else if (part.kind === 'sql') {
      if (!/^SELECT pg_catalog\.setval\('[\w."]+', \d+, true\);$/.test(part.command)) throw changed(file)
      await client.query(part.command)
    } else if (part.kind === 'end' && part.isWhole) end = part.end
  }
  const isSame = end && JSON.stringify(sorted(end.rows)) === JSON.stringify(sorted(rows))
  if (!isSame) throw changed(file)

  for (const { table, name, definition } of foreign)
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`)
  for (const { table, name, mode } of triggers)
    await client.query(`ALTER TABLE ${table} ${enable[mode]} TRIGGER ${name}`)
  const after = await list<Constraint>(constraintsOf)
  if (JSON.stringify(before) !== JSON.stringify(after)) throw new Error('The constraints are not the same as before.')
  await client.query('COMMIT')
  return rows
}

const enable = { O: 'ENABLE', A: 'ENABLE ALWAYS', R: 'ENABLE REPLICA' }
const sorted = (rows: Record<string, number>) => Object.entries(rows).sort(([a], [b]) => (a < b ? -1 : 1))

/** `npm run restore -- FILE`, which has checked that there is one. */
async function main() {
  const settings = readSettings(process.env)
  const file = pathOf(process.argv[2] ?? '')
  await checkBackup(file)
  const server = settings.databaseUrl ? undefined : await startEmbedded({ dataDir: settings.dataDir })
  try {
    const { head, rows } = await restore(settings.databaseUrl ?? server!.ownerUrl, file)
    const all = Object.values(rows).reduce((sum, count) => sum + count, 0)
    console.log(`Restored ${all} rows of ${Object.keys(rows).length} tables, as they were at ${head.madeAt}.`)
    console.log(
      'Start it with the PARLEY_SECRET of before (the file session-secret of the old PARLEY_DATA, if it was never set), and check the records: npm run audit:verify.',
    )
  } finally {
    await server?.stop()
  }
}

if (import.meta.main) await main().catch(exitWith)
