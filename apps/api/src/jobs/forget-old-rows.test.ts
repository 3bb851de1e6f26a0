import { forgetOldRows } from '@parley/api/jobs/forget-old-rows'
import { expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const count = async (table: string) => (await w.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n

it('forgets answers after a week and what has ended, in parts, and never a decision', async () => {
  await w.as('alder').registers(aDeal())
  const decisions = await count('parley.decision')
  const answers = await count('parley.idempotency')
  const ended = new Date(w.now().getTime() - 2 * 86_400_000)
  const ahead = new Date(w.now().getTime() + 86_400_000)
  for (const at of [ended, ahead]) {
    await w.sql(
      `INSERT INTO auth.session (id, token, "userId", "expiresAt") SELECT gen_random_uuid(), gen_random_uuid(), (SELECT min(id) FROM auth."user"), $1
       FROM generate_series(1, 1500)`,
      [at],
    )
    await w.sql(
      'INSERT INTO auth.attempt (key, count, until) VALUES (md5($1::timestamptz::text) || md5($1::timestamptz::text), 1, $1::timestamptz)',
      [at],
    )
  }
  const sessions = await count('auth.session')
  expect(await forgetOldRows(w.env)).toEqual({ answers: 0, sessions: 1500, links: 0, guesses: 1 })
  expect(await count('auth.session')).toBe(sessions - 1500)
  w.travelDays(6)
  expect((await forgetOldRows(w.env)).answers).toBe(0)
  w.travelDays(2)
  expect((await forgetOldRows(w.env)).answers).toBe(answers)
  expect(await count('parley.idempotency')).toBe(0)
  expect(await count('parley.decision')).toBe(decisions)
})

it('reads each page once, however many rows there are', async () => {
  const old = new Date(w.now().getTime() - 8 * 86_400_000)
  await w.sql(
    `INSERT INTO parley.idempotency (actor_id, key, fingerprint, status, body, created_at)
     SELECT 'somebody', n::text, 'f', 201, repeat('x', 1000), CASE WHEN n % 3 = 0 THEN $2::timestamptz ELSE $1 END FROM generate_series(1, 3000) n`,
    [old, w.now()],
  )
  expect((await forgetOldRows(w.env)).answers).toBe(2000)
  expect(await count('parley.idempotency')).toBe(1000)
})
