import type { StaffDeal } from '@parley/contract/deals'
import { staffDeals } from '@parley/contract/routes/deals'
import { describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import { partners } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)

describe('CM-1: three partners claim a share, and all claims are settled together', () => {
  let id = ''

  it('while the deal is open, each claim waits for it', async () => {
    const { summary } = await sales.deal('Cormorant Mills')
    id = summary.id
    await sales.claims(id, 'alder', 'sourced', { activities: 4 })
    await sales.claims(id, 'brightwater', 'sourced', { activities: 9 })
    const deal = await sales.claims(id, 'corvane', 'sourced', { customerConfirmed: 'email' })
    expect(deal.claims.map(({ state }) => state)).toEqual(['open', 'open', 'open'])
    expect(deal.exposure).toMatchObject({ asksMinor: 3_600_000, costsMinor: 2_500_000, poolMinor: 2_500_000 })
  })

  it('the same share twice is one claim', async () => {
    await expect(sales.claims(id, 'alder', 'sourced')).toBeRefused('conflict', /claimed already/)
  })

  it('won, the pool is never exceeded, the split follows roles and evidence, and the parts add up to the last cent', async () => {
    await sales.paper(id, 'alder')
    const deal = await sales.wins(id)
    expect(deal.settlement).toMatchObject({ poolMinor: 2_500_000, asksMinor: 3_600_000, totalMinor: 2_500_000 })
    const amounts = deal.claims.map(({ amountMinor }) => amountMinor)
    expect(amounts).toEqual([781_250, 781_250, 937_500])
    expect(amounts.reduce((sum, amount) => sum! + amount!, 0)).toBe(2_500_000)
    expect(claimOf(deal, 'corvane').heldMinor).toBe(937_500)
    expect(claimOf(deal, 'corvane').decision).toMatchObject({
      outcome: { type: 'hold', params: { until: 'customerPaid' } },
    })
  })

  it('odd cents are lost by nobody: a third of a pool of 8.33', async () => {
    const { summary } = await sales.deal('Odd Cents Bakery', { amountMinor: 3_333 })
    for (const partner of ['alder', 'brightwater', 'corvane'] as const)
      await sales.claims(summary.id, partner, 'sourced')
    await sales.paper(summary.id, 'alder')
    const deal = await sales.wins(summary.id)
    expect(deal.claims.reduce((sum, { amountMinor }) => sum + amountMinor!, 0)).toBe(833)
    expect(new Set(deal.claims.map(({ amountMinor }) => amountMinor))).toEqual(new Set([277, 278]))
  })

  it('what is claimed after the win is divided with the others, as long as nothing was released', async () => {
    const deal = await sales.claims(id, 'delmar', 'implemented', { workAccepted: true })
    expect(deal.claims.reduce((sum, { heldMinor }) => sum + heldMinor, 0)).toBe(deal.settlement!.totalMinor)
    expect(deal.settlement!.totalMinor).toBe(2_500_000)
    expect(claimOf(deal, 'alder').heldMinor).toBeLessThan(781_250)
    const lowered = deal.entries.filter(({ kind, account }) => kind === 'reduction' && account === 'expense')
    expect(lowered).toHaveLength(3)
    for (const entry of lowered) expect(entry).toMatchObject({ rule: 'poolRateBps', policyVersion: 1 })
  })

  it('settled again by the same facts, nothing is booked', async () => {
    const before = await sales.reads(id)
    const after = await sales.settles(id)
    expect(after.entries).toEqual(before.entries)
    expect(after.settlement).toEqual(before.settlement)
  })

  it('each entry of the ledger has its other side, and the database refuses one without it', async () => {
    const [sums] = await w.sql<{ sum: string; journals: number }>(
      `SELECT sum(amount_minor) AS sum, count(DISTINCT journal_id)::int AS journals FROM parley.ledger_entry`,
    )
    expect(sums!.journals).toBeGreaterThan(5)
    expect(Number(sums!.sum)).toBe(0)
    const [claim] = await w.sql<{ id: string }>('SELECT id FROM parley.claim WHERE deal_id = $1 LIMIT 1', [id])
    const alone = `WITH j AS (INSERT INTO parley.journal (id, kind, partner_id, currency, booked_on, booked_at, booked_by_name)
        VALUES (gen_random_uuid(), 'accrual', '${partners.alder.id}', 'USD', '2026-11-02', '2026-11-02', 'x') RETURNING id)
      SELECT id FROM j`
    await expect(
      w.sql(`DO $$ DECLARE j uuid; BEGIN ${alone.replace('SELECT id FROM j', 'SELECT id INTO j FROM j')};
        INSERT INTO parley.ledger_entry (id, journal_id, partner_id, claim_id, account, amount_minor, currency)
        VALUES (gen_random_uuid(), j, '${partners.alder.id}', '${claim!.id}', 'expense', 100, 'USD'); END $$`),
    ).rejects.toThrow(/add up to zero/)
    const later = `INSERT INTO parley.ledger_entry (id, journal_id, partner_id, claim_id, account, amount_minor, currency)
      SELECT gen_random_uuid(), e.journal_id, e.partner_id, e.claim_id, e.account, 1, e.currency FROM parley.ledger_entry e LIMIT 1`
    await expect(w.sql(later)).rejects.toThrow(/booked with its journal/)
  })

  it('a deal isn’t won before it’s clear whose contract it is', async () => {
    const { summary, version } = await sales.deal('No Paper Yet')
    await sales.claims(summary.id, 'alder', 'sourced')
    await expect(sales.wins(summary.id)).toBeRefused('conflict', /whose contract/)
    expect(version).toBe(1)
    await expect(w.as('alder').sends(staffDeals.get, { params: { id: summary.id } })).resolves.toMatchObject({
      status: 403,
    })
  })

  it('what is claimed once all of the pool is owed shares in what is left of it: nothing', async () => {
    const owed = await sales.untilOwed(id)
    const sum = (deal: StaffDeal) =>
      deal.claims.reduce((all, { heldMinor, payableMinor }) => all + heldMinor + payableMinor, 0)
    expect(sum(owed)).toBe(2_500_000)
    const late = await sales.claims(id, 'delmar', 'influenced')
    expect(sum(late)).toBe(2_500_000)
    expect(claimOf(late, 'delmar', 'influenced')).toMatchObject({ heldMinor: 0, payableMinor: 0 })
  })
})
