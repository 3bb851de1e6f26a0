import { dispatch } from '@parley/api/outbox/dispatch'
import { partnerConflicts } from '@parley/contract/routes/conflicts'
import { notifications } from '@parley/contract/routes/notifications'
import { partner } from '@parley/contract/routes/partner'
import { describe, expect, it } from 'vitest'
import { conflictsIn } from '../support/conflicts.ts'
import { openWorld, type World } from '../support/open-world.ts'

const plain = (text: string) =>
  text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/R-[0-9A-Z]{6}/g, '<reference>')

/** All that Corvane can read about its claim, in a world in which something is so that it may not know. */
async function whatCorvaneReads(arrange: (at: World, registrationId: string) => Promise<unknown>): Promise<string[]> {
  const at = await openWorld()
  const corvane = at.as('corvane')
  const { summary } = await corvane.registers(conflictsIn(at).at('Halcyon Freight'))
  await arrange(at, summary.id)
  await dispatch(at.env)
  const params = { id: summary.id }
  const answers = [
    await corvane.sends(partnerConflicts.claim, { params }),
    await corvane.sends(partner.get, { params }),
    await corvane.sends(partner.list, { query: {} }),
    await corvane.sends(partnerConflicts.listTeamings, {}),
    await corvane.sends(notifications.list, { query: {} }),
    await corvane.sends(partnerConflicts.appeal, {
      params,
      body: { grounds: 'We were there first, as their mail shows.' },
    }),
  ]
  await at.close()
  return answers.map(({ status, text }) => plain(`${status} ${text}`).replace(/"(requestId|instance)":"[^"]*"/g, ''))
}

type Rival = 'alder' | 'brightwater' | 'delmar'
const claimedBy =
  (...rivals: Rival[]) =>
  async (at: World) => {
    const c = conflictsIn(at)
    for (const rival of rivals) {
      const { summary } = await at
        .as(rival)
        .registers(c.at('HALCYON FREIGHT INC', { deal: { contactName: `Contact of ${rival}` } }))
      for (const shows of ['demo', 'meeting'] as const) await c.shows(rival, summary.id, shows)
    }
  }

describe('CF-7: an open case changes nothing that a partner reads', async () => {
  const alone = await whatCorvaneReads(async () => {})

  it('not that somebody else claims the account, and not how many', async () => {
    expect(alone[0]).toMatch(/^200 .*"outcome":null/)
    expect(await whatCorvaneReads(claimedBy('brightwater'))).toEqual(alone)
    expect(await whatCorvaneReads(claimedBy('alder', 'brightwater', 'delmar'))).toEqual(alone)
  })

  it('not what was said, shown or left to a person in it', async () => {
    const judged = await whatCorvaneReads(async (at, registrationId) => {
      await claimedBy('brightwater')(at)
      const c = conflictsIn(at)
      const caseId = await c.caseOf(registrationId)
      await c.says(caseId, 'claim.sourced', false)
      await c.shows('brightwater', (await at.as('brightwater').lists()).items[0]!.id, 'proofOfConcept')
    })
    expect(judged).toEqual(alone)
  })
})

describe('CF-7: what was decided reads the same, whoever leads', async () => {
  const lostTo = (rival: Rival) =>
    whatCorvaneReads(async (at, registrationId) => {
      await claimedBy(rival)(at)
      const c = conflictsIn(at)
      const caseId = await c.caseOf(registrationId)
      const judge = await c.anotherManager('Nils Ortega')
      const { claims } = await c.opens(caseId)
      await c.awards(caseId, judge, { leadClaimId: claims.find(({ name }) => !name.startsWith('Corvane'))!.id })
    })
  const one = await lostTo('brightwater')

  it('in every byte, with the appeal', async () => {
    expect(one[0]).toMatch(/"outcome":"doesNotLead"/)
    expect(one.at(-1)).toMatch(/^201 .*"grounds":"We were there first/)
    expect(await lostTo('delmar')).toEqual(one)
  })

  it('without a name, a number of points or a count', () => {
    for (const text of one) expect(text).not.toMatch(/Brightwater|Bea Okoye|Nils|\d points|rival/)
  })
})
