import { expect, it } from 'vitest'
import { addingADenyNeverGrants } from '../fuzz/deny-properties.ts'
import { playLeads } from '../fuzz/one-lead-properties.ts'
import { orderDoesntMatter } from '../fuzz/order-properties.ts'
import { world } from '../support/world.ts'

const w = await world()
const runs = 10_000
const anySeed = crypto.getRandomValues(new Uint32Array(1))[0]!

it(`ten thousand times, from seed ${anySeed}: adding a rule that refuses never grants`, () => {
  addingADenyNeverGrants(runs, anySeed)
})

it(`ten thousand times, from seed ${anySeed}: the order of claims and of evidence doesn’t matter`, () => {
  orderDoesntMatter(runs, anySeed)
})

it(`ten thousand histories, from seed ${anySeed}: no account and product family has two leads at any instant`, async () => {
  const { done, refused } = await playLeads(w, runs, anySeed)
  console.log(`${done} deeds done, ${refused} refused by the database`)
  expect(refused).toBeGreaterThan(runs / 10)
})
