import { accounts } from '@parley/contract/routes/accounts'
import { audit } from '@parley/contract/routes/audit'
import { imports } from '@parley/contract/routes/imports'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import { shorterDescriptions } from '../../../../test/support/policy-edits.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const minute = () => w.travelTo(new Date(w.now().getTime() + 60_000).toISOString())
const told = async (query: Parameters<typeof read>[0] = {}) =>
  (await read(query)).items.map(({ who, words, subject }) => [who, words, subject?.name ?? null])
const read = (query: {
  person?: string
  kind?: 'policy' | 'account'
  from?: string
  to?: string
  limit?: number
  cursor?: string
}) => w.as('operator').does(audit.events, { query })

/** What is done here, in this order; sign-ins stand between. */
const done = [
  ['Edda Kranz', 'submitted a policy change', 'Deal registration'],
  ['April Osei', 'approved a policy change', 'Deal registration'],
  ['April Osei', 'set when a policy version is in force', 'Deal registration'],
  ['April Osei', 'called off a policy’s start', 'Deal registration'],
  ['Mina Castell', 'merged two accounts', 'Fernhill Clinics'],
  ['Mina Castell', 'undid a merge', 'Fernhill Clinics'],
  ['Mina Castell', 'started an import of accounts', 'accounts.csv'],
  ['Mina Castell', 'took out an export', null],
]

describe('who did what', () => {
  it('is on record for each act that changes what others rely on, or takes data out', async () => {
    const then = async (act: () => Promise<unknown>) => {
      await act()
      minute()
    }
    const { policies: editor } = w.as('editor')
    const { policies: approver } = w.as('approver')
    const manager = w.as('manager')
    await then(() => editor.submits(shorterDescriptions))
    await then(() => approver.approves(2))
    await then(() => approver.activates(2, '2026-12-01T06:00:00Z'))
    await then(() => approver.cancels(2, 'Two partners asked for time.'))
    const keptId = await w.has.account({ name: 'Fernhill Clinics' })
    const absorbedId = await w.has.account({ name: 'Fernhill Clinics Group' })
    const body = { keptId, absorbedId, reason: 'One company, as their register says.' }
    const merge = await manager.does(accounts.mergeAccounts, { body })
    minute()
    const undo = { params: { id: merge.id }, body: { reason: 'They are two after all.' } }
    await then(() => manager.does(accounts.undoMerge, undo))
    const file = { fileName: 'accounts.csv', bytes: 4, sha256: 'a'.repeat(64) }
    await then(() => manager.does(imports.start, { body: file }))
    await then(() => manager.fetches('/api/v1/staff/accounts-export'))
    const acts = (await told()).filter(([, words]) => words !== 'signed in')
    expect(acts.toReversed()).toEqual(done)
  })

  it('has the details in words, dates in the vendor’s time zone', async () => {
    const { items } = await read({ kind: 'policy', person: 'april' })
    const start = items.find(({ action }) => action === 'policy.activated')!
    expect(start.role).toBe('Policy approver')
    expect(start.details).toContainEqual({ title: 'From', value: 'Dec 1, 2026, 12:00 AM' })
    expect(start.details).toContainEqual({ title: 'Version', value: '2' })
  })

  it('is found by person, kind and day, and read page by page without a gap', async () => {
    expect(await told({ kind: 'account' })).toEqual([done[5], done[4]])
    expect(await told({ person: 'EDDA', to: '2026-11-02', kind: 'policy' })).toEqual([done[0]])
    expect(await told({ from: '2026-11-03' })).toEqual([])
    const all = (await read({ limit: 100 })).items.map(({ id }) => id)
    const paged: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await read({ limit: 3, ...(cursor ? { cursor } : {}) })
      paged.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(paged).toEqual(all)
  })

  it('is gone with a transaction that fails, and names whose registration a person decided', async () => {
    const { summary } = await w.as('alder').registers(aDeal())
    const override = { outcome: 'reject', wording: 'The customer buys from us.', reason: 'They said so.' } as const
    await w.as('manager').overrides(summary.id, override)
    await expect(w.as('manager').overrides(summary.id, override)).rejects.toThrow()
    const { items } = await read({})
    const decided = items.filter(({ action }) => action === 'decision.overridden')
    expect(decided).toMatchObject([{ partnerName: 'Alder Ridge Systems', who: 'Mina Castell' }])
    expect(decided[0]!.details).toContainEqual({ title: 'Outcome', value: 'Not approved' })
  })

  it('is for operators and channel managers only', async () => {
    expect((await w.as('manager').sends(audit.events, {})).status).toBe(200)
    for (const name of ['sales', 'editor', 'alder', 'alderAdmin'] as const)
      for (const route of Object.values(audit)) expect((await w.as(name).sends(route, {})).status).toBe(403)
  })
})
