import { staffDeals } from '@parley/contract/routes/deals'
import { describe, expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import '../support/matchers.ts'
import { partners } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const c = commission(w)
const manager = w.as('manager')

const claimOf = async (dealId: string, partnerName: string) =>
  (await c.reads(dealId)).claims.find((claim) => claim.partner.name === partnerName)!
const says = async (dealId: string, dutiesDone: boolean | null) => {
  const claim = await claimOf(dealId, 'Alder Ridge Systems')
  return manager.does(staffDeals.editClaim, { params: { id: claim.id }, body: { dutiesDone }, ifMatch: claim.version })
}

describe('CM-1: what a settlement rests on isn’t known any more', async () => {
  const accountId = await w.has.account({ name: 'Cormorant Tool Works' })
  await w.has.holding({
    accountId,
    productFamily: 'backup',
    incumbentPartnerId: partners.alder.id,
    since: '2025-01-01',
  })
  const { summary: deal } = await c.deal('Cormorant Tool Works', { accountId, kind: 'renewal' })
  await c.claims(deal.id, 'alder', 'renewed')
  await c.claims(deal.id, 'brightwater', 'assisted', { vendorHelp: 'askedFor' })
  await c.paper(deal.id, 'alder')
  await c.wins(deal.id)
  const settled = await claimOf(deal.id, 'Alder Ridge Systems')
  const others = await claimOf(deal.id, 'Brightwater Technology')

  it('nothing is lowered, as no rule says so: what was held stays held, by the decision that it had', async () => {
    expect(settled.heldMinor).toBeGreaterThan(0)
    const { amountMinor, heldMinor, steps, state } = settled
    expect(await says(deal.id, null)).toMatchObject({ dutiesDone: null, amountMinor, heldMinor, steps, state })
    await c.isPaid(deal.id, w.now().toISOString().slice(0, 10))
    expect(await claimOf(deal.id, 'Alder Ridge Systems')).toMatchObject({ heldMinor, payableMinor: 0 })
  })

  it('the others’ shares are settled as ever', async () => {
    const { amountMinor } = others
    expect(amountMinor).toBeGreaterThan(0)
    expect(await claimOf(deal.id, 'Brightwater Technology')).toMatchObject({ amountMinor })
  })

  it('once it is known again, the rules say what follows, and name themselves where it falls', async () => {
    const { amountMinor } = settled
    w.travelDays(45)
    await c.settles(deal.id)
    expect(await claimOf(deal.id, 'Alder Ridge Systems')).toMatchObject({ heldMinor: amountMinor, payableMinor: 0 })
    expect(await says(deal.id, true)).toMatchObject({ amountMinor, heldMinor: 0, payableMinor: amountMinor })
  })
})

describe('CM-1: what is said otherwise', async () => {
  const accountId = await w.has.account({ name: 'Dabchick Engines' })
  await w.has.holding({
    accountId,
    productFamily: 'backup',
    incumbentPartnerId: partners.alder.id,
    since: '2025-01-01',
  })
  const { summary: deal } = await c.deal('Dabchick Engines', { accountId, kind: 'renewal' })
  await c.claims(deal.id, 'alder', 'renewed')
  await c.paper(deal.id, 'alder')
  await c.wins(deal.id)

  it('after it was unknown, lowers the share by the rule that says so', async () => {
    const { amountMinor } = await claimOf(deal.id, 'Alder Ridge Systems')
    await says(deal.id, null)
    const undone = await says(deal.id, false)
    expect(undone.amountMinor!).toBeLessThan(amountMinor!)
    expect(undone.decision!.reasons[0]!.rule).not.toBeNull()
  })
})
