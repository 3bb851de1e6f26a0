import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import { partners } from '../../../../test/support/program.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()

/** Both questions in one transaction, of an account that it has just made: acting for `actor`. */
async function asked(of: string, actor: string, family: string, today: string) {
  const made = randomUUID()
  const [row] = await w.sql<{ full: unknown[]; short: unknown[] }>(
    `WITH as_asker AS (SELECT set_config('parley.audience', 'partner', true), set_config('parley.partner_id', $5, true)),
       made AS (SELECT parley.enlist_account($2, 'Quiet Water Mills', 'quiet water mills', NULL, NULL, 'US', NULL, '[]', $4) FROM as_asker)
     SELECT (SELECT jsonb_agg(to_jsonb(f)) FROM made, LATERAL parley.registration_facts($1, $2, $3, $4, $6, NULL, '{}') f) AS full,
       (SELECT jsonb_agg(to_jsonb(f)) FROM made, LATERAL parley.facts_at_new_account($1, $3, $4, $6) f) AS short`,
    [of, made, family, w.now(), actor, today],
  )
  return row!
}

it('at an account that was just made, the short question is answered as the whole one, whatever the partner has elsewhere', async () => {
  const alder = w.as('alder')
  await alder.registers(aDeal({ account: { name: 'Harbor Freight Lines' } }))
  await alder.registers(aDeal({ account: { name: 'Sunder Valley Orchards' }, deal: { contactName: undefined } }))
  await w.as('brightwater').registers(aDeal({ account: { name: 'Kestrel Point Rail' } }))
  for (const days of [0, 40, 500]) {
    w.travelDays(days)
    for (const { id } of Object.values(partners))
      for (const family of ['backup', 'nothing-of-ours']) {
        const { full, short } = await asked(id, id, family, w.now().toISOString().slice(0, 10))
        expect(full).toHaveLength(1)
        expect(short).toEqual(full)
      }
  }
})

it('asked about a rival, it says as little as the whole one', async () => {
  const { full, short } = await asked(partners.brightwater.id, partners.alder.id, 'backup', '2026-11-02')
  expect([full, short]).toEqual([null, null])
})
