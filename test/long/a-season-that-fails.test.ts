import { expect, it } from 'vitest'
import { seasonMutants } from '../season/mutants.ts'
import { wholeSeason } from '../season/options.ts'
import { runSeason } from '../season/run-season.ts'

const short = { ...wholeSeason, months: 2, partners: 4, accounts: 40, registrations: 60 }

it.each(seasonMutants)('noticed: $title', async ({ before, after, fails }) => {
  const { invariants, holds } = await runSeason(short, { ...(before && { before }), ...(after && { after }) })
  expect(holds).toBe(false)
  for (const sentence of fails) expect(invariants[sentence]?.failed, sentence).toBeGreaterThan(0)
})
