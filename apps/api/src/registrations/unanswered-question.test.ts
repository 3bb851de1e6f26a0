import { expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import '../../../../test/support/matchers.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()

it('a question that a partner leaves unanswered holds others up until its date, and no longer', async () => {
  const asked = await w.as('alder').registers(aDeal({ deal: { expectedCloseOn: '2026-10-01' } }))
  expect(asked.summary).toMatchObject({ status: 'informationNeeded', clock: { dueAt: '2026-11-13T06:00:00.000Z' } })
  w.travelTo('2026-11-13T05:59:59.000Z')
  const { account, productFamily, deal } = aDeal()
  expect(await w.as('brightwater').prechecks({ account, productFamily, deal })).toBeDecided('review')
  w.travelTo('2026-11-13T06:00:00.000Z')
  expect(await w.as('brightwater').registers(aDeal())).toBeDecided('approve')
  const late = { answer: 'The date was a slip.', deal: { expectedCloseOn: '2027-02-01' } }
  expect(await w.as('alder').answers(asked.summary.id, late)).toBeDecided('reject')
})
