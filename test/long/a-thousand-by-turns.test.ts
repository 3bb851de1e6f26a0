import { expect, it } from 'vitest'
import { askByTurns } from '../isolation/by-turns.ts'
import { livesFully } from '../isolation/rival.ts'
import { world } from '../support/world.ts'

const w = await world()
await livesFully(w)

it('a thousand requests of two partners by turns, while forty connections are cut: nobody gets the other’s answer', async () => {
  const { right, away } = await askByTurns(w, 1_000)
  console.log(`${right} right, ${away} told that the database is away, 0 mixed up`)
  expect(right + away).toBe(1_000)
  expect(right).toBeGreaterThan(800)
  expect(away).toBeGreaterThan(0)
})
