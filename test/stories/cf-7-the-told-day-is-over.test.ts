import { expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { world } from '../support/world.ts'

const w = await world()
const deal = aDeal({ account: { name: 'Tamarack Foundry' } })

it('CF-7: a refusal says when the day that it named is over, whatever became of the other’s protection', async () => {
  const first = await w.as('alder').registers(deal)
  const { summary } = await w.as('corvane').registers(deal)
  const isOver = async () => (await w.as('corvane').opens(summary.id)).toldDayIsOver
  expect((await w.as('alder').opens(first.summary.id)).toldDayIsOver).toBe(false)
  const lastDay = first.summary.protection!.lastDay
  expect(await isOver()).toBe(false)
  // The other lets go long before: nothing of that shows.
  await w.as('alder').withdraws(first.summary.id, 'The customer bought elsewhere.')
  expect(await isOver()).toBe(false)
  w.travelTo(`${lastDay}T18:00:00.000Z`)
  expect(await isOver()).toBe(false)
  w.travelDays(1)
  expect(await isOver()).toBe(true)
})
