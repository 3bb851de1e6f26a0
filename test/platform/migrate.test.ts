import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@parley/db/migrate'
import { SettingError } from '@parley/db/settings'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'

let db: FreshDatabase
let dir: string

beforeEach(async () => {
  db = await freshDatabase()
  await asOwner('DELETE FROM public.parley_migration')
  dir = mkdtempSync(join(tmpdir(), 'parley-migrations-'))
})
afterEach(async () => {
  await db.close()
  rmSync(dir, { recursive: true })
})

const write = (name: string, sql: string) => writeFileSync(join(dir, name), sql)
const message = (promise: Promise<unknown>) =>
  promise.then(
    () => 'migrated',
    (error: Error) => error.message,
  )

async function asOwner(sql: string) {
  const client = new pg.Client({ connectionString: db.ownerUrl })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

test('migrations are applied in order, once, also by two processes at the same time', async () => {
  write('001_jar.sql', 'CREATE TABLE public.jar (lid text)')
  write('002_label.sql', 'ALTER TABLE public.jar ADD label text')
  const both = await Promise.all([migrate(db.ownerUrl, dir), migrate(db.ownerUrl, dir)])
  expect(both.flat()).toEqual(['001_jar.sql', '002_label.sql'])
  expect(await migrate(db.ownerUrl, dir)).toEqual([])
})

test('a migration that was changed after it was applied is refused, and nothing after it runs', async () => {
  write('001_jar.sql', 'CREATE TABLE public.jar (lid text)')
  await migrate(db.ownerUrl, dir)
  write('001_jar.sql', 'CREATE TABLE public.jar (lid text, label text)')
  write('002_label.sql', 'CREATE TABLE public.label (word text)')
  const refused = await message(migrate(db.ownerUrl, dir))
  expect(refused).toContain('001_jar.sql was changed after it was applied')
  expect(refused).not.toContain('demo:reset') // which deletes everything
  expect(await asOwner("SELECT to_regclass('public.label') AS label")).toEqual([{ label: null }])
})

test('a migration that fails half-way leaves nothing of itself, and says which line', async () => {
  write('001_jar.sql', 'CREATE TABLE public.jar (lid text);\nALTER TABLE nowhere ADD x int;')
  expect(await message(migrate(db.ownerUrl, dir))).toMatch(/^Migration 001_jar.sql failed.*nowhere/)
  write('002_odd.sql', 'SELECT 1;\nSELEKT 2;')
  write('001_jar.sql', 'SELECT 1')
  expect(await message(migrate(db.ownerUrl, dir))).toContain('002_odd.sql failed at line 2')
  expect(await asOwner("SELECT to_regclass('public.jar') AS jar")).toEqual([{ jar: null }])
})

test('a gap in the numbers and a database of a newer Parley are refused', async () => {
  write('002_late.sql', 'SELECT 1')
  await expect(migrate(db.ownerUrl, dir)).rejects.toThrow(SettingError)
  write('001_early.sql', 'SELECT 1')
  await migrate(db.ownerUrl, dir)
  rmSync(join(dir, '002_late.sql'))
  expect(await message(migrate(db.ownerUrl, dir))).toContain("002_late.sql, which this Parley doesn't know")
})
