import { lookAfterConflicts } from '@parley/api/jobs/look-after-conflicts'
import { dispatch } from '@parley/api/outbox/dispatch'
import { notifications } from '@parley/contract/routes/notifications'
import { describe, expect, it } from 'vitest'
import { conflictsIn } from '../support/conflicts.ts'
import { world } from '../support/world.ts'

const w = await world()
const c = conflictsIn(w)
const judge = await c.anotherManager('Nils Ortega')
const appealJudge = await c.anotherManager('Ines Duarte')

/** Two register; Alder leads by a person’s award. Ends in the registrations, the leader’s first, and the case. */
async function alderLeads(name: string) {
  const { ids, caseId } = await c.meet(name, 'alder', 'brightwater')
  await c.awards(caseId, judge, { leadClaimId: c.claimNamed(await c.opens(caseId), 'Alder').id })
  const [alders, brightwaters] = ids as [string, string]
  return { alders, brightwaters, caseId }
}
const statusOf = async (who: 'alder' | 'brightwater', id: string) => (await w.as(who).opens(id)).summary.status

describe('CF-5: an appeal that is upheld after the lead has withdrawn', () => {
  it('makes the appellant lead, and says nothing to whoever is gone', async () => {
    const { alders, brightwaters, caseId } = await alderLeads('Linnet Dental Group')
    await c.appeals('brightwater', brightwaters)
    await w.as('alder').withdraws(alders)
    await c.answers(caseId, appealJudge, true)
    expect(await statusOf('brightwater', brightwaters)).toBe('approved')
    expect(await statusOf('alder', alders)).toBe('withdrawn')
    await dispatch(w.env)
    const { items } = await w.as('alder').does(notifications.list, { query: { limit: 100 } })
    expect(items.map(({ title }) => title)).not.toContain('You don’t lead: Linnet Dental Group')
  })
})

describe('CF-5: where the rules let those who don’t lead work beside the lead', async () => {
  const { summary } = await w.as('editor').policies.submits((document) => {
    document.parameters.othersBecome!.value = 'workBeside'
  }, 'conflict')
  await w.as('approver').policies.approves(summary.version, 'conflict')
  await w.as('approver').policies.activates(summary.version, undefined, 'conflict')
  const { alders, brightwaters, caseId } = await alderLeads('Pollard Shipyards')

  it('their registrations go on as teaming, and they may appeal all the same', async () => {
    expect(await statusOf('alder', alders)).toBe('approved')
    expect((await w.as('brightwater').opens(brightwaters)).summary).toMatchObject({
      status: 'teaming',
      protection: { kind: 'teaming' },
    })
    await c.appeals('brightwater', brightwaters)
  })

  it('an appeal that isn’t upheld takes nothing from them', async () => {
    await c.answers(caseId, appealJudge, false)
    expect(await statusOf('brightwater', brightwaters)).toBe('teaming')
  })

  it('an appeal that isn’t answered in time gives them nothing that they have already', async () => {
    const late = await alderLeads('Oxbow Printing Works')
    await c.appeals('brightwater', late.brightwaters)
    const before = await w.as('brightwater').opens(late.brightwaters)
    w.travelTo('2026-11-11T06:00:00.000Z')
    expect(await lookAfterConflicts(w.env)).toMatchObject({ silent: 1, failed: 0 })
    const after = await w.as('brightwater').opens(late.brightwaters)
    expect(after.summary.protection).toEqual({ ...before.summary.protection, daysLeft: 81 })
    expect(after.decision).toEqual(before.decision)
  })
})
