import { partnerEngagements } from '@parley/contract/routes/engagements'
import { partnerRenewals, staffRenewals } from '@parley/contract/routes/renewals'
import { describe, expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import type { PartnerName } from '../support/program.ts'
import '../support/matchers.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)
const manager = w.as('manager')
const seller = w.as('brightwater')

const sold = (name: string) => sales.resells(name, 'brightwater')
/** The vendor enters the renewal's deal, and wins it by the hand of this partner, or by its own. */
async function renews(id: string, by: PartnerName | null) {
  const body = { amountMinor: 12_000_000, termMonths: 12 }
  const made = await manager.does(staffRenewals.makeDeal, { params: { id }, body })
  await sales.paper(made.summary.id, by ?? 'brightwater', { role: by === null ? 'referral' : 'resale' })
  await sales.wins(made.summary.id, { startsOn: '2027-11-02' })
}
const opens = (id: string) => seller.does(partnerRenewals.get, { params: { id } })
const lists = async (show: 'due' | 'renewed') =>
  (await seller.does(partnerRenewals.list, { query: { show } })).items.map(({ id }) => id)
const toRenew = async () => (await seller.seesHome()).counts.toRenew

const [rivals, own, vendors, nobodys] = [
  await sold('Lapwing Lamps'),
  await sold('Sanderling Sails'),
  await sold('Turnstone Tiles'),
  await sold('Knot Knitwear'),
]
w.travelTo('2027-10-20')
const before = await opens(rivals)
const due = await toRenew()
await renews(rivals, 'alder')

describe('AC-8: a contract that somebody else renewed reads to its seller as one that nobody has renewed', () => {
  it('it isn’t renewed, it is due, it is counted, and what is done for the customer is still written down', async () => {
    expect((await manager.does(staffRenewals.get, { params: { id: rivals } })).renewed).toBe(true)
    const seen = await opens(rivals)
    expect(before).toMatchObject({ renewed: false, can: { report: { ok: true }, review: { ok: true } } })
    expect(seen).toEqual({ ...before, lead: seen.lead, decision: seen.decision })
    expect(await toRenew()).toBe(due)
    expect([await lists('due'), await lists('renewed')]).toEqual([expect.arrayContaining([rivals]), []])
    const body = { kind: 'report', note: 'Looked after their backups as ever.', happenedOn: '2027-10-20' } as const
    expect((await seller.does(partnerRenewals.report, { params: { id: rivals }, body })).acts).toHaveLength(1)
  })

  it('whether it may quote is what May I? says to it, in the same words, and names nobody', async () => {
    const seen = await opens(rivals)
    const asked = { company: 'Lapwing Lamps', verb: 'quote', productFamily: 'backup', dealKind: 'renewal' } as const
    const answer = await seller.does(partnerEngagements.ask, { body: asked })
    expect(seen.decision.outcome.type).toBe(answer.outcome.type)
    expect(JSON.stringify([seen, answer])).not.toMatch(/Alder|Ada Linden/)
  })
})

describe('AC-8: one’s own renewal is said', () => {
  it('where the next contract is its own, whether it made the sale or the vendor did', async () => {
    await renews(own, 'brightwater')
    await renews(vendors, null)
    for (const id of [own, vendors])
      expect(await opens(id)).toMatchObject({ renewed: true, lead: 'you', can: { report: { ok: false } } })
    expect((await lists('renewed')).toSorted()).toEqual([own, vendors].toSorted())
    expect(await lists('due')).not.toContain(own)
    expect(await toRenew()).toBe(due)
  })
})

describe('AC-8: and later', () => {
  it('past its last day a contract that somebody else renewed has ended, as one that nobody renewed', async () => {
    w.travelTo('2027-11-10')
    const [other, none] = [await opens(rivals), await opens(nobodys)]
    expect([other.renewed, other.daysLeft]).toEqual([none.renewed, none.daysLeft])
  })
})
