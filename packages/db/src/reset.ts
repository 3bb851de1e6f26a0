import pg from 'pg'
import { checkServer } from './connect.ts'
import { removeEmbedded } from './embedded.ts'
import { exitWith, readSettings, SettingError } from './settings.ts'

/** Lists the schemas that hold anything of ours, none when Parley was never here. */
const ourSchemas = `SELECT nspname AS name FROM pg_namespace
  WHERE to_regclass('public.parley_migration') IS NOT NULL AND nspname IN ('public', 'parley', 'auth', 'pgboss')`

/** Empties the database of DATABASE_URL. Throws SettingError when the app is connected to it. */
async function emptyDatabase(url: string): Promise<boolean> {
  await checkServer(url)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const others = await client.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'parley%'
        AND pid <> pg_backend_pid()`,
    )
    if (others.rowCount) throw new SettingError('Parley is connected to this database: stop it first.')
    const { rows } = await client.query<{ name: string }>(ourSchemas)
    await client.query('BEGIN')
    for (const { name } of rows) await client.query(`DROP SCHEMA ${name} CASCADE`)
    if (rows.length > 0) await client.query('CREATE SCHEMA public')
    await client.query('COMMIT')
    return rows.length > 0
  } finally {
    await client.end()
  }
}

/** scripts/demo-reset.mjs has asked already. */
async function main() {
  const { databaseUrl, dataDir, demo } = readSettings(process.env)
  const removed = databaseUrl === undefined ? await removeEmbedded(dataDir) : await emptyDatabase(databaseUrl)
  const next = demo ? 'npm start loads the demo again.' : 'npm start begins without the demo; PARLEY_DEMO=on loads it.'
  console.log(removed ? `Deleted. ${next}` : 'There was nothing to delete.')
}

if (import.meta.main) await main().catch(exitWith)
