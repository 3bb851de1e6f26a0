import { lookAfterConflicts } from '@parley/api/jobs/look-after-conflicts'
import { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { describe, expect, it } from 'vitest'
import { conflictsIn } from '../support/conflicts.ts'
import { aDeal } from '../support/factories.ts'
import type { PolicyEdit } from '../support/policy-work.ts'
import { world } from '../support/world.ts'

const w = await world()
const c = conflictsIn(w)

async function comesInForce(edit: PolicyEdit, point: string): Promise<void> {
  const { version } = (await w.as('editor').policies.submits(edit, point)).summary
  await w.as('approver').policies.approves(version, point)
  await w.as('approver').policies.activates(version, undefined, point)
}

describe('rules that change while something waits', () => {
  it('leave a consent to the version by which it was asked for', async () => {
    await w.as('alder').registers(aDeal({ account: { name: 'Tamarind Freight Lines' } }))
    const asked = await w.as('sales').does(staffEngagements.ask, {
      body: { company: 'Tamarind Freight Lines', verb: 'redirect', productFamily: 'backup', note: 'Backup next year.' },
    })
    await comesInForce((document) => {
      document.title = 'Rules for acting at an account, second edition'
    }, 'engagement')
    await w.as('alder').does(partnerEngagements.answer, {
      params: { id: asked.id },
      body: { answer: 'given', reason: 'They asked us for it too.' },
      ifMatch: 1,
    })
    const { decision } = await w.as('sales').does(staffEngagements.get, { params: { id: asked.id } })
    expect(decision).toMatchObject({ outcome: { type: 'permit' }, policy: { version: 1 } })
  })

  it('leave an appeal the days, and what follows of silence, that the award came with', async () => {
    const { ids, caseId } = await c.meet('Linnet Dental Group', 'alder', 'brightwater')
    const judge = await c.anotherManager('Nils Ortega')
    await c.awards(caseId, judge, { leadClaimId: c.claimNamed(await c.opens(caseId), 'Alder').id })
    let interimDays = 0
    await comesInForce(({ parameters }) => {
      interimDays = Number(parameters.interimDays!.value)
      parameters.interimDays!.value = interimDays + 10
      parameters.appealAnswerDays!.value = 3
    }, 'conflict')
    const { appeal } = await c.appeals('brightwater', ids[1]!)
    expect(appeal!.lastDay).toBe('2026-11-09')
    w.travelTo('2026-11-10T06:00:00.000Z')
    expect(await lookAfterConflicts(w.env)).toMatchObject({ silent: 1, failed: 0 })
    const { summary } = await w.as('brightwater').opens(ids[1]!)
    expect(summary).toMatchObject({ status: 'teaming', protection: { daysLeft: interimDays } })
  })
})
