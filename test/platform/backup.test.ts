import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { askOf } from '@parley/api/audit/ask'
import { replayDecisions } from '@parley/api/audit/replay-decisions'
import { verifyRecords } from '@parley/api/audit/verify-records'
import { backUp } from '@parley/db/backup'
import { appRole, openPool } from '@parley/db/connect'
import { restore } from '@parley/db/restore'
import { SettingError } from '@parley/db/settings'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { emptyDatabase, within } from '../support/empty-database.ts'
import { aDeal } from '../support/factories.ts'
import { openInstance } from '../support/open-world.ts'
import { password, people } from '../support/program.ts'
import { Someone } from '../support/someone.ts'
import { world } from '../support/world.ts'

const w = await world()
const folder = mkdtempSync(join(tmpdir(), 'parley-backup-'))
const file = join(folder, 'monday.backup')
const bad = join(folder, 'bad.backup')
const places: (() => Promise<unknown>)[] = []

const changedTo = (change: (text: string) => string) => (bytes: Buffer) =>
  gzipSync(change(gunzipSync(bytes).toString()))
let rows: Record<string, number>

beforeAll(async () => {
  const { summary } = await w.as('alder').registers(aDeal({ account: { name: 'Harbor\tFreight\\Lines\nInc.' } }))
  await w
    .as('alder')
    .logsActivity(summary.id, { kind: 'meeting', happenedOn: '2026-11-02', note: 'A line\nand a \\. of its own' })
  await w.as('brightwater').registers(aDeal({ account: { name: 'Quarry Bay Shipping' } }))
  rows = await backUp(w.ownerUrl, file)
})
afterEach(async () => {
  for (const drop of places.splice(0)) await drop()
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Dropped after the test. */
async function newPlace(): Promise<string> {
  const { url, drop } = await emptyDatabase(w.ownerUrl, w.sql)
  places.push(drop)
  return url
}

/** Every row of every table, every constraint, and every trigger with its state. */
const contents = (url: string) =>
  within(url, async (client) => {
    const of = ['auth', 'parley']
    const tables = await client.query<{ name: string }>(
      "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = ANY ($1) ORDER BY 1",
      [of],
    )
    const all: Record<string, unknown> = {}
    for (const { name } of tables.rows) {
      const { rows } = await client.query(
        `SELECT count(*)::int AS rows, md5(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE "C")) AS hash FROM ${name} t`,
      )
      all[name] = rows[0]
    }
    const rules = await client.query(
      `SELECT c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c
       WHERE c.connamespace = ANY (ARRAY(SELECT oid FROM pg_namespace WHERE nspname = ANY ($1))) AND c.conrelid <> 0 ORDER BY 1, 2`,
      [of],
    )
    const triggers = await client.query(
      `SELECT t.tgrelid::regclass::text, t.tgname, t.tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ANY ($1) AND NOT t.tgisinternal ORDER BY 1, 2`,
      [of],
    )
    return { all, rules: rules.rows, triggers: triggers.rows }
  })

test('a backup put back has the same rows, constraints and triggers, its chain is in order, its decisions replay, and work goes on', async () => {
  const place = await newPlace()
  const restored = await restore(place, file)
  expect(restored.rows).toEqual(rows)
  expect(rows['parley.decision']).toBeGreaterThanOrEqual(2)
  expect(await contents(place)).toEqual(await contents(w.ownerUrl))
  await within(place, async (client) => {
    const { findings, links } = await verifyRecords(askOf(client), [])
    expect(findings).toEqual([])
    expect(links).toBeGreaterThanOrEqual(2)
    const { replayed, same } = await replayDecisions(askOf(client))
    expect(same).toBe(replayed)
    expect(replayed).toBeGreaterThanOrEqual(2)
  })
  const pool = openPool(place, { role: appRole, size: 3 })
  const instance = openInstance(pool, w.now)
  const ada = new Someone(instance.app, people.alder, password)
  expect(await ada.registers(aDeal({ account: { name: 'Tall Pine Logistics' } }))).toBeDecided('approve')
  expect(await ada.registers(aDeal({ account: { name: 'QUARRY BAY SHIPPING' } }))).toBeDecided('reject')
  await instance.close()
  await pool.end()
})

test('a backup is for its owner only, and never written over another', async () => {
  expect(statSync(file).mode & 0o777).toBe(0o600)
  await expect(backUp(w.ownerUrl, file)).rejects.toThrow('There is a file')
})

test('a backup that can’t be written where it is wanted is refused in a sentence', async () => {
  const nowhere = join(folder, 'not-made', 'x.backup')
  const error = await backUp(w.ownerUrl, nowhere).catch((thrown: Error) => thrown)
  expect(error).toBeInstanceOf(SettingError)
  expect((error as Error).message).toMatch(
    /^The backup's file is ".*x\.backup", which user .*: there is no folder .*not-made, [^\n]+\.$/,
  )
  await expect(backUp(w.ownerUrl, join(file, 'x.backup'))).rejects.toThrow(SettingError)
})

test.each([
  ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 200), 'cut short or changed'],
  [
    'with one letter changed',
    changedTo((text) => text.replace('Quarry Bay', 'Quarry Bax')),
    'changed since it was made',
  ],
  ['that is something else', () => gzipSync('hello\n'), 'not a backup of Parley'],
  ['that was never compressed', () => Buffer.from('hello'), 'cut short or changed'],
])('a backup %s is refused before anything is touched', async (_, change, words) => {
  writeFileSync(bad, change(readFileSync(file)))
  await expect(restore(w.ownerUrl, bad)).rejects.toThrow(words)
})

test('a database that holds a Parley is not written over', async () => {
  const refused = await restore(w.ownerUrl, file).catch((thrown: Error) => thrown)
  expect((refused as Error).message).toContain('a restore writes over nothing')
  expect((refused as Error).message).not.toContain('demo:reset') // which deletes what stands there
})
