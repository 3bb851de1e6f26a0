import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import type { PolicyEdit } from '../../../../test/support/policy-work.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const tierIs = (tier: string) => ({ fact: 'partner.tier', operator: 'equal', value: tier })
const rule = (id: string, priority: number, all: object[], event: object) => ({
  ...{ id, title: id, why: 'Somebody was in a hurry.', source: 'A test', audience: 'published', priority, event },
  wording: { partner: 'It ends.', possible: 'Register it again.', staff: 'It ends.' },
  conditions: { all: [{ condition: 'dailyCheck' }, { condition: 'inactive' }, ...all] },
})
const quiet = { 'protection.daysSinceActivity': 40, 'protection.daysLeft': 50 }

/** Silver partners lose it without a word, and Registered ones are told an earlier day than they were told before. */
const breaksPromises: PolicyEdit = (document, cases) => {
  const announced = { fact: 'protection.lapseAnnounced', operator: 'equal', value: true }
  document.rules.push(
    rule('lapse-at-once', 895, [tierIs('silver')], { type: 'lapse', params: {} }),
    rule('hurry', 896, [tierIs('registered'), announced], {
      type: 'remind',
      params: { about: 'activity', daysLeft: 1 },
    }),
  )
  const ahead = { 'protection.lapseOn': '2026-12-16', 'protection.daysUntilAnnouncedLapse': 10 }
  cases.cases.push(
    {
      name: 'Silver lapses at once',
      facts: { ...quiet, 'partner.tier': 'silver' },
      expect: { outcome: 'lapse', because: ['lapse-at-once'] },
    },
    {
      name: 'Registered is hurried',
      facts: { ...quiet, ...ahead, 'partner.tier': 'registered', 'protection.lapseAnnounced': true },
      expect: { outcome: 'remind', because: ['hurry'] },
    },
  )
}

describe('a policy that lapses protections before the day that their partners were told', () => {
  it('changes no protection: each goes on to the told day, nothing is recorded, and the sweep tells of it', async () => {
    const registers = async (who: 'corvane' | 'delmar', name: string) =>
      (await w.as(who).registers(aDeal({ account: { name } }))).summary.id
    const told = await registers('corvane', 'Ferngate Mills')
    const hurried = await registers('delmar', 'Ostrander Cement')
    w.travelTo('2026-11-20')
    const untold = await registers('corvane', 'Quillayute Timber')
    w.travelTo('2026-12-02')
    expect(await w.runsSweep()).toMatchObject({ decided: 2, failed: 0 })

    const { version } = (await w.as('editor').policies.submits(breaksPromises, 'protection')).summary
    await w.as('approver').policies.approves(version, 'protection')
    await w.as('approver').policies.activates(version, undefined, 'protection')
    w.travelTo('2026-12-03')
    expect(await w.runsSweep()).toMatchObject({ decided: 0, failed: 2 })
    for (const [who, id] of [
      ['corvane', told],
      ['delmar', hurried],
    ] as const) {
      const goesOn = await w.as(who).opens(id)
      expect(goesOn.summary).toMatchObject({ status: 'approved', protection: { lapseOn: '2026-12-16' } })
      expect(goesOn.protectionDecision).toMatchObject({ outcome: { type: 'remind' }, policy: { version: 1 } })
    }

    w.travelTo('2026-12-16')
    await w.runsSweep()
    expect((await w.as('corvane').opens(told)).summary.status).toBe('lapsed')
    w.travelTo('2026-12-20')
    expect(await w.runsSweep()).toMatchObject({ failed: 1 })
    expect((await w.as('corvane').opens(untold)).summary).toMatchObject({
      status: 'approved',
      clock: null,
      protection: { lapseOn: null, endedBecause: null },
    })
  })
})
