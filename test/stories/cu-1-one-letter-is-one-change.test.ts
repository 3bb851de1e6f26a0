import { expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { letters } from '../support/letters.ts'
import { northwind } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const l = letters(w)

it('CU-1: a letter for two product families is one change of partner, so the next one isn’t looked at as the third', async () => {
  const families = northwind.productFamilies.slice(0, 2).map(({ id }) => id)
  const name = 'Osprey Harbour Trust'
  const accountId = await w.has.account({ name })
  for (const productFamily of families) await w.as('alder').registers(aDeal({ account: { name }, productFamily }))
  const both = await l.brings('brightwater', name, { productFamilies: families })
  await l.checks(both.id)
  w.travelDays(10)
  await l.looksAfter()
  expect((await l.reads(both.id)).designations.map(({ state }) => state)).toEqual(['inEffect', 'inEffect'])
  const next = await l.brings('corvane', name)
  await l.checks(next.id)
  const [designation] = (await l.reads(next.id)).designations
  expect(designation).toMatchObject({ state: 'waiting' })
  expect(designation!.decision.reasons.map(({ rule }) => rule)).toEqual(['waits-for-the-present-lead'])
  expect((await l.represents(accountId)).name).toBe('Brightwater Technology')
})
