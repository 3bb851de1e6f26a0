import { clearDelivered } from '@parley/api/jobs/clear-delivered'
import { delivery } from '@parley/contract/routes/delivery'
import { expect, it } from 'vitest'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const waiting = () =>
  w.sql<{ kept: boolean; reason: string | null }>(
    'SELECT lines IS NOT NULL OR link_url IS NOT NULL AS kept, last_error AS reason FROM parley.email',
  )
const queued = (once: string) =>
  w.sql(
    `INSERT INTO parley.email (id, once, address, kind, subject, lines, link_words, link_url, created_at, next_attempt_at)
     VALUES (gen_random_uuid(), $1, 'ada@alder.example', 'partner.answer', 'Your registration', '{Fernhill Clinics}', 'See it', 'https://x.example', $2, $2)`,
    [once, w.now()],
  )

it('an e-mail that couldn’t leave for 90 days is given up and its text wiped, and operators see why', async () => {
  await queued('first')
  w.travelDays(89)
  await queued('second')
  await clearDelivered(w.env)
  expect((await waiting()).map(({ kept }) => kept)).toEqual([true, true])
  w.travelDays(2)
  expect(await clearDelivered(w.env)).toBeGreaterThan(0)
  expect((await waiting()).toSorted((a, b) => Number(a.kept) - Number(b.kept))).toEqual([
    { kept: false, reason: 'It couldn’t leave for 90 days, so its text was wiped.' },
    { kept: true, reason: null },
  ])
  const { emailsGivenUp, emailsWaiting } = await w.as('operator').does(delivery.state, {})
  expect(emailsGivenUp).toMatchObject([{ canRetry: false, reason: expect.stringContaining('wiped') }])
  expect(emailsWaiting).toHaveLength(1)
  w.travelDays(91)
  await clearDelivered(w.env)
  await clearDelivered(w.env)
  expect((await waiting()).map(({ kept }) => kept)).toEqual([false])
})

it('leaves what a worker is sending at that moment', async () => {
  await queued('leased')
  w.travelDays(91)
  await w.sql(`UPDATE parley.email SET leased_until = $1 WHERE once = 'leased'`, [new Date(w.now().getTime() + 60_000)])
  await clearDelivered(w.env)
  expect(await w.sql(`SELECT 1 FROM parley.email WHERE once = 'leased' AND lines IS NOT NULL`)).toHaveLength(1)
})
