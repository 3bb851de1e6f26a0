import { partnerClaims, staffDeals } from '@parley/contract/routes/deals'
import { describe, expect, it } from 'vitest'
import { claimOf, commission } from '../support/commission.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)
const wording = 'We have read the minutes: you brought the customer, and earn $6,000 for it.'
const reason = 'Both account managers were in the first meeting; the minutes say who invited whom.'
const decides = (id: string, body: { outcome: 'earn' | 'nothing'; amountMinor?: number }) =>
  w.as('manager').does(staffDeals.decideClaim, { params: { id }, body: { ...body, wording, reason } })

describe('CM-1: a claim that the rules leave to a person is decided by one, and settled with the others', () => {
  let id = ''
  let claim = ''

  it('while something else is waited for, there is nothing to decide yet', async () => {
    const { summary } = await sales.deal('Gadwall Shipyards')
    id = summary.id
    await sales.claims(id, 'alder', 'sourced', { activities: 1 })
    await sales.claims(id, 'brightwater', 'sourced')
    await sales.paper(id, 'alder')
    claim = claimOf(await sales.wins(id), 'alder').id
    await expect(decides(claim, { outcome: 'nothing' })).toBeRefused('conflict', /doesn’t wait for a person/)
  })

  it('once it waits for a person, a channel manager says what it earns, with a reason; nobody else does', async () => {
    await sales.untilOwed(id)
    const waits = claimOf(await sales.reads(id), 'alder')
    expect(waits).toMatchObject({ state: 'waits', amountMinor: 0, decision: { outcome: { type: 'review' } } })
    expect(waits.can.decide).toEqual({ ok: true })
    const body = { outcome: 'earn' as const, amountMinor: 600_000, wording, reason }
    const one = { params: { id: claim }, body }
    await expect(w.as('finance').does(staffDeals.decideClaim, one)).toBeRefused('notAllowed')
    await expect(decides(claim, { outcome: 'earn' })).toBeRefused('refused', /how much/)
    const decided = await decides(claim, { outcome: 'earn', amountMinor: 600_000 })
    expect(decided).toMatchObject({
      state: 'payable',
      amountMinor: 600_000,
      payableMinor: 600_000,
      decision: { decidedBy: 'person', headline: wording, overrideReason: reason },
    })
    await expect(decides(claim, { outcome: 'nothing' })).toBeRefused('conflict', /doesn’t wait for a person/)
  })

  it('its partner reads the words, and not the reason; the other reads neither', async () => {
    const own = await w.as('alder').does(partnerClaims.get, { params: { id: claim } })
    expect(own.decision).toMatchObject({ headline: wording, overrideReason: null })
    expect(JSON.stringify(own)).not.toContain('Brightwater')
    const [other] = await sales.ownClaims('brightwater')
    expect(JSON.stringify(other)).not.toContain('minutes')
  })

  it('its statement re-computes as any other, and settled again all stays as it is', async () => {
    const before = await sales.reads(id)
    expect((await sales.settles(id)).entries).toEqual(before.entries)
    w.travelTo('2027-01-04')
    await sales.closesUntil('2026-12')
    for (const [partner, totalMinor] of [
      ['alder', 600_000],
      ['brightwater', 1_200_000],
    ] as const) {
      const statement = await sales.statement(partner, '2026-12')
      expect(statement.totalMinor).toBe(totalMinor)
      expect(await sales.checks(statement.id)).toMatchObject({ recomputes: true, findings: [] })
    }
  })

  it('the pool holds for a person’s amount too, and a later claim lowers it by the pool alone', async () => {
    const { summary } = await sales.deal('Garganey Tiles')
    await sales.claims(summary.id, 'alder', 'sourced', { activities: 1 })
    await sales.paper(summary.id, 'alder')
    const won = await sales.wins(summary.id, { invoicedOn: '2026-11-20' })
    await sales.isPaid(summary.id, '2026-11-20')
    const { id: second } = claimOf(won, 'alder')
    expect(await decides(second, { outcome: 'earn', amountMinor: 3_000_000 })).toMatchObject({
      amountMinor: 2_500_000,
      payableMinor: 2_500_000,
    })
    await sales.claims(summary.id, 'brightwater', 'sourced')
    const after = await sales.happens(summary.id, { event: 'refunded', cause: 'customer', amountMinor: 2_000_000 })
    const sum = after.claims.reduce((all, { amountMinor }) => all + amountMinor!, 0)
    expect(sum).toBe(after.settlement!.poolMinor)
    const lowered = after.entries.filter(({ kind, account }) => kind === 'reduction' && account === 'expense')
    expect(lowered).not.toEqual([])
    for (const entry of lowered) expect(entry).toMatchObject({ rule: 'poolRateBps', policyVersion: 1 })
  })
})
