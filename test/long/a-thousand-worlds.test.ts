import { describe, expect, it } from 'vitest'
import { leaks } from '../isolation/twins/leaks.ts'
import { compareSides } from '../isolation/twins/play-side.ts'
import { playWorlds } from '../isolation/twins/worlds-at-once.ts'

const inOneDatabase = 50

describe('CF-7: rivals are others, with other names and other deals, and no byte of what a partner receives differs', () => {
  it('in a thousand generated worlds', { timeout: 60 * 60_000 }, async () => {
    const { worlds, answers, differences } = await playWorlds(1_000, inOneDatabase, console.log)
    expect(worlds).toBe(1_000)
    console.log(
      `${worlds} worlds, ${answers} answers, e-mails and webhooks on each side, ${differences.length} differences`,
    )
    expect(differences).toEqual([])
  })
})

describe('a leak is noticed', () => {
  it.each(leaks)('$title', { timeout: 10 * 60_000 }, async ({ plant }) => {
    const { differences } = await compareSides(3, 12, plant)
    expect(differences.length).toBeGreaterThan(0)
  })
})
