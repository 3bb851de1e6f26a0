import { accounts } from '@parley/contract/routes/accounts'
import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { partner } from '@parley/contract/routes/partner'
import { describe, expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { aDeal } from '../support/factories.ts'
import { openWorld, type World } from '../support/open-world.ts'
import { type PartnerName, partners } from '../support/program.ts'

const plain = (text: string) =>
  text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\b[RDCS]-[2-9A-Z]{6}\b/g, '<reference>')

type Rival = (at: World, account: string) => Promise<unknown>

/** What Corvane reads of its customer, page by page, after the rival has done what it does before and meanwhile. */
async function whatCorvaneReads(before: Rival, meanwhile: Rival): Promise<{ pages: string[]; items: number }> {
  const at = await openWorld()
  const corvane = at.as('corvane')
  const account = await at.has.account({ name: 'Halcyon Freight', domain: 'halcyonfreight.com' })
  const later = (minutes: number) => at.travelTo(new Date(at.now().getTime() + minutes * 60_000).toISOString())
  await before(at, account)
  at.travelTo('2026-11-03T15:00:00.000Z')
  const { summary } = await corvane.registers(aDeal({ account: { name: 'Halcyon Freight' } }))
  later(1)
  await corvane.registers(aDeal({ account: { name: 'Halcyon Freight' }, productFamily: 'analytics' }))
  await meanwhile(at, account)
  at.travelTo('2026-11-04T15:00:00.000Z')
  if (summary.status === 'approved')
    await corvane.logsActivity(summary.id, { kind: 'demo', note: 'Restored a server.', happenedOn: '2026-11-04' })
  later(1)
  await corvane.does(partnerEngagements.ask, {
    body: { company: 'Halcyon Freight', verb: 'quote', productFamily: 'backup' },
  })
  later(1)
  await at.as('sales').does(staffEngagements.ask, {
    body: { company: 'Halcyon Freight', accountId: account, verb: 'redirect', productFamily: 'analytics' },
  })
  const pages: string[] = []
  let items = 0
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: object = { limit: 3, ...(cursor === '' ? {} : { cursor }) }
    const answer = await corvane.sends(partner.customerTimeline, { params: { id: summary.id }, query })
    const { nextCursor, ...page } = answer.json as { nextCursor: string | null; items: unknown[] }
    pages.push(plain(JSON.stringify(page)))
    items += page.items.length
    cursor = nextCursor
  }
  await at.close()
  return { pages, items }
}

const nothing: Rival = async () => {}
/** Another family: what it holds there is none of Corvane's business. */
const wantsSecurity =
  (who: PartnerName, amountMinor: number): Rival =>
  (at) =>
    at
      .as(who)
      .registers(
        aDeal({ account: { name: 'Halcyon Freight' }, productFamily: 'network-security', deal: { amountMinor } }),
      )

describe('CF-7: a partner’s timeline of its customer is the same, byte for byte, whatever a rival does', async () => {
  const alone = await whatCorvaneReads(nothing, nothing)

  it('there is much to read', () => {
    expect(alone.items).toBeGreaterThan(8)
  })

  it('whether one is protected there for another product family, and which one', async () => {
    expect(await whatCorvaneReads(wantsSecurity('brightwater', 9_000_000), nothing)).toEqual(alone)
    expect(await whatCorvaneReads(wantsSecurity('delmar', 70_000_000), nothing)).toEqual(alone)
  })

  it('whether one asks, is refused, earns a share of a deal, or its record is merged there', async () => {
    const busy: Rival = async (at, account) => {
      const rival = at.as('brightwater')
      await rival.registers(aDeal({ account: { name: 'Halcyon Freight' } }))
      await rival.does(partnerEngagements.ask, { body: { company: 'Halcyon Freight', verb: 'contact' } })
      const earnings = commission(at)
      const { summary } = await earnings.deal('', { accountId: account, productFamilies: ['network-security'] })
      await earnings.claims(summary.id, 'brightwater', 'sourced')
      await earnings.paper(summary.id, 'brightwater')
      await earnings.wins(summary.id)
      const twin = await at.has.account({ name: 'Halcyon Freight Forwarding' })
      await rival.registers(
        aDeal({ account: { name: 'Halcyon Freight Forwarding' }, productFamily: 'network-security' }),
      )
      await at.as('manager').does(accounts.mergeAccounts, {
        body: { keptId: account, absorbedId: twin, reason: 'One company.' },
      })
    }
    expect(await whatCorvaneReads(nothing, busy)).toEqual(alone)
  })

  it('whoever leads where Corvane was refused', async () => {
    const leads =
      (who: 'brightwater' | 'delmar', amountMinor: number): Rival =>
      async (at) => {
        const { summary } = await at
          .as(who)
          .registers(aDeal({ account: { name: 'Halcyon Freight' }, deal: { amountMinor } }))
        // Tiers are given windows of their own; what is compared is who leads, not until when.
        await at.sql(
          `UPDATE parley.protection SET during = tstzrange(lower(during), '2027-03-01T06:00:00Z') WHERE registration_id = $1`,
          [summary.id],
        )
      }
    const one = await whatCorvaneReads(leads('brightwater', 9_000_000), nothing)
    expect(await whatCorvaneReads(leads('delmar', 1_250_000), nothing)).toEqual(one)
    expect(one).not.toEqual(alone)
    for (const page of [...one.pages, ...alone.pages]) {
      expect(page).not.toMatch(/Brightwater|Delmar|Bea Okoye/)
      expect(page).not.toContain(partners.brightwater.id)
    }
  })
})
