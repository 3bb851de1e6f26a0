import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { because } from '../support/matchers.ts'
import { world } from '../support/world.ts'

const w = await world()
const alder = w.as('alder')
const brightwater = w.as('brightwater')
const manager = w.as('manager')

describe('AC-5: protection needs activity, and ends on the day that was told, never earlier', () => {
  let id = ''

  it('a registration is approved, and locks everybody else out', async () => {
    const registration = await alder.registers(aDeal())
    id = registration.summary.id
    expect(registration).toBeDecided('approve')
    expect(registration.summary.protection).toMatchObject({ kind: 'exclusive', lastDay: '2027-02-15', daysLeft: 105 })
    const other = await brightwater.registers(aDeal())
    expect(await manager.inspects(other.summary.id)).toBeDecided('reject', because('protected-for-another-partner'))
  })

  it('on the 29th day without activity nothing happens; on the 30th the partner is warned, with two weeks to act', async () => {
    w.travelTo('2026-12-01')
    await w.runsSweep()
    expect((await alder.opens(id)).summary.protection!.lapseOn).toBeNull()
    w.travelTo('2026-12-02')
    await w.runsSweep()
    const warned = await alder.opens(id)
    expect(warned.summary).toMatchObject({ status: 'approved', protection: { lapseOn: '2026-12-16' } })
    expect(warned.protectionDecision).toMatchObject({
      outcome: { type: 'remind', params: { about: 'activity', daysLeft: 14 } },
    })
    expect(warned.timeline.filter((entry) => entry.kind === 'reminded')).toHaveLength(1)
    expect((await alder.seesHome()).needsYou.map((each) => each.id)).toContain(id)
  })

  it('a second check on the same day warns nobody twice', async () => {
    await w.runsSweep()
    expect((await alder.opens(id)).timeline.filter((entry) => entry.kind === 'reminded')).toHaveLength(1)
  })

  it('it still holds at the last moment before the day that was told', async () => {
    w.travelTo('2026-12-16T05:59:00.000Z') // a minute before midnight in Chicago
    await w.runsSweep()
    expect((await alder.opens(id)).summary.status).toBe('approved')
    const other = await brightwater.registers(aDeal())
    expect(await manager.inspects(other.summary.id)).toBeDecided('reject', because('protected-for-another-partner'))
  })

  it('on that day it lapses, and the account is open to others', async () => {
    w.travelTo('2026-12-16T06:00:00.000Z')
    await w.runsSweep()
    const lapsed = await alder.opens(id)
    expect(lapsed.summary).toMatchObject({ status: 'lapsed', protection: { endedBecause: 'lapsed' } })
    expect(lapsed.protectionDecision!.reasons[0]!.text).toMatch(/activity|December 16/i)
    const other = await brightwater.registers(aDeal({ deal: { expectedCloseOn: '2027-04-15' } }))
    expect(other).toBeDecided('approve')
  })

  it('activity after the warning keeps the protection', async () => {
    w.travelTo('2027-01-04')
    const kept = await alder.registers(
      aDeal({ account: { name: 'Quarry Lane Foods' }, deal: { expectedCloseOn: '2027-06-15' } }),
    )
    w.travelTo('2027-02-03')
    await w.runsSweep()
    expect((await alder.opens(kept.summary.id)).summary.protection!.lapseOn).toBe('2027-02-17')
    w.travelTo('2027-02-16')
    await alder.logsActivity(kept.summary.id, {
      kind: 'meeting',
      note: 'Met the head of IT.',
      happenedOn: '2027-02-16',
    })
    w.travelTo('2027-02-18')
    await w.runsSweep()
    expect((await alder.opens(kept.summary.id)).summary.status).toBe('approved')
  })

  it('progress earns an extension, counted from the present end; without progress the reason is told', async () => {
    w.travelTo('2027-03-01')
    const deal = aDeal({ account: { name: 'Osprey Hotels' }, deal: { expectedCloseOn: '2027-09-15' } })
    const { summary } = await alder.registers(deal)
    const early = await alder.asksForExtension(summary.id, 'We are nearly there.')
    expect(early.protectionDecision).toMatchObject({ outcome: { type: 'refuse', favour: -1 } })
    expect(early.protectionDecision!.reasons[0]!.possible ?? '').not.toBe('')
    expect(early.summary.protection!.lastDay).toBe('2027-06-14')

    for (const happenedOn of ['2027-03-25', '2027-04-20', '2027-05-15']) {
      w.travelTo(happenedOn)
      await w.runsSweep()
      await alder.logsActivity(summary.id, { kind: 'demo', note: 'Showed a restore to their operations.', happenedOn })
    }
    w.travelTo('2027-05-20')
    const extended = await alder.asksForExtension(summary.id, 'Their lawyers read the contract.')
    expect(extended.protectionDecision).toMatchObject({ outcome: { type: 'extend', params: { extensionDays: 30 } } })
    expect(extended.summary.protection).toMatchObject({ lastDay: '2027-07-14', extensionsUsed: 1 })
  })

  it('nobody gets less than was shown: the last day counts to its end, in the vendor’s time zone', async () => {
    const [running] = await w.sql<{ end: Date }>(
      `SELECT upper(during) AS end FROM parley.protection WHERE extensions_used = 1`,
    )
    expect(running!.end.toISOString()).toBe('2027-07-15T05:00:00.000Z')
  })
})
