import { expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { letters } from '../support/letters.ts'
import { world } from '../support/world.ts'

const w = await world()
const l = letters(w)

it('CF-8: a letter that names whoever leads already never shortens its protection', async () => {
  const { summary } = await w.as('brightwater').registers(aDeal({ account: { name: 'Oxbow Printing Works' } }))
  await w.as('manager').overrides(summary.id, {
    outcome: 'approve',
    protectionDays: 500,
    wording: 'You lead this account for as long as their tender takes.',
    reason: 'The tender of the customer takes more than a year.',
  })
  const before = (await w.as('brightwater').opens(summary.id)).summary.protection!
  const { id } = await l.brings('brightwater', 'Oxbow Printing Works')
  await l.checks(id)
  expect((await l.reads(id)).designations[0]!.state).toBe('inEffect')
  expect((await w.as('brightwater').opens(summary.id)).summary.protection).toMatchObject({ until: before.until })
})
