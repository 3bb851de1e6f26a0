import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import '../../../../test/support/matchers.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const registers = async (name: string) =>
  (await w.as('alder').registers(aDeal({ account: { name }, deal: { expectedCloseOn: '2027-06-15' } }))).summary.id

describe('a lapse that was announced', () => {
  it('is off when the partner tells its progress with a request for an extension, and is announced again before it comes', async () => {
    const id = await registers('Asked Instead')
    w.travelTo('2026-12-02')
    await w.runsSweep()
    expect((await w.as('alder').opens(id)).summary.protection).toMatchObject({ lapseOn: '2026-12-16' })
    w.travelTo('2026-12-10')
    const asked = await w.as('alder').asksForExtension(id, 'We met them twice.')
    expect(asked.protectionDecision).toMatchObject({ outcome: { type: 'refuse' } })
    expect(asked.summary).toMatchObject({ clock: null, protection: { lapseOn: null } })
    w.travelTo('2027-01-09')
    await w.runsSweep()
    expect((await w.as('alder').opens(id)).summary).toMatchObject({
      status: 'approved',
      protection: { lapseOn: '2027-01-23' },
    })
    w.travelTo('2027-01-23')
    await w.runsSweep()
    expect((await w.as('alder').opens(id)).summary.status).toBe('lapsed')
  })

  it('is announced again where a newer policy let its day pass', async () => {
    const id = await registers('More Patience')
    w.travelTo('2027-02-22')
    await w.runsSweep()
    expect((await w.as('alder').opens(id)).summary.protection).toMatchObject({ lapseOn: '2027-03-08' })
    const { summary } = await w.as('editor').policies.submits((document, cases) => {
      document.parameters.inactivityDays!.value = 60
      for (const { facts } of cases.cases) {
        const days = facts['protection.daysSinceActivity']
        if (typeof days === 'number' && days >= 29) facts['protection.daysSinceActivity'] = days + 30
      }
    }, 'protection')
    await w.as('approver').policies.approves(summary.version, 'protection')
    await w.as('approver').policies.activates(summary.version, undefined, 'protection')
    w.travelTo('2027-03-08')
    await w.runsSweep()
    const kept = await w.as('alder').opens(id)
    expect(kept.summary).toMatchObject({ status: 'approved', clock: null, protection: { lapseOn: null } })
    w.travelTo('2027-03-24')
    await w.runsSweep()
    expect((await w.as('alder').opens(id)).summary).toMatchObject({
      status: 'approved',
      protection: { lapseOn: '2027-04-07' },
    })
  })
})
