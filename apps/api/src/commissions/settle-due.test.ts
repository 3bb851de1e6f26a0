import { expect, it } from 'vitest'
import { commission } from '../../../../test/support/commission.ts'
import { world } from '../../../../test/support/world.ts'
import { settleDue } from './settle-due.ts'

const w = await world()
const c = commission(w)
const questions = async (work: () => Promise<unknown>) => {
  const before = w.env.roundTrips.count
  await work()
  return w.env.roundTrips.count - before
}
async function heldDeal(name: string): Promise<string> {
  const { summary } = await c.deal(name)
  await c.claims(summary.id, 'alder', 'sourced', { customerConfirmed: 'email' })
  await c.claims(summary.id, 'brightwater', 'implemented', { workAccepted: true })
  await c.paper(summary.id, 'alder')
  await c.wins(summary.id)
  await c.isPaid(summary.id, '2026-11-02')
  return summary.id
}

it('deals that wait for a day are looked at together: six cost no more questions than one', {
  timeout: 120_000,
}, async () => {
  const first = await heldDeal('Tamarind Freight Lines')
  const one = await questions(() => settleDue(w.env))
  for (let number = 0; number < 5; number++) await heldDeal(`Oxbow Printing Works ${number}`)
  expect(await settleDue(w.env)).toEqual({ seen: 6, settled: 0, failed: 0 })
  expect(await questions(() => settleDue(w.env))).toBe(one)
  w.travelDays(31)
  expect(await settleDue(w.env)).toEqual({ seen: 6, settled: 6, failed: 0 })
  expect(await settleDue(w.env)).toEqual({ seen: 0, settled: 0, failed: 0 })
  expect((await c.reads(first)).claims.map(({ state }) => state)).toEqual(['payable', 'payable'])
})
