import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import { because } from '../../../../test/support/matchers.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()

describe('a registration', () => {
  it('is approved, and protected to the end of its last day in the vendor’s time zone', async () => {
    const registration = await w.as('alder').registers(aDeal({ account: { name: 'Harbor Freight Lines' } }))
    expect(registration).toBeDecided('approve')
    expect(registration.summary).toMatchObject({ status: 'approved', clock: null, partner: null })
    expect(registration.summary.reference).toMatch(/^R-[2-9A-Z]{6}$/)
    const { lastDay, until, daysLeft } = registration.summary.protection!
    expect(daysLeft).toBe(105)
    expect(lastDay).toBe('2027-02-15')
    expect(until).toBe('2027-02-16T06:00:00.000Z')
    const entries = registration.timeline.map(({ kind, by, ahead }) => ({ kind, by, ahead }))
    expect(entries).toEqual([
      { kind: 'submitted', by: 'You', ahead: false },
      { kind: 'decided', by: 'The policy', ahead: false },
      { kind: 'scheduled', by: 'The policy', ahead: true },
    ])
    expect(await w.as('alder').opens(registration.summary.id)).toEqual(registration)
  })

  it('is refused for another partner, who learns until when and not from whom', async () => {
    const { summary } = await w.as('alder').registers(aDeal({ account: { name: 'Quarry Bay Shipping' } }))
    const refused = await w.as('brightwater').registers(aDeal({ account: { name: 'QUARRY BAY SHIPPING, Inc.' } }))
    expect(refused).toBeDecided('reject')
    expect(refused.summary.status).toBe('rejected')
    expect(refused.decision.headline).toMatch(/another partner until February 15, 2027/)
    expect(JSON.stringify(refused)).not.toMatch(/Alder|Ada Linden/)
    expect(JSON.stringify(refused)).not.toContain(summary.id)
    expect(refused.decision.reasons.map((reason) => reason.rule)).toEqual([null])
    expect(await w.as('manager').inspects(refused.summary.id)).toBeDecided(
      'reject',
      because('protected-for-another-partner'),
    )
  })

  it('goes to an account of its own again once the company it was known by is another', async () => {
    const id = await w.has.account({ name: 'Tidewater Cordage' })
    const deal = aDeal({ account: { name: 'Tidewater Cordage' } })
    for (const seller of ['alder', 'brightwater'] as const) {
      const { summary } = await w.as(seller).registers(deal)
      expect((await w.as('manager').inspects(summary.id)).matchedAccount.id).toBe(id)
    }
    await w.sql('DELETE FROM parley.account_name WHERE account_id = $1', [id])
    const { summary } = await w.as('brightwater').registers(deal)
    expect((await w.as('manager').inspects(summary.id)).matchedAccount.id).not.toBe(id)
  })
})
