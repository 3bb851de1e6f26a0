import { dispatch } from '@parley/api/outbox/dispatch'
import { notifications } from '@parley/contract/routes/notifications'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import type { PersonName } from '../support/program.ts'
import { putInForce } from '../support/program-in-force.ts'
import { world } from '../support/world.ts'

// P05: a decision within two business days, a meeting within thirty days of the submission, ninety days from the acceptance.
const w = await world()
await putInForce(w, 'skyhigh-networks', ['request', 'protection'])
w.travelTo('2026-11-03') // a Tuesday, as in the published case
const registers = (name: string, meetingsHeld = 1) =>
  w
    .as('alder')
    .registers(
      aDeal({ account: { name }, deal: { amountMinor: 90_000_000, meetingsHeld, expectedCloseOn: '2027-06-15' } }),
    )
const accepts = (id: string) =>
  w.as('manager').overrides(id, {
    outcome: 'approve',
    protectionDays: 90,
    wording: 'We accept the opportunity.',
    reason: 'It is qualified, by the call of today.',
  })
const news = async (who: PersonName) => {
  await dispatch(w.env)
  return (await w.as(who).does(notifications.list, { query: {} })).items
}
const [late, met, decided] = [
  await registers('Cumulus Credit Union'),
  await registers('Stratus Steel'),
  await registers('Nimbus Nurseries'),
]

/** Without a meeting; the vendor accepts it all the same. */
const [unmet, setLate] = [await registers('Cirrus Clinics', 0), await registers('Altocumulus Airfields', 0)]

describe('P05 Skyhigh Networks, in force', () => {
  it('P05-01: submitted on a Tuesday, the decision is due on Thursday', () => {
    expect(late.summary).toMatchObject({ status: 'inReview' })
    expect(late.duty!.dueAt).toBe('2026-11-06T06:00:00.000Z') // the end of Thursday
    expect(late.duty!.decision).toMatchObject({ outcome: { params: { answerOn: '2026-11-05' } } })
  })

  it('decided within the two days it was in time, and after them late', async () => {
    w.travelTo('2026-11-05')
    for (const { summary } of [late, met, unmet, setLate]) await accepts(summary.id)
    const inTime = await w.as('manager').inspects(late.summary.id)
    expect(inTime.duty!.decision.outcome.type).toBe('answeredInTime')
    w.travelTo('2026-11-06')
    expect((await accepts(decided.summary.id)).duty!.decision.outcome).toMatchObject({
      type: 'answeredLate',
      params: { dueOn: '2026-11-05' },
    })
  })

  it('P05-05: it is valid for ninety days from the acceptance', async () => {
    expect((await w.as('alder').opens(late.summary.id)).summary.protection).toMatchObject({ lastDay: '2027-02-03' })
  })

  it('P05-02: without a meeting on day 20, the partner and the manager are reminded, once', async () => {
    w.travelTo('2026-11-22')
    expect(await w.runsSweep()).toMatchObject({ decided: 0, failed: 0 })
    w.travelTo('2026-11-23')
    expect(await w.runsSweep()).toMatchObject({ decided: 2, failed: 0 })
    expect(await w.runsSweep()).toMatchObject({ decided: 0 })
    const reminded = await w.as('alder').opens(unmet.summary.id)
    expect(reminded.protectionDecision).toMatchObject({
      outcome: { type: 'remind', params: { about: 'meeting', daysLeft: 10, to: 'partnerAndManager' } },
    })
    const path = `/registrations/${unmet.summary.id}`
    const titleTo = async (who: PersonName) => (await news(who)).find((each) => each.path === path)!.title
    expect(await titleTo('alder')).toBe('Set a meeting: Cirrus Clinics')
    expect(await titleTo('manager')).toBe('No meeting is set yet: Cirrus Clinics')
  })

  it('P05-07: a meeting that is set on day 29 is enough: nothing follows', async () => {
    w.travelTo('2026-12-02')
    const meeting = {
      kind: 'meeting' as const,
      note: 'Set for the 9th, with their operations.',
      happenedOn: '2026-12-02',
    }
    await w.as('alder').logsActivity(setLate.summary.id, meeting)
    w.travelTo('2026-12-04')
    await w.runsSweep()
    const kept = await w.as('alder').opens(setLate.summary.id)
    expect(kept.summary).toMatchObject({ status: 'approved', protection: { lapseOn: null, lastDay: '2027-02-03' } })
    expect(kept.protectionDecision).toMatchObject({ outcome: { type: 'remind' } })
  })

  it('P05-03, as far as the product goes: without one on day 31 a call decides, and that is on record once', async () => {
    const called = await w.as('alder').opens(unmet.summary.id)
    expect(called.protectionDecision).toMatchObject({ outcome: { type: 'confer' } })
    expect(called.summary.status).toBe('approved')
    w.travelTo('2026-12-05')
    expect(await w.runsSweep()).toMatchObject({ decided: 0, failed: 0 })
  })
})
