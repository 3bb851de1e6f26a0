import { pointIds } from '@parley/rules/points/points'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '../../../../test/support/database.ts'
import { openInstance } from '../../../../test/support/open-world.ts'
import { installProgram } from '../install-program.ts'

const database = await freshDatabase()
const instance = openInstance(database.appPool, () => new Date('2026-11-21T15:00:00.000Z'))
const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 })
owner.on('error', () => {})
afterAll(async () => {
  await instance.close()
  await owner.end()
  await database.close()
})
type Row = { point: string; version: number; document: unknown; active: boolean }
const versions = async () =>
  (
    await owner.query<Row>(
      `SELECT point, version, document::text AS document, parley.policy_in_force(point, $1) = version AS active
       FROM parley.policy_version ORDER BY point, version`,
      [new Date('2026-11-21T16:00:00.000Z')],
    )
  ).rows

describe('starting on a database that has policies for some decision points', () => {
  it('leaves those as they are, and installs the others, each in force', async () => {
    await owner.query(
      `INSERT INTO parley.policy_version (point, version, document, cases, content_hash, note, author_id, author_name, submitted_at)
       SELECT point, 7, '{ "mine":  1 }', '{}', repeat('ab', 32), 'Ours.', 'somebody', 'Somebody', '2026-01-01' FROM unnest($1::text[]) AS point`,
      [['registration', 'protection']],
    )
    await installProgram(instance.env)
    const after = await versions()
    const ours = after.filter(({ version }) => version === 7)
    expect(ours.map(({ point, document }) => [point, document])).toEqual([
      ['protection', '{ "mine":  1 }'],
      ['registration', '{ "mine":  1 }'],
    ])
    const installed = after.filter(({ version }) => version !== 7)
    expect(installed.every(({ version, active }) => version === 1 && active)).toBe(true)
    expect([...installed, ...ours].map(({ point }) => point).sort()).toEqual([...pointIds].sort())
  })

  it('does nothing at the next start', async () => {
    const before = await versions()
    await installProgram(instance.env)
    expect(await versions()).toEqual(before)
  })
})
