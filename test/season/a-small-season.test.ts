import { describe, expect, it } from 'vitest'
import { wholeSeason } from './options.ts'
import { runSeason } from './run-season.ts'

const small = { ...wholeSeason, months: 3, partners: 4, accounts: 60, registrations: 60 }

/** The whole one: test/whole/a-whole-season.test.ts. */
describe('a small season through two processes', () => {
  it('leaves nothing behind that doesn’t hold', { timeout: 600_000 }, async () => {
    const { invariants, counts, holds, statuses } = await runSeason(small)
    const failing = Object.entries(invariants).filter(([, { failed }]) => failed > 0)
    expect(failing).toEqual([])
    expect(holds).toBe(true)
    expect(Object.keys(statuses).filter((status) => status >= '500')).toEqual([])
    expect(Object.values(counts.registrations!).reduce((sum, count) => sum + count, 0)).toBe(small.registrations)
    expect(counts.statements?.['to be paid']).toBeGreaterThan(0)
    const rarely = Object.entries(invariants).filter(([, { checked }]) => checked === 0)
    expect(rarely.length).toBeLessThan(3)
  })
})
