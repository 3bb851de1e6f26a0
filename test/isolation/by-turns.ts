import { expect } from 'vitest'
import type { World } from '../support/open-world.ts'

/**
 * Alder and Brightwater ask in turns, sixteen at a time over the pool's few connections, while some of these are cut by the server.
 * Fails when an answer isn't the asker's own. Ends in how many were right, and how many were told that the database is away.
 */
export async function askByTurns(w: World, count: number): Promise<{ right: number; away: number }> {
  const callers = [w.as('alder'), w.as('brightwater')] as const
  const path = '/api/v1/partner/registrations'
  const own = await Promise.all(callers.map(async (caller) => (await caller.fetches(path)).text))
  expect(own[0]).not.toBe(own[1])
  const answers = { right: 0, away: 0 }
  let next = 0
  const asker = async () => {
    while (next < count) {
      const at = next++
      if (at % 25 === 24) await cutOne(w)
      const { status, text } = await callers[at % 2]!.fetches(path)
      if (status === 200) expect(text).toBe(own[at % 2])
      else expect(status).toBe(503)
      answers[status === 200 ? 'right' : 'away']++
    }
  }
  await Promise.all(Array.from({ length: 16 }, asker))
  return answers
}

const cutOne = (w: World) =>
  w.sql(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'parley_app'
     ORDER BY random() LIMIT 1`,
  )
