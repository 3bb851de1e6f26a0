import { expect, it } from 'vitest'
import { wholeSeason } from '../season/options.ts'
import { runSeason } from '../season/run-season.ts'

it('a season of eighteen months with 12 partners, 300 accounts and 2,000 registrations leaves nothing that doesn’t hold', async () => {
  const { invariants, counts, requests, seconds } = await runSeason(wholeSeason)
  console.log(JSON.stringify({ requests, seconds, counts }))
  expect(Object.entries(invariants).filter(([, { failed }]) => failed > 0)).toEqual([])
  expect(Object.entries(invariants).filter(([, { checked }]) => checked === 0)).toEqual([])
  expect(counts['races for one account']).toEqual({ 'one leads': 10 })
  for (const kind of ['appeals', 'conflicts', 'designations', 'renewals', 'granted again', 'disputes'])
    expect(done(counts[kind]), kind).toBeGreaterThan(10)
  expect(Object.values(counts.registrations!).reduce((sum, count) => sum + count, 0)).toBe(wholeSeason.registrations)
})

/** What came of it where it was possible. */
const done = (outcomes: Record<string, number> = {}) =>
  Object.entries(outcomes).reduce((sum, [outcome, count]) => sum + (outcome.startsWith('not possible') ? 0 : count), 0)
