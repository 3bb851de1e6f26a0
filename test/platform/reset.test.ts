import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@parley/db/migrate'
import { emptyDatabase } from '@parley/db/reset'
import { repositoryDir } from '@parley/db/settings'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { within } from '../support/empty-database.ts'

let db: FreshDatabase
const folder = mkdtempSync(join(tmpdir(), 'parley-reset-'))
beforeAll(async () => {
  db = await freshDatabase()
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

const ask = <Row>(sql: string) => within(db.ownerUrl, async (client) => (await client.query(sql)).rows as Row[])

/** `npm run demo:reset` without what it prepares, and without a terminal. */
function reset(args: string[], settings: Record<string, string>) {
  const { DATABASE_URL: _, ...inherited } = process.env
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(repositoryDir, 'packages/db/src/reset.ts'), ...args],
    { env: { ...inherited, ...settings }, encoding: 'utf8' },
  )
  return { status, said: `${stdout}${stderr}`.trim() }
}

test('what is asked about is what goes: the database that a file names, and not the folder of the embedded one', async () => {
  const urlFile = join(folder, 'database_url')
  const url = new URL(db.ownerUrl)
  url.password ||= 'hunter2' // a server that asks for none takes any
  writeFileSync(urlFile, `${url}\n`)
  const asked = reset([], { DATABASE_URL_FILE: urlFile, PARLEY_DATA: join(folder, 'data') })
  expect(asked.status).toBe(1)
  expect(asked.said).toContain(
    `This deletes Parley's tables in the database "${url.pathname.slice(1)}" of DATABASE_URL`,
  )
  expect(asked.said).toContain('-- --yes')
  expect(asked.said).not.toContain(url.password)
  expect(asked.said).not.toContain(folder)
  expect(await ask("SELECT to_regclass('parley.vendor') IS NOT NULL AS there")).toEqual([{ there: true }])
  expect(reset([], { PARLEY_DATA: join(folder, 'data') }).said).toContain(
    `embedded database in ${join(folder, 'data')}`,
  )
})

test('of a schema that others share, only what is ours goes, and Parley can begin there again', async () => {
  await ask("CREATE TABLE public.theirs AS SELECT 42 AS answer; COMMENT ON SCHEMA public IS 'shared'")
  expect(await emptyDatabase(db.ownerUrl)).toBe(true)
  expect(await ask('SELECT answer FROM public.theirs')).toEqual([{ answer: 42 }])
  expect(await ask("SELECT obj_description('public'::regnamespace) AS said")).toEqual([{ said: 'shared' }])
  expect(
    await ask(`SELECT nspname FROM pg_namespace WHERE nspname IN ('parley', 'auth', 'pgboss')
      UNION ALL SELECT relname FROM pg_class WHERE relname = 'parley_migration'`),
  ).toEqual([])
  expect(await emptyDatabase(db.ownerUrl)).toBe(false)
  expect((await migrate(db.ownerUrl)).length).toBeGreaterThan(20)
})

test('the checkpoints of what was deleted are put aside, so that nobody takes the next records for cut ones', () => {
  const data = join(folder, 'data')
  const checkpoints = join(folder, 'checkpoints.jsonl')
  writeFileSync(checkpoints, 'how far they had come\n')
  const done = reset(['--yes'], { DATABASE_URL: db.ownerUrl, PARLEY_DATA: data, PARLEY_CHECKPOINTS: checkpoints })
  expect(done.status).toBe(0)
  expect(existsSync(checkpoints)).toBe(false)
  const aside = readdirSync(folder).find((name) => /^checkpoints\.jsonl\.until-\d{4}-\d{2}-\d{2}T/.test(name))!
  expect(readFileSync(join(folder, aside), 'utf8')).toBe('how far they had come\n')
  expect(done.said).toContain(`put aside, in ${join(folder, aside)}.`)
})
