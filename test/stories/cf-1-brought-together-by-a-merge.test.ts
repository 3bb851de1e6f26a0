import { sweepProtections } from '@parley/api/jobs/sweep-protections'
import { accounts } from '@parley/contract/routes/accounts'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { beforeAll, describe, expect, it } from 'vitest'
import { conflictsIn } from '../support/conflicts.ts'
import { world } from '../support/world.ts'

const w = await world()
const c = conflictsIn(w)
const manager = w.as('manager')
const merges = (keptId: string, absorbedId: string) =>
  manager.does(accounts.mergeAccounts, { body: { keptId, absorbedId, reason: 'One company, two records.' } })
const casesAt = async (accountId: string) =>
  (await manager.does(accounts.getAccount, { params: { id: accountId } })).conflicts
const ours = (accountId: string) =>
  w.has.directOpportunity({ accountId, productFamily: 'backup', ownerName: 'Sal Pereira', lastContactOn: '2026-10-28' })
/** Approved at once, and protected. */
const approved = async (who: 'alder' | 'brightwater', name: string) => {
  const { summary } = await w.as(who).registers(c.at(name, { deal: { amountMinor: 4_000_000 } }))
  expect(summary.status).toBe('approved')
  return { id: summary.id, accountId: (await manager.inspects(summary.id)).matchedAccount.id }
}

describe('CF-1: a merge that brings a registration and our own pipeline together', () => {
  let [registrationId, accountId, pipelineId, mergeId] = ['', '', '', '']
  let before: unknown
  beforeAll(async () => {
    const held = await approved('alder', 'Merrow Ceramics')
    ;[registrationId, accountId] = [held.id, held.accountId]
    pipelineId = await w.has.account({ name: 'Quillfeather Pottery' })
    await ours(pipelineId)
    before = await w.as('alder').opens(registrationId)
  })

  it('is foretold where the two are compared', async () => {
    const { consequences } = await manager.does(accounts.comparePair, { params: { one: accountId, other: pipelineId } })
    expect(consequences).toContain(
      'Alder Ridge Systems and our own sales team want Backup at one account then, so a conflict is opened.',
    )
  })

  it('opens a case at once, with both in it', async () => {
    mergeId = (await merges(accountId, pipelineId)).id
    const [opened] = await casesAt(accountId)
    expect(opened).toMatchObject({ openedBecause: 'merge', closedAt: null, interests: [{ protected: true }] })
    const found = await c.opens(opened!.id)
    expect(found.claims.map(({ by, canLead }) => `${by} ${canLead}`).sort()).toEqual(['direct true', 'partner true'])
  })

  it('takes nothing away: the partner reads the same, and is protected as before', async () => {
    expect(await w.as('alder').opens(registrationId)).toEqual(before)
    w.travelTo(new Date(w.now().getTime() + 3_600_000).toISOString())
    await sweepProtections(w.env)
    expect(await casesAt(accountId)).toMatchObject([{ closedAt: null }])
  })

  it('ends with the merge that is undone', async () => {
    await manager.does(accounts.undoMerge, { params: { id: mergeId }, body: { reason: 'They are two after all.' } })
    expect(await casesAt(accountId)).toMatchObject([{ closedBecause: 'unmerged' }])
    expect((await w.as('alder').opens(registrationId)).summary).toMatchObject({ status: 'approved' })
  })

  it('what is decided of the case is done in words, and not before', async () => {
    const again = await merges(pipelineId, accountId)
    expect(again.kept.id).toBe(pipelineId)
    const [opened] = (await casesAt(pipelineId)).filter(({ closedAt }) => closedAt === null)
    const found = await c.opens(opened!.id)
    await c.awards(opened!.id, await c.anotherManager('Lotte Winter'), {
      leadClaimId: c.claimNamed(found, 'own sales team').id,
    })
    const told = await c.claim('alder', registrationId)
    expect(told.outcome).toMatchObject({
      outcome: 'doesNotLead',
      wording: 'We looked at all of it; you don’t lead this account now.',
    })
    expect(told.can.appeal.ok).toBe(true)
  })
})

describe('CF-1: a merge of what was together before opens nothing', () => {
  it('where the registration was approved beside our pipeline, and another record without either comes to it', async () => {
    const id = await w.has.account({ name: 'Basalt Row Printers' })
    await ours(id)
    const { summary } = await w.as('alder').registers(c.at('Basalt Row Printers'))
    const caseId = await c.caseOf(summary.id)
    await manager.overrides(summary.id, {
      outcome: 'approve',
      protectionDays: 60,
      wording: 'You lead; our seller supports you.',
      reason: 'We know of our own opportunity.',
    })
    expect((await c.opens(caseId)).state).toBe('over')
    const empty = await w.has.account({ name: 'Saffron Almanac' })
    await merges(id, empty)
    expect((await casesAt(id)).filter(({ closedAt }) => closedAt === null)).toEqual([])
  })
})

describe('CF-1: a merge that brings a registration and an offer without one together', () => {
  it('opens a case in the same breath, and an undo parts them', async () => {
    const { accountId } = await approved('alder', 'Wherry Bridge Looms')
    const other = await w.has.account({ name: 'Obsidian Kettles' })
    const body = { company: 'Obsidian Kettles', verb: 'quote' as const, productFamily: 'backup', country: 'US' }
    expect((await w.as('brightwater').does(partnerEngagements.ask, { body })).outcome.type).toBe('permit')
    const { id } = await merges(accountId, other)
    expect(await casesAt(accountId)).toMatchObject([
      { openedBecause: 'merge', closedAt: null, acting: [{ name: 'Brightwater Technology' }] },
    ])
    await manager.does(accounts.undoMerge, { params: { id }, body: { reason: 'They are two after all.' } })
    expect(await casesAt(accountId)).toMatchObject([{ closedBecause: 'unmerged' }])
  })
})

describe('CF-1: a merge of records in two countries', () => {
  const asked = (name: string, country: string) => ({
    ...c.at(name, { deal: { amountMinor: 4_000_000 } }),
    account: { name, country },
  })
  const knows = async (name: string, country: string) => {
    const { card } = await w.as('brightwater').prechecks(asked(name, country))
    return card.facts.find(({ fact }) => fact === 'account.protectedForOther')?.value === 'yes'
  }

  it('is one company by either’s name and country, so that nobody leads it a second time', async () => {
    const made = async (name: string, country: string) => {
      const { summary } = await w.as('alder').registers(asked(name, country))
      expect(summary.status).toBe('approved')
      return { id: summary.id, accountId: (await manager.inspects(summary.id)).matchedAccount.id }
    }
    const { accountId: kept } = await made('Vodokanal', 'RU')
    const { id: over, accountId: absorbed } = await made('Volia', 'UA')
    await w.as('alder').withdraws(over)
    expect([await knows('Vodokanal', 'RU'), await knows('Volia', 'UA')]).toEqual([true, false])

    const { id } = await merges(kept, absorbed)
    const known = await w.sql('SELECT name, country FROM parley.account_name WHERE account_id = $1', [kept])
    expect(known).toContainEqual({ name: 'Volia', country: 'ua' })
    expect([await knows('Vodokanal', 'RU'), await knows('Volia', 'UA')]).toEqual([true, true])
    const { summary } = await w.as('brightwater').registers(asked('Volia', 'UA'))
    expect(summary.status).not.toBe('approved')
    expect((await manager.inspects(summary.id)).matchedAccount.id).toBe(kept)

    await manager.does(accounts.undoMerge, { params: { id }, body: { reason: 'They are two after all.' } })
    expect([await knows('Vodokanal', 'RU'), await knows('Volia', 'UA')]).toEqual([true, false])
  })
})
