import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { checkpointsOf, readCheckpoints, signCheckpoint } from '@parley/api/audit/checkpoint'
import { verifyRecords } from '@parley/api/audit/verify-records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asOwner, tamperings } from '../support/tampering.ts'
import { world } from '../support/world.ts'

const processes = 6
const each = 500
const w = await world()
const dataDir = mkdtempSync(join(tmpdir(), 'parley-chain-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
const checkpoints = checkpointsOf({
  dataDir,
  checkpointFile: join(dataDir, 'checkpoints.jsonl'),
  checkpointKey: undefined,
})
const script = fileURLToPath(new URL('append-events.ts', import.meta.url))
const verify = () => asOwner(w.ownerUrl, async (ask) => verifyRecords(ask, await readCheckpoints(checkpoints)))
const count = async (from: string) => (await w.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${from}`))[0]!.n

describe(`${processes} processes record ${each} events each about one partner, at the same time`, () => {
  let found: Awaited<ReturnType<typeof verify>>[] = []
  beforeAll(async () => {
    const before = await count('parley.audit_event')
    const append = () => promisify(execFile)(process.execPath, [script, w.ownerUrl, w.partners.alder.id, String(each)])
    const appending = Promise.all(Array.from({ length: processes }, append))
    let done = false
    const end = appending.finally(() => {
      done = true
    })
    // Whoever verifies and signs meanwhile sees a whole chain, too.
    while (!done) {
      await asOwner(w.ownerUrl, (ask) => signCheckpoint(ask, checkpoints, w.now()))
      found = [...found, await verify()]
    }
    await end
    expect((await count('parley.audit_event')) - before).toBe(processes * each)
    await asOwner(w.ownerUrl, (ask) => signCheckpoint(ask, checkpoints, w.now()))
  }, 300_000)

  it('each has one link, in lanes that never fork, and no check gives a false alarm, then or meanwhile', async () => {
    const last = await verify()
    expect(last.findings).toEqual([])
    expect(last.links).toBe((await count('parley.audit_event')) + (await count('parley.decision')))
    expect(last.links).toBeGreaterThanOrEqual(processes * each)
    expect(found.length).toBeGreaterThan(1)
    expect(found.flatMap(({ findings }) => findings)).toEqual([])
    expect(await count('(SELECT DISTINCT lane FROM parley.record_link) lanes')).toBeGreaterThan(1)
  })

  it.each(tamperings)('$title: it is found and named', async ({ does, finds }) => {
    const { findings, meant } = await asOwner(w.ownerUrl, async (ask, unguarded) => {
      const meant = await unguarded(() => does(ask, 'audit_event'))
      return { meant, findings: (await verifyRecords(ask, await readCheckpoints(checkpoints))).findings }
    })
    expect(findings[0]).toMatchObject({ what: finds })
    const named = findings.filter(({ what, lane }) => what === finds && lane === (meant.lane ?? lane))
    expect(named).not.toEqual([])
  })
})
