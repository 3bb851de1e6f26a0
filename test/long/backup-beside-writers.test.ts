import { hash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { askOf } from '@parley/api/audit/ask'
import { verifyRecords } from '@parley/api/audit/verify-records'
import { backUp } from '@parley/db/backup'
import { restore } from '@parley/db/restore'
import { afterAll, afterEach, expect, test } from 'vitest'
import { emptyDatabase, within } from '../support/empty-database.ts'
import { aDeal } from '../support/factories.ts'
import { world } from '../support/world.ts'

const w = await world()
const folder = mkdtempSync(join(tmpdir(), 'parley-backup-'))
const file = join(folder, 'monday.backup')
const bad = join(folder, 'bad.backup')
const places: (() => Promise<unknown>)[] = []

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

const changedTo = (change: (text: string) => string) => (bytes: Buffer) =>
  gzipSync(change(gunzipSync(bytes).toString()))
/** As whoever makes a backup by hand would end it. */
function sealed(text: string): string {
  const [, body, end] = /^(.*\n)-- end (.*)\n$/s.exec(text)!
  return `${body}-- end ${JSON.stringify({ ...JSON.parse(end!), sha256: hash('sha256', body!) })}\n`
}
test('a backup beside writers is of one instant: each registration has its decision, its message and its link', async () => {
  let isWriting = true
  let written = 0
  const writer = async (name: 'alder' | 'brightwater', at: number) => {
    for (let turn = 0; isWriting; turn++) {
      await w
        .as(name)
        .registers(aDeal({ account: { name: `${name} writes ${at} ${turn} ${'abcdefgh'[turn % 8]}`.repeat(2) } }))
      written++
    }
  }
  const writers = [writer('alder', 1), writer('brightwater', 2), writer('alder', 3)]
  while (written < 3) await new Promise((resolve) => setTimeout(resolve, 10))
  const busy = join(folder, 'busy.backup')
  const counts = await backUp(w.ownerUrl, busy)
  isWriting = false
  await Promise.all(writers)
  const place = await newPlace()
  await restore(place, busy)
  await within(place, async (client) => {
    const { rows: torn } = await client.query(
      `SELECT r.id FROM parley.registration r WHERE NOT EXISTS (SELECT FROM parley.decision d WHERE d.id = r.decision_id)
         OR NOT EXISTS (SELECT FROM parley.outbox o WHERE o.subject_id = r.id)
         OR NOT EXISTS (SELECT FROM parley.record_link l WHERE l.record_id = r.decision_id)`,
    )
    expect(torn).toEqual([])
    expect((await verifyRecords(askOf(client), [])).findings).toEqual([])
  })
  expect(counts['parley.registration']).toBeGreaterThanOrEqual(4)
})

test.each([
  [
    'a command of somebody else',
    '\nCOPY parley.partner ',
    '\nDROP TABLE parley.partner CASCADE;\nCOPY parley.partner ',
    'changed since',
  ],
  ['a row twice', /\n(\S+\tAlder .*\n)/, '\n$1$1', 'duplicate key'],
])('what goes wrong half-way (%s) leaves the database as empty as it was', async (_, from, to, words) => {
  rmSync(file, { force: true })
  await backUp(w.ownerUrl, file)
  const place = await newPlace()
  writeFileSync(bad, changedTo((text) => sealed(text.replace(from, to)))(readFileSync(file)))
  await expect(restore(place, bad)).rejects.toThrow(words)
  const left = await within(place, (client) =>
    client.query("SELECT nspname FROM pg_namespace WHERE nspname IN ('parley', 'auth')"),
  )
  expect(left.rows).toEqual([])
})
