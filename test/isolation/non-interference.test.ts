import { describe, expect, it } from 'vitest'
import { compareSides } from './twins/play-side.ts'

/** A hundred, and what is noticed: test/long/a-hundred-worlds.test.ts; a thousand: test/whole/a-thousand-worlds.test.ts. */
describe('CF-7: rivals are others, with other names and other deals, and no byte of what a partner receives differs', () => {
  it('in five generated worlds', { timeout: 600_000 }, async () => {
    const { worlds, answers, differences } = await compareSides(1, 5)
    expect(differences).toEqual([])
    expect(worlds).toBe(5)
    expect(answers).toBeGreaterThan(5 * 40)
  })
})
