import { dispatch } from '@parley/api/outbox/dispatch'
import type { TeamingRole } from '@parley/contract/conflicts'
import { partnerConflicts, staffConflicts } from '@parley/contract/routes/conflicts'
import { notifications } from '@parley/contract/routes/notifications'
import { beforeAll, describe, expect, it } from 'vitest'
import { conflictsIn } from '../support/conflicts.ts'
import { world } from '../support/world.ts'

type Seller = 'alder' | 'brightwater' | 'corvane'

const w = await world()
const c = conflictsIn(w)
const manager = w.as('manager')
const offers = (who: Seller, id: string, role: TeamingRole, leastShareBps: number, note?: string) =>
  w.as(who).does(partnerConflicts.offerTeaming, {
    params: { id },
    body: { role, leastShareBps, ...(note === undefined ? {} : { note }) },
  })
const withdraws = (who: Seller, id: string) => w.as(who).does(partnerConflicts.withdrawTeamingOffer, { params: { id } })
const teamings = async (who: Seller, id: string) =>
  (await w.as(who).does(partnerConflicts.listTeamings, {})).items.filter(({ registrationId }) => registrationId === id)
const titles = async (who: Seller | 'manager') => {
  await dispatch(w.env)
  return (await w.as(who).does(notifications.list, { query: {} })).items.map(({ title }) => title)
}
const rivals = /Brightwater|Bea Okoye/

describe('CF-4: a partner says on what terms it would work with others', () => {
  let [alders, brightwaters, caseId] = ['', '', '']
  beforeAll(async () => {
    alders = (await w.as('alder').registers(c.at('Sandpiper Shipping'))).summary.id
  })

  it('whether anybody else wants the account or not: offering tells nothing, and nobody is told', async () => {
    const alone = await offers('alder', alders, 'resold', 5_500, 'We hold their framework contract.')
    expect(alone).toMatchObject({
      teamingOffer: { roleTitle: 'Sells', leastShareBps: 5_500, offeredBy: 'Ada Linden', isTaken: false },
      can: { offerTeaming: { ok: false }, withdrawOffer: { ok: true } },
    })
    expect((await titles('manager')).filter((title) => title.includes('would team'))).toEqual([])
    brightwaters = (await w.as('brightwater').registers(c.at('Sandpiper Shipping'))).summary.id
    caseId = await c.caseOf(alders)
    expect(await c.claim('alder', alders)).toEqual(alone)
    expect((await c.claim('brightwater', brightwaters)).teamingOffer).toBeNull()
  })

  it('whoever decides reads it in the case, and hears of one that comes while it is open', async () => {
    expect(c.claimNamed(await c.opens(caseId), 'Alder').teamingOffer).toMatchObject({
      roleTitle: 'Sells',
      leastShareBps: 5_500,
      note: 'We hold their framework contract.',
    })
    await withdraws('alder', alders)
    expect(c.claimNamed(await c.opens(caseId), 'Alder').teamingOffer).toBeNull()
    await offers('alder', alders, 'resold', 5_500)
    expect(await titles('manager')).toContain('A partner would team: Sandpiper Shipping')
    const acts = await w.sql<{ action: string; by: string }>(
      `SELECT action, actor_name AS by FROM parley.audit_event WHERE subject_id = $1 AND action LIKE 'teaming.%' ORDER BY seq`,
      [alders],
    )
    expect(acts.map(({ action, by }) => `${by}: ${action}`)).toEqual([
      'Ada Linden: teaming.offered',
      'Ada Linden: teaming.offerWithdrawn',
      'Ada Linden: teaming.offered',
    ])
  })

  it('a second offer beside the first is refused, and another partner’s registration isn’t there', async () => {
    await expect(offers('alder', alders, 'implemented', 2_000)).toBeRefused('conflict', /Take it back first/)
    const sent = { params: { id: alders }, body: { role: 'resold', leastShareBps: 100 } } as const
    expect((await w.as('corvane').sends(partnerConflicts.offerTeaming, sent)).status).toBe(404)
    expect(
      (await w.as('corvane').sends(partnerConflicts.withdrawTeamingOffer, { params: { id: alders } })).status,
    ).toBe(404)
  })

  it('passed on as a teaming, whoever offered it isn’t asked again, and the other reads its own part and no name', async () => {
    const members = [
      { registrationId: alders, role: 'resold' as const, shareBps: 6_000 },
      { registrationId: brightwaters, role: 'implemented' as const, shareBps: 4_000 },
    ]
    const proposed = await manager.does(staffConflicts.proposeTeaming, { body: { members } })
    expect(proposed.members.map(({ state, byOffer }) => [state, byOffer])).toEqual([
      ['confirmed', true],
      ['waits', false],
    ])
    expect(await teamings('alder', alders)).toMatchObject([{ state: 'waitsForOthers', others: [] }])
    const [asked] = await teamings('brightwater', brightwaters)
    expect(asked).toMatchObject({ state: 'waitsForYou', shareBps: 4_000, others: [] })
    expect(JSON.stringify(asked)).not.toMatch(/Alder|Ada|framework/)
    expect(await c.claim('alder', alders)).toMatchObject({
      teamingOffer: { isTaken: true },
      can: { withdrawOffer: { ok: false } },
    })
  })

  it('declined, the case stays open and the offer stands as before; the other’s name was never told', async () => {
    const [asked] = await teamings('brightwater', brightwaters)
    await w.as('brightwater').does(partnerConflicts.answerTeaming, {
      params: { id: asked!.id },
      body: { answer: 'decline' },
    })
    expect((await c.opens(caseId)).closedAt).toBeNull()
    const own = [await c.claim('alder', alders), await teamings('alder', alders), await titles('alder')]
    expect(own).toMatchObject([{ teamingOffer: { isTaken: false } }, [{ state: 'ended' }], expect.anything()])
    expect(JSON.stringify(own)).not.toMatch(rivals)
  })

  it('a share awarded within what both have offered is agreed with it; both learn with whom', async () => {
    await offers('brightwater', brightwaters, 'implemented', 3_000)
    const found = await c.opens(caseId)
    const decided = await c.awards(caseId, await c.anotherManager('Lotte Winter'), {
      result: 'share',
      shares: [
        { claimId: c.claimNamed(found, 'Alder').id, shareBps: 6_500 },
        { claimId: c.claimNamed(found, 'Brightwater').id, shareBps: 3_500 },
      ],
    })
    expect(decided.state).toBe('decided')
    const [agreed] = (await teamings('alder', alders)).filter(({ state }) => state === 'agreed')
    expect(agreed).toMatchObject({
      roleTitle: 'Sells',
      shareBps: 6_500,
      others: [{ partnerName: 'Brightwater Technology', roleTitle: 'Implements', shareBps: 3_500 }],
    })
    expect(await titles('brightwater')).toContain('Teaming agreed: Sandpiper Shipping')
  })
})

describe('CF-4: less than a partner has offered needs its word', () => {
  it('another part or a smaller share is asked of it like of anybody', async () => {
    const { ids, caseId } = await c.meet('Dunlin Breweries', 'alder', 'brightwater')
    await offers('alder', ids[0]!, 'resold', 7_000)
    const found = await c.opens(caseId)
    await c.awards(caseId, manager, {
      result: 'share',
      shares: [
        { claimId: c.claimNamed(found, 'Alder').id, shareBps: 6_999 },
        { claimId: c.claimNamed(found, 'Brightwater').id, shareBps: 3_001 },
      ],
    })
    expect(await teamings('alder', ids[0]!)).toMatchObject([{ state: 'waitsForYou', shareBps: 6_999, others: [] }])
  })

  it('whose registration has ended offers nothing', async () => {
    const { summary } = await w.as('corvane').registers(c.at('Avocet Mills'))
    await w.as('corvane').withdraws(summary.id)
    await expect(offers('corvane', summary.id, 'resold', 5_000)).toBeRefused(
      'conflict',
      /while your registration stands/,
    )
  })
})
