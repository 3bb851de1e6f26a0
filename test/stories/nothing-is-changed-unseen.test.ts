import { execFile } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { checkRecords, signRecords } from '@parley/api/audit/check-records'
import { checkpointsOf, readCheckpoints } from '@parley/api/audit/checkpoint'
import type { RecordFinding } from '@parley/api/audit/finding'
import { recordEvent } from '@parley/api/audit/record-event'
import { replayDecisions } from '@parley/api/audit/replay-decisions'
import { verifyRecords } from '@parley/api/audit/verify-records'
import { systemActor } from '@parley/api/context'
import { inTransaction } from '@parley/api/transaction'
import { audit } from '@parley/contract/routes/audit'
import { repositoryDir } from '@parley/db/settings'
import { afterAll, describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { asOwner, type Kind, tamperings } from '../support/tampering.ts'
import { world } from '../support/world.ts'

const w = await world()
const dataDir = mkdtempSync(join(tmpdir(), 'parley-records-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
const checkpoints = checkpointsOf({
  dataDir,
  checkpointFile: join(dataDir, 'checkpoints.jsonl'),
  checkpointKey: undefined,
})
w.env.checkpoints = checkpoints

const names = ['Harbor Freight Lines', 'Quillmoor Optics', 'Vexham Dredging', 'Brelvik Tannery', 'Hazelrigg Millinery']
for (const name of names) {
  await w.as('alder').registers(aDeal({ account: { name } }))
  await w.as('brightwater').registers(aDeal({ account: { name } }))
}
const opened = await w.as('alder').registers(aDeal({ account: { name: 'Calloway Orchards' } }))
await w.as('manager').overrides(opened.summary.id, {
  outcome: 'reject',
  wording: 'The customer buys from us directly.',
  reason: 'Said so by the customer on the telephone.',
})
const subject = (id: string) => ({ kind: 'account', id, name: 'Harbor Freight Lines' })
for (let count = 0; count < 6; count++)
  await inTransaction(w.env, systemActor, (ctx) =>
    recordEvent(ctx, { action: 'account.designated', subject: subject(ctx.newId()), details: { to: 'named', count } }),
  )
await signRecords(w.env)

const verify = async () => asOwner(w.ownerUrl, async (ask) => verifyRecords(ask, await readCheckpoints(checkpoints)))
const recorded = async () =>
  (
    await w.sql<{ count: number }>(
      'SELECT ((SELECT count(*) FROM parley.decision) + (SELECT count(*) FROM parley.audit_event))::int AS count',
    )
  )[0]!.count

/** The command, as an operator runs it on a server of their own. */
async function runs(command: 'audit-verify' | 'decisions-replay', ...args: string[]) {
  const file = join(repositoryDir, 'apps/api/src/audit', `${command}.ts`)
  const env = { ...process.env, DATABASE_URL: w.ownerUrl, PARLEY_DATA: dataDir }
  const { stdout, code } = await promisify(execFile)(process.execPath, [file, ...args], { env }).then(
    ({ stdout }) => ({ stdout, code: 0 }),
    (failed: { stdout: string; code: number }) => failed,
  )
  return { stdout, code }
}

describe('records that nobody touched', () => {
  it('are whole: each has one link, and no check gives a false alarm', async () => {
    const { findings, links, checkpoints } = await verify()
    expect(findings).toEqual([])
    expect(links).toBe(await recorded())
    expect(links).toBeGreaterThan(15)
    expect(checkpoints).toBe(1)
  })

  it('stay whole when more is recorded after a checkpoint, and after a rollback', async () => {
    await w.as('brightwater').registers(aDeal({ account: { name: 'Zubrowski Foundry' } }))
    await inTransaction(w.env, systemActor, async (ctx) => {
      await recordEvent(ctx, { action: 'account.designated', subject: subject(ctx.newId()) })
      throw new Error('taken back')
    }).catch(() => {})
    expect((await verify()).findings).toEqual([])
    await signRecords(w.env)
    expect(await signRecords(w.env)).toBe(false)
    expect((await verify()).findings).toEqual([])
  })

  it('verify by the command, which ends with 0', async () => {
    const { stdout, code } = await runs('audit-verify', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ whole: true, links: await recorded(), checkpoints: 2, findings: [] })
    expect(code).toBe(0)
  })
})

describe.each<Kind>(['decision', 'audit_event'])(
  'whoever owns the tables changes the %s table past every guard',
  (kind) => {
    it.each(tamperings)('$title: it is found and named', async ({ does, finds }) => {
      const { findings, meant } = await asOwner(w.ownerUrl, async (ask, unguarded) => {
        const meant = await unguarded(() => does(ask, kind))
        return { meant, findings: (await verifyRecords(ask, await readCheckpoints(checkpoints))).findings }
      })
      expect(findings[0]).toMatchObject({ what: finds })
      const of = ({ what, lane }: RecordFinding) => what === finds && lane === (meant.lane ?? lane)
      const named = findings.filter((each) => of(each) && each.id === (meant.id ?? each.id))
      expect(named).not.toEqual([])
      if (meant.position) expect(named.map(({ position }) => position)).toContain(meant.position)
      for (const { words, id, lane } of named) {
        expect(words).toContain(`ane ${lane}`)
        if (id) expect(words).toContain(id)
      }
    })
  },
)

describe('what keeps the records', () => {
  it.each(['decision', 'audit_event', 'record_link', 'record_check'])(
    'the app may not change the %s table',
    async (table) => {
      for (const deed of [
        `UPDATE parley.${table} SET ${table === 'record_link' ? 'kind = kind' : 'id = id'}`,
        `DELETE FROM parley.${table}`,
        `TRUNCATE parley.${table}`,
      ])
        await expect(w.env.pool.query(deed)).rejects.toMatchObject({ code: '42501' })
    },
  )

  it('the app writes no links, and calls nothing that does', async () => {
    await expect(
      w.env.pool.query('INSERT INTO parley.record_link SELECT * FROM parley.record_link'),
    ).rejects.toMatchObject({ code: '42501' })
    await expect(w.env.pool.query(`SELECT parley.append_link('decision', '{}')`)).rejects.toMatchObject({
      code: '42501',
    })
  })

  it('even the owner is refused while the triggers stand', async () => {
    await expect(w.sql('DELETE FROM parley.audit_event')).rejects.toThrow('append-only')
    await expect(w.sql('UPDATE parley.record_link SET position = position + 1')).rejects.toThrow('append-only')
    await expect(w.sql('TRUNCATE parley.record_link')).rejects.toThrow('append-only')
  })

  it('a lane never forks: a second link after the same one is refused', async () => {
    const forked = `INSERT INTO parley.record_link SELECT lane, position + 1000, kind, gen_random_uuid(), record_hash, previous_hash, hash, linked_at
      FROM parley.record_link LIMIT 1`
    await expect(w.sql(forked)).rejects.toThrow('record_link_never_forks')
  })

  it('a trigger that is dropped, and a record written past it, are found', async () => {
    const findings = await asOwner(w.ownerUrl, async (ask) => {
      await ask('DROP TRIGGER linked ON parley.audit_event')
      await ask(`INSERT INTO parley.audit_event (id, action, actor_id, actor_name, actor_role, happened_at)
        VALUES ('0190f3a0-7c1e-7d22-9c50-6a8f1f0b2c41', 'user.invited', 'nobody', 'Nobody', 'operator', '2026-11-02')`)
      return (await verifyRecords(ask, [])).findings
    })
    expect(findings.map(({ what }) => what)).toEqual(['recordUnlinked', 'guardOff'])
    expect(findings[0]!.words).toContain('0190f3a0-7c1e-7d22-9c50-6a8f1f0b2c41 has no link')
    expect(findings[1]!.words).toContain('The trigger linked of the table audit_event is off or gone')
  })

  it('a right that the app was given is found', async () => {
    const findings = await asOwner(w.ownerUrl, async (ask) => {
      await ask('GRANT UPDATE ON parley.decision TO parley_app')
      return (await verifyRecords(ask, [])).findings
    })
    expect(findings.map(({ words }) => words)).toEqual([expect.stringContaining('parley_app may UPDATE')])
  })

  it('a checkpoint that was changed, or signed by another key, is found by its line', async () => {
    const file = readFileSync(checkpoints.file, 'utf8')
    const [first] = file.split('\n')
    const changed = JSON.parse(first!) as { heads: [number, number, string][] }
    changed.heads[0]![1] += 1
    appendFileSync(checkpoints.file, `${JSON.stringify(changed)}\nhalf a li\n`)
    const other = checkpointsOf({ dataDir, checkpointFile: checkpoints.file, checkpointKey: 'A'.repeat(43) })
    expect((await verify()).findings.map(({ words }) => words)).toEqual([
      'Line 3 of the checkpoints was changed after it was signed.',
      'Line 4 of the checkpoints can’t be read.',
    ])
    expect((await readCheckpoints(other))[0]).toMatchObject({ wrong: expect.stringContaining('another key') })
    writeFileSync(checkpoints.file, file)
  })

  it('a checkpoint that was cut off while it was written is no forgery: the next one takes its place', async () => {
    const file = readFileSync(checkpoints.file, 'utf8')
    const [first] = file.split('\n')
    appendFileSync(checkpoints.file, first!.slice(0, 100))
    expect((await verify()).findings).toEqual([])
    await w.as('alder').registers(aDeal({ account: { name: 'Pellworth Cranes' } }))
    await Promise.all([signRecords(w.env), signRecords(w.env)])
    const now = readFileSync(checkpoints.file, 'utf8')
    expect(now.slice(0, file.length)).toBe(file)
    expect(now.slice(file.length).split('\n')).toEqual([expect.stringMatching(/^\{.*\}$/), ''])
    expect((await verify()).findings).toEqual([])
  })

  it('a last checkpoint without the end of its line, as an editor leaves it, is kept and followed', async () => {
    const file = readFileSync(checkpoints.file, 'utf8')
    writeFileSync(checkpoints.file, file.trimEnd())
    await w.as('alder').registers(aDeal({ account: { name: 'Pellworth Winches' } }))
    await signRecords(w.env)
    expect(readFileSync(checkpoints.file, 'utf8').slice(0, file.length)).toBe(file)
    expect((await verify()).findings).toEqual([])
  })
})

describe('every stored decision', () => {
  it('comes out the same when it is made again; what a person decided is counted apart', async () => {
    const { stdout, code } = await runs('decisions-replay', '--json')
    const decided = (await w.sql<{ n: number }>('SELECT count(*)::int AS n FROM parley.decision'))[0]!.n
    expect(JSON.parse(stdout)).toMatchObject({
      whole: true,
      replayed: decided - 1,
      same: decided - 1,
      byPersons: 1,
      differing: [],
    })
    expect(code).toBe(0)
    const later = JSON.parse((await runs('decisions-replay', '--json', '--since', '2026-12-01')).stdout)
    expect(later).toMatchObject({ whole: true, replayed: 0, byPersons: 0 })
  })

  it('is named with what differs, when its facts, its outcome or its policy were changed', async () => {
    const [{ id } = { id: '' }] = await w.sql<{ id: string }>(
      `SELECT id FROM parley.decision WHERE outcome = 'approve' ORDER BY seq LIMIT 1`,
    )
    const changed = (change: string, table: 'decision' | 'policy_version') =>
      asOwner(w.ownerUrl, async (ask) => {
        await ask(`ALTER TABLE parley.${table} DISABLE TRIGGER USER`)
        await ask(change)
        return replayDecisions(ask)
      })
    const outcome = await changed(`UPDATE parley.decision SET outcome = 'reject' WHERE id = '${id}'`, 'decision')
    expect(outcome.differing).toMatchObject([{ id, differences: ['Outcome: was Not approved, now Approved'] }])
    const facts = await changed(
      `UPDATE parley.decision SET facts = facts || '{"account.protectedForOther": true}' WHERE id = '${id}'`,
      'decision',
    )
    expect(facts.differing).toMatchObject([{ id }])
    const policy = await changed(
      `UPDATE parley.policy_version SET document = (document::jsonb || '{"title": "Other"}')::json WHERE point = 'registration'`,
      'policy_version',
    )
    expect(policy.changedPolicies).toEqual([
      'Version 1 of the policy for registration was changed after it was submitted.',
    ])
  })
})

describe('the nightly check', () => {
  it('looks at what is new, remembers how far it came, and tells the operator', async () => {
    expect(await w.as('operator').does(audit.check, {})).toMatchObject({ checkedAt: null, records: 0 })
    const all = await checkRecords(w.env, 'newest')
    expect(all.links).toBe(await recorded())
    w.travelDays(1)
    await w.as('brightwater').registers(aDeal({ account: { name: 'Pennyfarthing Kilns' } }))
    const newest = await checkRecords(w.env, 'newest')
    expect(newest.findings).toEqual([])
    expect(newest.links).toBe((await recorded()) - all.links)
    const told = await w.as('operator').does(audit.check, {})
    expect(told).toMatchObject({ checkedAt: w.now().toISOString(), reach: 'newest', findings: [], brokenSince: null })
  })

  it('finds a record that was changed, says so until it is whole again, and the command names it', async () => {
    const [{ id } = { id: '' }] = await w.sql<{ id: string }>('SELECT id FROM parley.decision ORDER BY seq LIMIT 1')
    const alter = (by: string) =>
      w.sql(`ALTER TABLE parley.decision DISABLE TRIGGER USER; UPDATE parley.decision SET actor_name = ${by} WHERE id = '${id}';
        ALTER TABLE parley.decision ENABLE TRIGGER USER`)
    await alter(`actor_name || '!'`)
    w.travelDays(1)
    const since = w.now().toISOString()
    await checkRecords(w.env, 'all')
    w.travelDays(1)
    await checkRecords(w.env, 'newest')
    const told = await w.as('manager').does(audit.check, {})
    expect(told).toMatchObject({ reach: 'all', brokenSince: since })
    expect(told.findings[0]).toContain(`The decision ${id} was changed after it was recorded`)
    const { stdout, code } = await runs('audit-verify')
    expect(code).toBe(1)
    expect(stdout.split('\n')[0]).toMatch(
      new RegExp(`The decision ${id} was changed .* \\(lane \\d+, position \\d+\\)`),
    )
    await alter(`left(actor_name, -1)`)
    w.travelDays(1)
    await checkRecords(w.env, 'newest')
    expect(await w.as('manager').does(audit.check, {})).toMatchObject({ findings: [], brokenSince: null })
  })
})
