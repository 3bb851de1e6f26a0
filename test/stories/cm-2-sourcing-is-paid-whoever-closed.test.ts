import { partnerClaims, staffDeals } from '@parley/contract/routes/deals'
import { describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import { partners } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)

describe('CM-2: sourcing is a role of its own, and its share doesn’t depend on who closed', () => {
  const amounts: (number | null)[] = []

  it.each([
    ['the vendor', { closedBy: 'vendor' as const }],
    ['the partner that sourced it', { closedBy: 'partner' as const, closerPartnerId: partners.alder.id }],
    ['another partner', { closedBy: 'partner' as const, closerPartnerId: partners.brightwater.id }],
    ['both together', { closedBy: 'both' as const, closerPartnerId: partners.alder.id }],
  ])('closed by %s, the partner that brought the deal earns its share for sourcing', async (who, closing) => {
    const { summary } = await sales.deal(`Customer closed by ${who}`)
    await sales.claims(summary.id, 'alder', 'sourced')
    await sales.paper(summary.id, 'alder')
    const deal = await sales.wins(summary.id, closing)
    amounts.push(claimOf(deal, 'alder').amountMinor)
    expect(claimOf(deal, 'alder').steps).toMatchObject([
      { text: '12% of $100,000', amountMinor: 1_200_000, because: [{ rule: 'sourced' }], policyVersion: 1 },
    ])
  })

  it('it is the same share each time', () => {
    expect(amounts).toEqual([1_200_000, 1_200_000, 1_200_000, 1_200_000])
  })

  it('whoever closed earns for closing beside it; who claims it and didn’t close, reads why it earns nothing', async () => {
    const { summary } = await sales.deal('Two roles, two shares')
    await sales.claims(summary.id, 'alder', 'sourced')
    await sales.claims(summary.id, 'brightwater', 'closed')
    await sales.claims(summary.id, 'corvane', 'closed')
    await sales.paper(summary.id, 'alder')
    const deal = await sales.wins(summary.id, { closedBy: 'partner', closerPartnerId: partners.brightwater.id })
    expect(claimOf(deal, 'alder').heldMinor).toBe(1_200_000)
    expect(claimOf(deal, 'brightwater').heldMinor).toBe(500_000)
    expect(claimOf(deal, 'corvane')).toMatchObject({ state: 'nothing', heldMinor: 0 })
    const [own] = (await sales.ownClaims('corvane')).filter(({ role }) => role === 'closed')
    expect(own!.decision!.headline).toMatch(/clos/i)
    expect(JSON.stringify(own)).not.toContain('Brightwater')
  })

  it('the partner claims by its registration in its own app, and the promise is that of the day of approval', async () => {
    const { summary } = await w.as('alder').registers(aDeal({ account: { name: 'Kestrel Yards' } }))
    const [account] = await w.sql<{ id: string }>('SELECT account_id AS id FROM parley.registration WHERE id = $1', [
      summary.id,
    ])
    const deal = await sales.deal('Kestrel Yards', { accountId: account!.id })
    const claim = await w.as('alder').does(partnerClaims.make, {
      body: { registrationId: summary.id, role: 'sourced', note: 'Two meetings with their head of IT.' },
    })
    expect(claim).toMatchObject({ state: 'open', accountName: 'Kestrel Yards', promisedVersion: 1 })
    expect((await sales.reads(deal.summary.id)).claims.map(({ id }) => id)).toEqual([claim.id])
    await expect(
      w.as('brightwater').does(partnerClaims.make, { body: { registrationId: summary.id, role: 'sourced' } }),
    ).toBeRefused('refused', /no such registration of yours/)
    expect((await w.as('brightwater').sends(partnerClaims.get, { params: { id: claim.id } })).status).toBe(404)
  })

  it('a registration without a deal of the vendor’s makes one, and the partner can’t tell the difference', async () => {
    const { summary } = await w.as('alder').registers(aDeal({ account: { name: 'Marlow Pottery' } }))
    const claim = await w
      .as('alder')
      .does(partnerClaims.make, { body: { registrationId: summary.id, role: 'sourced' } })
    const { items } = await w.as('manager').does(staffDeals.list, { query: { q: 'Marlow Pottery' } })
    expect(items).toMatchObject([{ stage: 'open', amountMinor: 4_500_000, claims: 1 }])
    const [earlier] = (await sales.ownClaims('alder')).filter(({ accountName }) => accountName === 'Kestrel Yards')
    expect(Object.keys(claim)).toEqual(Object.keys(earlier!))
  })
})
