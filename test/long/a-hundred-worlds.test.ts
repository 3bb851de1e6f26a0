import { describe, expect, it } from 'vitest'
import { leaks } from '../isolation/twins/leaks.ts'
import { compareSides } from '../isolation/twins/play-side.ts'
import { playWorlds } from '../isolation/twins/worlds-at-once.ts'

/** A thousand: test/whole/a-thousand-worlds.test.ts. */
it('CF-7: in a hundred generated worlds rivals are others, and no byte of what a partner receives differs', async () => {
  const { worlds, differences } = await playWorlds(100, 50, console.log)
  expect({ worlds, differences }).toEqual({ worlds: 100, differences: [] })
})

describe('a leak is noticed', () => {
  it.each(leaks)('$title', async ({ plant }) => {
    const { differences } = await compareSides(1, 24, plant)
    expect(differences.length).toBeGreaterThan(0)
  })
})
