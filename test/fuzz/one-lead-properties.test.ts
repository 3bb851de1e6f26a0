import { describe, expect, it } from 'vitest'
import { withoutConstraintText } from '../support/without-locks.ts'
import { world } from '../support/world.ts'
import { playLeads } from './one-lead-properties.ts'

const w = await world()

/** Ten thousand: test/long/ten-thousand-properties.test.ts. */
describe('whatever becomes of protections, one after the other', () => {
  it('no account and product family has two leads at any instant', { timeout: 120_000 }, async () => {
    const { done, refused } = await playLeads(w, 300, 20261122)
    expect(done).toBeGreaterThan(300)
    expect(refused).toBeGreaterThan(100)
  })

  it('without the constraint two lead, and it is noticed', { timeout: 60_000 }, async () => {
    expect((await playLeads(w, 30, 20261122, withoutConstraintText)).twice).toBeGreaterThan(3)
  })
})
