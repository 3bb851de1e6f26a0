import { accounts } from '@parley/contract/routes/accounts'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../../test/support/factories.ts'
import '../../../../../test/support/matchers.ts'
import { world } from '../../../../../test/support/world.ts'

const w = await world()
const manager = w.as('manager')
const large = { deal: { amountMinor: 60_000_000 } }
const at = (name: string, more: Parameters<typeof aDeal>[0] = {}) => aDeal({ ...more, account: { name } })
const conflicts = async (
  query: { state?: 'open' | 'closed'; accountId?: string; limit?: number; cursor?: string } = {},
) => manager.does(accounts.listConflicts, { query })
const accountOf = async (id: string) => (await manager.inspects(id)).matchedAccount.id

describe('a conflict', () => {
  it('is opened the moment the second partner wants the account, and closed when one is left', async () => {
    const first = await w.as('alder').registers(at('Marigold Clinics', large))
    const accountId = await accountOf(first.summary.id)
    expect((await conflicts({ accountId })).items).toEqual([])
    const second = await w.as('brightwater').registers(at('MARIGOLD CLINICS INC', large))
    expect((await conflicts({ accountId })).items).toMatchObject([
      {
        openedBecause: 'overlap',
        closedAt: null,
        productFamilyName: 'Backup',
        interests: expect.arrayContaining([
          expect.objectContaining({ partnerName: 'Alder Ridge Systems', status: 'In review', protected: false }),
          expect.objectContaining({ partnerName: 'Brightwater Technology' }),
        ]),
      },
    ])
    const third = await w.as('corvane').registers(at('Marigold Clinics', large))
    expect((await conflicts({ accountId })).items[0]!.interests).toHaveLength(3)
    await w.as('corvane').withdraws(third.summary.id)
    await w.as('brightwater').withdraws(second.summary.id)
    expect((await conflicts({ accountId })).items).toMatchObject([{ closedBecause: 'oneInterestLeft' }])
  })

  it('is opened across a family', async () => {
    const parentId = await w.has.account({ name: 'Sycamore Holdings' })
    await w.has.account({ name: 'Tansy Freight Forwarding', parentId, relationToParent: 'subsidiary' })
    await w.as('alder').registers(at('Sycamore Holdings', large))
    await w.as('brightwater').registers(at('Tansy Freight Forwarding', large))
    expect((await conflicts({ accountId: parentId })).items).toMatchObject([
      { openedBecause: 'family', account: { id: parentId } },
    ])
  })

  it('isn’t opened for other product families, for the same partner, or for companies that are alike only in a word', async () => {
    const first = await w.as('alder').registers(at('Verbena Dental', large))
    await w.as('alder').registers(at('Verbena Dental', { ...large, productFamily: 'analytics' }))
    await w.as('brightwater').registers(at('Verbena Dental', { ...large, productFamily: 'network-security' }))
    await w.as('corvane').registers(at('Verbena Airlines', large))
    expect((await conflicts({ accountId: await accountOf(first.summary.id) })).items).toEqual([])
  })

  it('with a newcomer that the policy refuses leaves no work', async () => {
    const first = await w.as('alder').registers(at('Foxglove Press'))
    expect(await w.as('brightwater').registers(at('Foxglove Press'))).toBeDecided('reject')
    const accountId = await accountOf(first.summary.id)
    expect((await conflicts({ accountId })).items).toMatchObject([{ closedBecause: 'settledByPolicy' }])
    expect((await conflicts({ accountId, state: 'open' })).items).toEqual([])
  })

  it('is opened when a person approves beside the lead', async () => {
    const first = await w.as('alder').registers(at('Hawthorn Labs'))
    const second = await w.as('brightwater').registers(at('Hawthorn Labs'))
    await manager.overrides(second.summary.id, {
      outcome: 'approveAsTeaming',
      protectionDays: 30,
      wording: 'Work on it together with us.',
      reason: 'They hold the service contract.',
    })
    const accountId = await accountOf(first.summary.id)
    expect((await conflicts({ accountId, state: 'open' })).items).toMatchObject([{ interests: [{}, {}] }])
  })

  it('is closed by time as well: a protection that has ended, a question left unanswered', async () => {
    const first = await w.as('alder').registers(at('Plover Estates', large))
    const asked = at('Plover Estates', { deal: { expectedCloseOn: '2026-10-01' } })
    await w.as('brightwater').registers(asked)
    const accountId = await accountOf(first.summary.id)
    expect((await conflicts({ accountId, state: 'open' })).items).toHaveLength(1)
    w.travelDays(60)
    await w.runsSweep()
    expect((await conflicts({ accountId })).items).toMatchObject([{ closedBecause: 'oneInterestLeft' }])
  })

  it('is listed with the open ones first, each once', async () => {
    const all = (await conflicts()).items.map(({ id }) => id)
    expect(all.length).toBeGreaterThan(4)
    const paged: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await conflicts({ limit: 2, ...(cursor ? { cursor } : {}) })
      paged.push(...page.items.map(({ id }) => id))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(paged).toEqual(all)
    const open = (await conflicts()).items.map(({ closedAt }) => closedAt === null)
    expect(open).toEqual([...open].sort().reverse())
  })
})
