import { existsSync, renameSync, statSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import pg from 'pg'
import { checkServer } from './connect.ts'
import { removeEmbedded } from './embedded.ts'
import { explainWriteError } from './explain-write-error.ts'
import { exitWith, readSettings, SettingError, type Settings } from './settings.ts'

/** Where Parley was, the schemas that its migrations and its jobs' queue made: nobody else's. */
const ourSchemas = `SELECT nspname AS name FROM pg_namespace
  WHERE to_regclass('public.parley_migration') IS NOT NULL AND nspname IN ('parley', 'auth', 'pgboss')`

/** What a reset deletes, in words, and what a person types to agree. */
export function whatGoes({ databaseUrl, dataDir }: Pick<Settings, 'databaseUrl' | 'dataDir'>) {
  if (databaseUrl === undefined) return { place: `the embedded database in ${dataDir}`, word: 'yes' }
  const { pathname, host } = new URL(databaseUrl)
  const word = decodeURIComponent(pathname.slice(1))
  return { place: `Parley's tables in the database "${word}" of DATABASE_URL, at ${host || 'localhost'}`, word }
}

/**
 * Takes Parley out of the database of DATABASE_URL. Of the schema `public`, which may be shared, only our own table: extensions stay,
 * because others may use them. Throws SettingError when the app is connected to it.
 */
export async function emptyDatabase(url: string): Promise<boolean> {
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
    await client.query('DROP TABLE IF EXISTS public.parley_migration')
    await client.query('COMMIT')
    return rows.length > 0
  } finally {
    await client.end()
  }
}

/** Checkpoints of what was deleted would say of the next database that its records were cut. Returns where they are now. */
export function putCheckpointsAside(file: string, now: Date): string | undefined {
  if (!existsSync(file) || statSync(file).size === 0) return undefined
  const aside = `${file}.until-${now.toISOString().slice(0, 19).replaceAll(':', '-')}`
  try {
    renameSync(file, aside)
  } catch (error) {
    throw explainWriteError(error, 'PARLEY_CHECKPOINTS', file)
  }
  return aside
}

async function ask(settings: Settings): Promise<void> {
  const { place, word } = whatGoes(settings)
  const question = `This deletes ${place}, and everything in it`
  if (!process.stdin.isTTY)
    throw new SettingError(`${question}: run it in a terminal, where it asks first, or add -- --yes.`)
  const prompt = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await prompt.question(`${question}. Type ${word} to go on: `)
  prompt.close()
  if (answer.trim() !== word) throw new SettingError('Nothing was deleted.')
}

/** `npm run demo:reset`, which asks unless it is called with `--yes`. */
async function main() {
  const settings = readSettings(process.env)
  const { databaseUrl, dataDir, checkpointFile, demo } = settings
  if (!process.argv.includes('--yes')) await ask(settings)
  const removed = databaseUrl === undefined ? await removeEmbedded(dataDir) : await emptyDatabase(databaseUrl)
  if (!removed) return console.log('There was nothing to delete.')
  const aside = putCheckpointsAside(checkpointFile, new Date())
  const next = demo ? 'npm start loads the demo again.' : 'npm start begins without the demo; PARLEY_DEMO=on loads it.'
  console.log(`Deleted ${whatGoes(settings).place}. ${next}`)
  if (aside) console.log(`The checkpoints of its records are put aside, in ${aside}.`)
}

if (import.meta.main) await main().catch(exitWith)
