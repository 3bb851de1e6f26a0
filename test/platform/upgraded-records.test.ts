import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askOf } from '@parley/api/audit/ask'
import { verifyRecords } from '@parley/api/audit/verify-records'
import { migrate, migrationsDir } from '@parley/db/migrate'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { freshDatabase } from '../support/database.ts'

const db = await freshDatabase()
const owner = new pg.Client({ connectionString: db.ownerUrl, options: '-c timezone=UTC' })
await owner.connect()
// The migrations before the one that links records, as they were released.
const older = mkdtempSync(join(tmpdir(), 'parley-older-'))
for (const name of readdirSync(migrationsDir).filter((each) => each < '006'))
  cpSync(join(migrationsDir, name), join(older, name))
afterAll(async () => {
  await owner.end()
  await db.close()
  rmSync(older, { recursive: true })
})

const decide = (client: pg.Client) =>
  client.query(`INSERT INTO parley.decision (id, point, subject_id, outcome, params, because, fired, nearly, facts,
      decided_at, actor_id, actor_name, override_reason)
    VALUES (gen_random_uuid(), 'registration', gen_random_uuid(), 'approve', '{"protectionDays": 90}', '{}', '{}', '[]',
      '{"deal.amountMinor": 4500000}', clock_timestamp(), 'u', 'Dana Reyes', 'They said so.')`)

it('an installation that has decided already is linked when it is upgraded, and so is what is decided meanwhile', async () => {
  await owner.query('DROP SCHEMA parley, auth CASCADE; DELETE FROM public.parley_migration')
  await migrate(db.ownerUrl, older)
  for (let count = 0; count < 40; count++) await decide(owner)
  const writer = new pg.Client({ connectionString: db.ownerUrl })
  await writer.connect()
  let upgraded = false
  let meanwhile = 0
  const writing = (async () => {
    for (; !upgraded; meanwhile++) await decide(writer)
  })()
  await migrate(db.ownerUrl).finally(() => {
    upgraded = true
  })
  await writing
  await decide(writer)
  await writer.end()
  expect(meanwhile).toBeGreaterThan(0)
  const { links, findings } = await verifyRecords(askOf(owner), [])
  expect(findings).toEqual([])
  expect(links).toBe(40 + meanwhile + 1)
})
