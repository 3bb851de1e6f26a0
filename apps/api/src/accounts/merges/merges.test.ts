import { accounts } from '@parley/contract/routes/accounts'
import { partner } from '@parley/contract/routes/partner'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../../test/support/factories.ts'
import '../../../../../test/support/matchers.ts'
import { contentsOf, untrueNames } from '../../../../../test/support/account-contents.ts'
import { world } from '../../../../../test/support/world.ts'
import { type Random, seeded } from '../../demo/random.ts'

const w = await world()
const manager = w.as('manager')
const reason = 'One company, two records.'
const opens = (id: string) => manager.does(accounts.getAccount, { params: { id } })
const merges = (keptId: string, absorbedId: string) =>
  manager.does(accounts.mergeAccounts, { body: { keptId, absorbedId, reason } })
const undoes = (id: string) =>
  manager.does(accounts.undoMerge, { params: { id }, body: { reason: 'They are two after all.' } })
const at = (name: string, more: Parameters<typeof aDeal>[0] = {}) => aDeal({ ...more, account: { name } })
/** An account whose partner has a registration there. */
const registered = async (who: 'alder' | 'brightwater' | 'corvane', name: string, more = {}) => {
  const { summary } = await w.as(who).registers(at(name, more))
  const { matchedAccount } = await manager.inspects(summary.id)
  return { registrationId: summary.id, accountId: matchedAccount.id }
}

describe('a merge', () => {
  it('makes two one: everything stands at the kept record, and both ids answer with it', async () => {
    const kept = await registered('alder', 'Fennimore Plumbing')
    const other = await registered('brightwater', 'Quartzite Pipes', { productFamily: 'analytics' })
    await w.has.holding({
      accountId: other.accountId,
      productFamily: 'backup',
      incumbentPartnerId: null,
      since: '2024-01-01',
    })
    const merge = await merges(kept.accountId, other.accountId)
    expect(merge).toMatchObject({
      absorbed: { name: 'Quartzite Pipes' },
      mergedByName: 'Mina Castell',
      can: { undo: { ok: true } },
    })
    const account = await opens(other.accountId)
    expect(account).toMatchObject({
      summary: { id: kept.accountId, name: 'Fennimore Plumbing' },
      askedAs: { id: other.accountId, name: 'Quartzite Pipes' },
      aliases: [{ name: 'Quartzite Pipes', kind: 'merged', source: 'Merge' }],
      holdings: [{ productFamilyName: 'Backup' }],
      merges: [{ id: merge.id }],
      conflicts: [],
    })
    expect(account.registrations).toHaveLength(2)
    const { items } = await manager.does(accounts.searchAccounts, { query: { q: 'quartzite' } })
    expect(items).toMatchObject([{ id: kept.accountId, foundBy: 'Quartzite Pipes' }])
    const third = await w.as('corvane').registers(at('Quartzite Pipes', { productFamily: 'analytics' }))
    expect((await manager.inspects(third.summary.id)).matchedAccount.id).toBe(kept.accountId)
    expect(await untrueNames(w)).toEqual([])
  })

  it('that brings two protections together opens a conflict, and both stay in force', async () => {
    const kept = await registered('alder', 'Saltmarsh Ferries')
    const other = await registered('brightwater', 'Juniper Crossings')
    const pair = { one: kept.accountId, other: other.accountId }
    const compared = await manager.does(accounts.comparePair, { params: pair })
    expect(compared.consequences).toContain('Both protections for Backup stay in force, and a conflict is opened.')
    const merge = await merges(kept.accountId, other.accountId)
    const account = await opens(kept.accountId)
    expect(account.protections.map(({ inForce }) => inForce)).toEqual([true, true])
    expect(account.summary.leads.map(({ partnerName }) => partnerName)).toEqual([
      'Alder Ridge Systems',
      'Brightwater Technology',
    ])
    expect(account.conflicts).toMatchObject([
      { openedBecause: 'merge', closedAt: null, interests: [{ protected: true }, { protected: true }] },
    ])
    for (const who of [kept, other])
      expect((await manager.inspects(who.registrationId)).summary).toMatchObject({
        status: 'approved',
        protection: { endedBecause: null },
      })
    await undoes(merge.id)
    expect((await opens(kept.accountId)).conflicts).toMatchObject([{ closedBecause: 'unmerged' }])
    expect((await opens(other.accountId)).summary).toMatchObject({
      id: other.accountId,
      leads: [{ partnerName: 'Brightwater Technology' }],
    })
    const contested = await w.sql('SELECT FROM parley.protection WHERE contested')
    expect(contested).toEqual([])
  })

  it('leaves the partners’ view as it was', async () => {
    const kept = await registered('alder', 'Tamarack Brewing')
    const other = await registered('brightwater', 'Sandstone Malt')
    const before = await w.as('brightwater').opens(other.registrationId)
    await merges(kept.accountId, other.accountId)
    expect(await w.as('brightwater').opens(other.registrationId)).toEqual(before)
  })

  it('keeps what the vendor keeps for itself', async () => {
    const house = await w.has.account({ name: 'Amber Coast Bank', designation: 'house', domain: 'ambercoast.com' })
    const open = await w.has.account({ name: 'Lapis Savings' })
    const merge = await merges(open, house)
    expect((await opens(open)).summary).toMatchObject({ designation: 'house', domain: 'ambercoast.com' })
    await undoes(merge.id)
    expect((await opens(open)).summary).toMatchObject({ designation: 'open', domain: null })
    expect((await opens(house)).summary).toMatchObject({ designation: 'house', domain: 'ambercoast.com' })
  })

  it('of a parent into its own child doesn’t make a circle', async () => {
    const make = async (name: string, parentId: string | null) => {
      const body = {
        name,
        domain: null,
        country: 'US',
        city: null,
        taxId: null,
        designation: 'open' as const,
        parentId,
        relation: parentId ? ('subsidiary' as const) : null,
      }
      return (await manager.does(accounts.createAccount, { body })).summary.id
    }
    const top = await make('Obsidian Mining', null)
    const middle = await make('Velvet Antler Textiles', top)
    const low = await make('Crocus Gardening', middle)
    const merge = await merges(low, top)
    expect((await opens(low)).family.map(({ name, depth }) => [name, depth])).toEqual([
      ['Crocus Gardening', 0],
      ['Velvet Antler Textiles', 1],
    ])
    await undoes(merge.id)
    expect((await opens(low)).family.map(({ id, depth }) => [id, depth])).toEqual([
      [top, 0],
      [middle, 1],
      [low, 2],
    ])
  })

  it('is for channel managers, of two records that are still themselves and weren’t said to be different', async () => {
    const [a, b, c] = [
      await w.has.account({ name: 'Peregrine Optics' }),
      await w.has.account({ name: 'Wolfram Filaments' }),
      await w.has.account({ name: 'Cobalt Ceramics' }),
    ]
    const body = { keptId: a, absorbedId: b, reason }
    for (const who of ['operator', 'sales'] as const)
      await expect(w.as(who).does(accounts.mergeAccounts, { body })).toBeRefused('notAllowed', /channel manager/)
    await expect(merges(a, a)).toBeRefused('refused')
    await manager.does(accounts.sayDifferent, { body: { one: a, other: b, reason: 'Another owner.' } })
    await expect(merges(a, b)).toBeRefused('conflict', /Take that back first/)
    await manager.does(accounts.forgetDifference, { params: { one: b, other: a } })
    await merges(a, b)
    await expect(merges(c, b)).toBeRefused('conflict', /Wolfram Filaments was merged into Peregrine Optics/)
    const edit = {
      name: 'X',
      domain: null,
      country: null,
      city: null,
      taxId: null,
      designation: 'open' as const,
      parentId: null,
      relation: null,
    }
    await expect(manager.does(accounts.editAccount, { params: { id: b }, body: edit, ifMatch: 2 })).toBeRefused(
      'conflict',
      /was merged into/,
    )
  })
})

describe('an undo', () => {
  it('says by whom and why, on the merge and in the account’s timeline', async () => {
    const [kept, other] = [
      await w.has.account({ name: 'Kestrel Flour' }),
      await w.has.account({ name: 'Plover Yeast' }),
    ]
    const merge = await merges(kept, other)
    expect((await opens(kept)).merges).toMatchObject([{ undoneByName: null, undoneBecause: null }])
    await undoes(merge.id)
    const { merges: of } = await opens(kept)
    expect(of).toMatchObject([{ undoneByName: expect.any(String), undoneBecause: 'They are two after all.' }])
    const { items } = await manager.does(accounts.accountTimeline, { params: { id: kept }, query: {} })
    expect(items.map(({ text }) => text)).toContain(
      'Plover Yeast and Kestrel Flour are two again: They are two after all.',
    )
  })

  it('is possible for 30 days', async () => {
    const a = await w.has.account({ name: 'Basalt Rail' })
    const b = await w.has.account({ name: 'Meadow Signals' })
    const merge = await merges(a, b)
    w.travelDays(31)
    await expect(undoes(merge.id)).toBeRefused('conflict', /30 days/)
  })

  it('leaves what came after where it came', async () => {
    const kept = await registered('alder', 'Orchid Isle Resorts')
    const other = await registered('alder', 'Bluefin Canneries', { productFamily: 'analytics' })
    const merge = await merges(kept.accountId, other.accountId)
    const later = await registered('alder', 'Bluefin Canneries', { productFamily: 'network-security' })
    expect(later.accountId).toBe(kept.accountId)
    await undoes(merge.id)
    expect((await manager.inspects(later.registrationId)).matchedAccount.id).toBe(kept.accountId)
    expect((await manager.inspects(other.registrationId)).matchedAccount.id).toBe(other.accountId)
  })

  it('of a chain goes from the last to the first', async () => {
    const [a, b, c] = [
      (await registered('alder', 'Heron Paper')).accountId,
      (await registered('brightwater', 'Lotus Inks')).accountId,
      (await registered('corvane', 'Zephyr Binding')).accountId,
    ]
    const before = await contentsOf(w)
    const first = await merges(b, a)
    const second = await merges(c, b)
    expect((await opens(a)).summary.id).toBe(c)
    await expect(undoes(first.id)).toBeRefused('conflict', /Lotus Inks was merged into Zephyr Binding since/)
    await undoes(second.id)
    await undoes(first.id)
    expect(await contentsOf(w)).toEqual(before)
    await expect(undoes(first.id)).toBeRefused('conflict', /already/)
  })

  it('of one of two merges leaves the other', async () => {
    const [a, b, c] = [
      (await registered('alder', 'Pinecrest Lumber')).accountId,
      (await registered('brightwater', 'Onyx Sawmills')).accountId,
      (await registered('corvane', 'Ridgeback Timber')).accountId,
    ]
    const first = await merges(a, b)
    const between = await contentsOf(w)
    const second = await merges(a, c)
    await undoes(first.id)
    expect((await opens(b)).summary.leads).toHaveLength(1)
    expect((await opens(a)).summary.leads).toHaveLength(2)
    expect((await opens(a)).conflicts.filter(({ closedAt }) => closedAt === null)).toHaveLength(1)
    await undoes(second.id)
    expect((await opens(a)).summary.leads).toHaveLength(1)
    await merges(a, b)
    // The same as after the first, but for the ids of what it made.
    expect((await contentsOf(w)).protection).toEqual(between.protection)
  })
})

const words = 'amber birch cedar delta ember fjord gravel harbor ivory jasper kelp lumen'.split(' ')

/** A small world of accounts of one family or of none, with what partners and the vendor want of them. */
async function fill(seed: number): Promise<{ ids: string[]; random: Random }> {
  const random = seeded(seed)
  const ids: string[] = []
  for (let number = 0; number < 6; number++) {
    const domain = random.chance(50) ? `${random.pick(words)}-${seed}-${number}.com` : null
    const name = `${random.pick(words)} ${random.pick(words)} ${seed}${number}`
    const designation = random.pick(['open', 'open', 'open', 'named', 'house'] as const)
    const parentId = random.chance(40) ? ids[random.int(0, number - 1)] : undefined
    const family = parentId ? { parentId, relationToParent: 'branch' as const } : {}
    ids.push(await w.has.account({ name, domain, designation, country: random.pick(['US', 'CA']), ...family }))
  }
  for (const [number, accountId] of ids.entries()) {
    const params = { id: accountId }
    const productFamily = random.pick(['backup', 'analytics'])
    if (random.chance(40))
      await w.has.holding({ accountId, productFamily, incumbentPartnerId: null, since: '2025-01-01' })
    if (random.chance(40))
      await w.has.directOpportunity({ accountId, productFamily, ownerName: 'Sal', lastContactOn: '2026-10-01' })
    const alias = { name: `${random.pick(words)} alias`, kind: 'other' as const, source: 'Test' }
    if (random.chance(50)) await manager.does(accounts.addAlias, { params, body: alias })
    const domain = { domain: `also-${seed}-${number}.org`, source: 'Test' }
    if (random.chance(30)) await manager.does(accounts.addDomain, { params, body: domain })
  }
  for (const id of ids) {
    const { name, domain } = (await opens(id)).summary
    for (const who of ['alder', 'brightwater', 'corvane'] as const) {
      if (!random.chance(60)) continue
      const productFamily = random.pick(['backup', 'analytics', 'network-security'])
      const deal = { amountMinor: random.pick([4_500_000, 60_000_000]) }
      await w.as(who).registers(aDeal({ productFamily, account: { name, ...(domain ? { domain } : {}) }, deal }))
    }
  }
  const said = { one: ids[0]!, other: ids[5]!, reason: 'Not the same.' }
  if (random.chance(50)) await manager.does(accounts.sayDifferent, { body: said })
  return { ids, random }
}

describe('any merges, undone from the last to the first', () => {
  it.each([1, 2, 3, 4, 5, 6])('leave the database as it was (world %i)', async (seed) => {
    const { ids, random } = await fill(seed)
    const done: string[] = []
    const states = [await contentsOf(w)]
    for (let times = 0; times < 5; times++) {
      const body = { keptId: random.pick(ids), absorbedId: random.pick(ids), reason }
      const answer = await manager.sends(accounts.mergeAccounts, { body })
      if (answer.status === 201) {
        done.push((answer.json as { id: string }).id)
        states.push(await contentsOf(w))
        expect(await untrueNames(w)).toEqual([])
      } else expect([409, 422]).toContain(answer.status)
    }
    expect(done.length).toBeGreaterThan(0)
    const shown = await w.as('alder').does(partner.list, { query: { limit: 100 } })
    while (done.length > 0) {
      expect(await contentsOf(w)).toEqual(states.pop())
      await undoes(done.pop()!)
      expect(await untrueNames(w)).toEqual([])
    }
    expect(await contentsOf(w)).toEqual(states[0])
    expect(await w.as('alder').does(partner.list, { query: { limit: 100 } })).toEqual(shown)
  })
})
