import { rekeyAccounts } from '@parley/api/accounts/identity/rekey-accounts'
import { accounts } from '@parley/contract/routes/accounts'
import { describe, expect, it } from 'vitest'
import '../../../../../test/support/matchers.ts'
import { world } from '../../../../../test/support/world.ts'
import { findDuplicates } from './find-duplicates.ts'

const w = await world()
const manager = w.as('manager')
const duplicates = async (query: { accountId?: string; limit?: number; cursor?: string } = {}) =>
  manager.does(accounts.listDuplicates, { query })

/** The only pair there is. */
const two = async () => {
  const { items } = await duplicates()
  expect(items).toHaveLength(1)
  return items as [(typeof items)[number]]
}

describe('duplicates', () => {
  it('that came in before are found by the nightly search, wherever it stopped', async () => {
    const [one, other] = [
      await w.has.account({ name: 'Brackenridge Chemicals Ltd', domain: 'brackenridge.com' }),
      await w.has.account({ name: 'Brackenridge Chemical', domain: 'brackenridge.com' }),
    ]
    await w.has.account({ name: 'Nothing Like The Others' })
    expect((await duplicates({ accountId: one })).items).toEqual([])
    await rekeyAccounts(w.env)
    expect(await findDuplicates(w.env, { most: 1 })).toBe(1)
    expect(await findDuplicates(w.env)).toBe(2)
    const { items } = await duplicates({ accountId: other })
    expect(items).toMatchObject([{ registrationId: null }])
    expect([items[0]!.one.id, items[0]!.other.id].sort()).toEqual([one, other].sort())
    expect(items[0]!.reasons.join()).toMatch(/brackenridge/)
    expect((await duplicates()).items).toHaveLength(1)
  })

  it('are shown side by side, with what a merge would do', async () => {
    const [{ one, other }] = await two()
    await w.has.holding({ accountId: one.id, productFamily: 'backup', incumbentPartnerId: null, since: '2024-01-01' })
    await w.has.holding({ accountId: other.id, productFamily: 'backup', incumbentPartnerId: null, since: '2025-01-01' })
    const pair = await manager.does(accounts.comparePair, { params: { one: other.id, other: one.id } })
    expect(pair).toMatchObject({
      one: { summary: { id: other.id } },
      saidDifferent: null,
      can: { merge: { ok: true } },
    })
    expect(pair.chancePermille).toBeGreaterThan(500)
    expect(pair.consequences[0]).toMatch(/^Both buy Backup already/)
    expect(pair.consequences.at(-1)).toBe('It can be undone until December 2, 2026.')
    await expect(manager.does(accounts.comparePair, { params: { one: one.id, other: one.id } })).toBeRefused('conflict')
  })

  it('that a person said are different aren’t proposed again, until that is taken back', async () => {
    const [{ one, other }] = await two()
    const body = { one: other.id, other: one.id, reason: 'Another company of the group.' }
    await expect(w.as('sales').does(accounts.sayDifferent, { body })).toBeRefused('notAllowed')
    expect(await manager.does(accounts.sayDifferent, { body })).toMatchObject({
      saidDifferent: { reason: 'Another company of the group.', byName: 'Mina Castell' },
      can: { merge: { ok: false } },
    })
    await findDuplicates(w.env)
    expect((await duplicates()).items).toEqual([])
    await manager.does(accounts.forgetDifference, { params: { one: one.id, other: other.id } })
    expect((await duplicates()).items).toHaveLength(1)
    await expect(manager.does(accounts.forgetDifference, { params: { one: one.id, other: other.id } })).toBeRefused(
      'notFound',
    )
  })

  it('are listed the likeliest first, each once, and are gone when they are merged', async () => {
    for (const [name, domain] of [
      ['Ashgrove Dairies', null],
      ['Ashgrove Dairy', null],
      ['Ashgrove Dairies Inc', null],
      ['Ashgrov Dairies', null],
    ] as const)
      await w.has.account({ name, domain })
    await findDuplicates(w.env)
    const all = (await duplicates()).items
    expect(all.length).toBeGreaterThan(2)
    expect(all.map(({ chancePermille }) => -chancePermille)).toEqual(
      all.map(({ chancePermille }) => -chancePermille).sort((a, b) => a - b),
    )
    const paged: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await duplicates({ limit: 1, ...(cursor ? { cursor } : {}) })
      paged.push(...page.items.map(({ one, other }) => one.id + other.id))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(paged).toEqual(all.map(({ one, other }) => one.id + other.id))
    const [{ one, other }] = all as [(typeof all)[number]]
    await manager.does(accounts.mergeAccounts, { body: { keptId: one.id, absorbedId: other.id, reason: 'The same.' } })
    const left = (await duplicates()).items.flatMap((each) => [each.one.id, each.other.id])
    expect(left).not.toContain(other.id)
    const { items } = await manager.does(accounts.listMerges, { query: {} })
    expect(items).toMatchObject([{ absorbed: { id: other.id } }])
  })
})
