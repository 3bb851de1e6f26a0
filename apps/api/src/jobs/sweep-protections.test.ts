import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import '../../../../test/support/matchers.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const deal = (name: string) => aDeal({ account: { name } })
const talk = (happenedOn: string) => ({ kind: 'meeting' as const, note: 'Met the head of IT.', happenedOn })

describe('the daily check of protections', () => {
  it('announces a lapse after 30 quiet days, drops it for an activity, and lapses what stays quiet', async () => {
    const busy = (await w.as('alder').registers(deal('Busy Bees'))).summary.id
    const quiet = (await w.as('brightwater').registers(deal('Quiet Woods'))).summary.id
    w.travelTo('2026-12-01')
    expect(await w.runsSweep()).toMatchObject({ decided: 0, failed: 0 })
    w.travelTo('2026-12-02')
    expect(await w.runsSweep()).toMatchObject({ decided: 2, failed: 0 })
    expect(await w.runsSweep()).toMatchObject({ decided: 0, failed: 0 })
    const announced = await w.as('alder').opens(busy)
    expect(announced.summary).toMatchObject({ protection: { lapseOn: '2026-12-16' }, clock: { owes: 'partner' } })
    expect(announced.timeline.map((entry) => entry.kind)).toContain('reminded')
    expect(announced.protectionDecision).toMatchObject({ outcome: { type: 'remind' } })
    expect((await w.as('alder').seesHome()).needsYou.map((item) => item.id)).toEqual([busy])

    const logged = await w.as('alder').logsActivity(busy, talk('2026-12-02'))
    expect(logged.summary).toMatchObject({ protection: { lapseOn: null }, clock: null })
    w.travelTo('2026-12-15')
    expect(await w.runsSweep()).toMatchObject({ decided: 0 })
    w.travelTo('2026-12-16')
    expect(await w.runsSweep()).toMatchObject({ decided: 1 })
    expect((await w.as('brightwater').opens(quiet)).summary).toMatchObject({
      status: 'lapsed',
      protection: { endedBecause: 'lapsed', daysLeft: 0 },
    })
    expect((await w.as('alder').opens(busy)).summary.status).toBe('approved')
    await expect(w.as('brightwater').logsActivity(quiet, talk('2026-12-16'))).toBeRefused(
      'conflict',
      /protection has lapsed/,
    )
    expect(
      await w
        .as('corvane')
        .registers(aDeal({ account: { name: 'Quiet Woods' }, deal: { expectedCloseOn: '2027-03-15' } })),
    ).toBeDecided('approve')
  })

  it('notes the end of a window that is over; readers saw it at once', async () => {
    const { summary } = await w.as('delmar').registers(
      aDeal({
        account: { name: 'Short Window' },
        productFamily: 'analytics',
        deal: { expectedCloseOn: '2027-03-15' },
      }),
    )
    expect(summary.protection!.lastDay).toBe('2027-02-14')
    w.travelTo('2027-02-15T05:59:59.000Z')
    expect((await w.as('delmar').opens(summary.id)).summary).toMatchObject({
      status: 'approved',
      protection: { daysLeft: 0 },
    })
    w.travelTo('2027-02-15T06:00:00.000Z')
    const over = await w.as('delmar').opens(summary.id)
    expect(over.summary).toMatchObject({ status: 'expired', protection: { endedBecause: 'expired' } })
    expect(over.can.extend).toMatchObject({ ok: false })
    expect((await w.as('delmar').lists({ status: 'expired' })).items.map((item) => item.id)).toContain(summary.id)
    expect((await w.runsSweep()).expired).toBeGreaterThanOrEqual(1)
    expect((await w.runsSweep()).expired).toBe(0)
  })
})

describe('an extension', () => {
  it('is granted from the present end when progress was logged, and refused with the reason when not', async () => {
    w.travelTo('2027-03-01')
    const body = aDeal({ account: { name: 'Longer Than Thought' }, deal: { expectedCloseOn: '2027-06-15' } })
    const { summary } = await w.as('alder').registers(body)
    expect(summary.protection!.lastDay).toBe('2027-06-14')
    const early = await w.as('alder').asksForExtension(summary.id, 'They like it.')
    expect(early.protectionDecision).toMatchObject({ outcome: { type: 'refuse' } })
    expect(early.summary.protection).toMatchObject({ lastDay: '2027-06-14', extensionsUsed: 0 })
    w.travelTo('2027-06-01')
    await w.as('alder').logsActivity(summary.id, talk('2027-05-31'))
    await w.as('alder').logsActivity(summary.id, talk('2027-06-01'))
    const granted = await w.as('alder').asksForExtension(summary.id, 'The contract is with their lawyers.')
    expect(granted.protectionDecision).toMatchObject({ outcome: { type: 'extend', params: { extensionDays: 30 } } })
    expect(granted.summary.protection).toMatchObject({ lastDay: '2027-07-14', extensionsUsed: 1 })
    expect(granted.timeline.map((entry) => entry.kind)).toEqual(
      expect.arrayContaining(['extensionRefused', 'extended', 'activity']),
    )
  })

  it('can’t count an activity that has not happened yet', async () => {
    const { summary } = await w
      .as('alder')
      .registers(aDeal({ account: { name: 'Tomorrow Never' }, deal: { expectedCloseOn: '2027-07-15' } }))
    await expect(w.as('alder').logsActivity(summary.id, talk('2027-06-02'))).toBeRefused('refused', /has come/)
  })
})
