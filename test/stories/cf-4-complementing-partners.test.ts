import { accounts } from '@parley/contract/routes/accounts'
import { partnerConflicts, staffConflicts } from '@parley/contract/routes/conflicts'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { beforeAll, describe, expect, it } from 'vitest'
import { conflictsIn } from '../support/conflicts.ts'
import { aDeal } from '../support/factories.ts'
import { world } from '../support/world.ts'

const w = await world()
const c = conflictsIn(w)
const manager = w.as('manager')
const casesAt = async (registrationId: string, state?: 'open') => {
  const accountId = (await manager.inspects(registrationId)).matchedAccount.id
  return (await manager.does(accounts.listConflicts, { query: { accountId, ...(state ? { state } : {}) } })).items
}
const proposes = (...members: [registrationId: string, role: 'resold' | 'implemented', shareBps: number][]) =>
  manager.does(staffConflicts.proposeTeaming, {
    body: { members: members.map(([registrationId, role, shareBps]) => ({ registrationId, role, shareBps })) },
  })
const teamings = async (who: 'alder' | 'brightwater' | 'corvane') =>
  (await w.as(who).does(partnerConflicts.listTeamings, {})).items
const says = (who: 'alder' | 'brightwater', id: string, answer: 'confirm' | 'decline') =>
  w.as(who).does(partnerConflicts.answerTeaming, { params: { id }, body: { answer } })

describe('CF-4: different product families are no conflict', () => {
  it('both are admitted, and there is no case', async () => {
    const one = await w.as('alder').registers(aDeal({ account: { name: 'Sorrel Bakeries' } }))
    const other = await w
      .as('brightwater')
      .registers(aDeal({ account: { name: 'Sorrel Bakeries' }, productFamily: 'analytics' }))
    expect([one.summary.status, other.summary.status]).toEqual(['approved', 'approved'])
    expect(await casesAt(one.summary.id)).toEqual([])
  })
})

describe('CF-4: another part in the same deal is no conflict either', () => {
  it('who sells and who implements work side by side, each by a decision', async () => {
    const seller = await w.as('alder').registers(c.at('Fenland Water'))
    const builder = await w.as('brightwater').registers(c.at('Fenland Water', { deal: { role: 'services' } }))
    const caseId = await c.caseOf(seller.summary.id)
    expect((await c.opens(caseId)).headline).toBe('Everybody would work side by side.')
    const decided = await c.decides(caseId)
    expect(decided).toMatchObject({ state: 'decided', headline: 'Everybody works side by side.' })
    for (const [who, id] of [
      ['alder', seller.summary.id],
      ['brightwater', builder.summary.id],
    ] as const) {
      expect((await w.as(who).opens(id)).summary.status).toBe('teaming')
      expect((await c.claim(who, id)).outcome).toMatchObject({ outcome: 'beside', appealUntil: null })
    }
    expect(await casesAt(seller.summary.id, 'open')).toEqual([])
  })
})

describe('CF-4: agreed teaming is no conflict, with roles and shares on record', () => {
  let [alders, brightwaters, caseId, teamingId] = ['', '', '', '']
  beforeAll(async () => {
    const met = await c.meet('Orrery Instruments', 'alder', 'brightwater')
    ;[alders, brightwaters] = met.ids as [string, string]
    caseId = met.caseId
  })

  it('the shares have to be the whole, of one account, each partner once', async () => {
    await expect(proposes([alders, 'resold', 6_000], [brightwaters, 'implemented', 3_999])).toBeRefused(
      'refused',
      /100%/,
    )
    await expect(proposes([alders, 'resold', 6_000], [alders, 'implemented', 4_000])).toBeRefused(
      'refused',
      /each partner once/,
    )
    const elsewhere = (await w.as('brightwater').registers(c.at('Elsewhere Ltd'))).summary.id
    await expect(proposes([alders, 'resold', 6_000], [elsewhere, 'implemented', 4_000])).toBeRefused(
      'refused',
      /one account/,
    )
  })

  it('each confirms its own side, and learns the other’s name only when both have', async () => {
    teamingId = (await proposes([alders, 'resold', 6_000], [brightwaters, 'implemented', 4_000])).id
    const [asked] = await teamings('alder')
    expect(asked).toMatchObject({ state: 'waitsForYou', shareBps: 6_000, roleTitle: 'Sells', others: [] })
    const confirmed = await says('alder', teamingId, 'confirm')
    expect(confirmed).toMatchObject({ state: 'waitsForOthers', others: [] })
    expect(JSON.stringify([confirmed, await teamings('brightwater')])).not.toMatch(/Brightwater|Alder|Bea|Ada/)
    expect((await c.opens(caseId)).state).toBe('gathering')
    const agreed = await says('brightwater', teamingId, 'confirm')
    expect(agreed).toMatchObject({
      state: 'agreed',
      others: [{ partnerName: 'Alder Ridge Systems', roleTitle: 'Sells', shareBps: 6_000 }],
    })
    expect((await teamings('alder'))[0]!.others[0]!.partnerName).toBe('Brightwater Technology')
    await expect(says('alder', teamingId, 'decline')).toBeRefused('conflict', /You have answered/)
    expect(
      (
        await w
          .as('corvane')
          .sends(partnerConflicts.answerTeaming, { params: { id: teamingId }, body: { answer: 'confirm' } })
      ).status,
    ).toBe(404)
  })

  it('then there is no case any more, and none is opened by what comes later', async () => {
    expect(await c.opens(caseId)).toMatchObject({ state: 'over', closedBecause: 'the partners team' })
    await manager.overrides(brightwaters, {
      outcome: 'approveAsTeaming',
      protectionDays: 60,
      wording: 'You work on it together, as agreed.',
      reason: 'They team.',
    })
    expect(await casesAt(alders, 'open')).toEqual([])
  })

  it('a third partner is a conflict again, in which the team shares and the other doesn’t: a person decides', async () => {
    await w.as('corvane').registers(c.at('Orrery Instruments'))
    const [opened] = await casesAt(alders, 'open')
    expect(opened!.interests.map(({ partnerName }) => partnerName).sort()).toHaveLength(3)
    const found = await c.says(opened!.id, 'claim.sourced', false)
    expect(c.claimNamed(found, 'Alder').weighed.title).toBe('You share the lead')
    expect(found.headline).toMatch(/A person decides.*a team and others claim it/)
  })

  it('the one may act at the account that the other leads: their teaming is agreed', async () => {
    await manager.overrides(alders, {
      outcome: 'approve',
      protectionDays: 60,
      wording: 'You sell; the project is your partner’s.',
      reason: 'They team.',
    })
    const asks = (who: 'brightwater' | 'corvane') =>
      w.as(who).does(partnerEngagements.ask, {
        body: { company: 'Orrery Instruments', verb: 'quote', productFamily: 'backup' },
      })
    const factOf = async (who: 'brightwater' | 'corvane') =>
      (await asks(who)).decision.facts.find(({ fact }) => fact === 'teaming.agreed')?.value
    expect(await factOf('brightwater')).toBe('yes')
    expect(await factOf('corvane')).toBe('no')
  })
})

describe('CF-4: a share that a person awards is a teaming that its members confirm', () => {
  it('with shares that add up; whoever isn’t named doesn’t lead', async () => {
    const { ids, caseId } = await c.meet('Quarry Bank Mills', 'alder', 'brightwater', 'corvane')
    const found = await c.opens(caseId)
    const shares = [
      { claimId: c.claimNamed(found, 'Alder').id, shareBps: 7_500 },
      { claimId: c.claimNamed(found, 'Brightwater').id, shareBps: 2_500 },
    ]
    await expect(
      c.awards(caseId, manager, { result: 'share', shares: [shares[0]!, { ...shares[1]!, shareBps: 2_400 }] }),
    ).toBeRefused('refused', /add up to 100%/)
    await c.awards(caseId, manager, { result: 'share', shares })
    const statuses = await Promise.all(
      (['alder', 'brightwater', 'corvane'] as const).map(
        async (who, at) => (await w.as(who).opens(ids[at]!)).summary.status,
      ),
    )
    expect(statuses).toEqual(['teaming', 'teaming', 'rejected'])
    expect((await c.claim('brightwater', ids[1]!)).outcome).toMatchObject({ outcome: 'shares', shareBps: 2_500 })
    const made = (await teamings('alder')).find(({ registrationId }) => registrationId === ids[0])
    expect(made).toMatchObject({ state: 'waitsForYou', shareBps: 7_500, others: [] })
  })
})

describe('CF-4: the vendor’s own sales team is a claimant like others', () => {
  let [accountId, caseId, registrationId] = ['', '', '']
  beforeAll(async () => {
    accountId = await w.has.account({ name: 'Harrowgate Dairies' })
    await w.has.directOpportunity({
      accountId,
      productFamily: 'backup',
      ownerName: 'Mina Castell',
      lastContactOn: '2026-10-28',
    })
    registrationId = (await w.as('alder').registers(c.at('Harrowgate Dairies'))).summary.id
    caseId = await c.caseOf(registrationId)
  })

  it('the case opens by itself, and its contact is weighed as evidence', async () => {
    const found = await c.opens(caseId)
    expect(found.openedBecause).toMatch(/our own sales team/)
    expect(c.claimNamed(found, 'own sales team').weighed.given).toContainEqual(
      expect.objectContaining({ rule: 'own-team-in-contact', points: 20 }),
    )
  })

  it('whoever owns the opportunity decides nothing in it', async () => {
    expect((await c.opens(caseId)).can.award).toEqual({
      ok: false,
      reason: 'You own our own opportunity at this account. Somebody else decides.',
    })
  })

  it('the team shows what it has done, dated like everybody’s', async () => {
    const body = {
      name: 'visit.txt',
      about: 'Visit',
      base64: Buffer.from('We met.').toString('base64'),
      shows: 'meeting' as const,
    }
    await expect(w.as('sales').does(staffConflicts.attach, { params: { id: caseId }, body })).toBeRefused(
      'refused',
      /which day/,
    )
    await w.as('sales').does(staffConflicts.attach, {
      params: { id: caseId },
      body: { ...body, shownOn: '2026-10-28', withWhom: 'Their head of IT' },
    })
    const own = c.claimNamed(await c.opens(caseId), 'own sales team')
    expect(own.evidence).toMatchObject([{ shows: 'meeting', shownOn: '2026-10-28', attachedByName: 'Sal Pereira' }])
    const partners = await c.claim('alder', registrationId)
    expect(JSON.stringify(partners)).not.toMatch(/visit|Sal Pereira|own sales team/)
  })

  it('a partner clearly ahead of it leads', async () => {
    for (const shows of ['recommendation', 'paidProofOfConcept', 'demo', 'specification'] as const)
      await c.shows('alder', registrationId, shows)
    await c.says(caseId, 'claim.sourced', true)
    expect((await c.decides(caseId)).headline).toMatch(/^Alder Ridge Systems leads/)
    expect((await w.as('alder').opens(registrationId)).summary.protection!.kind).toBe('exclusive')
  })
})
