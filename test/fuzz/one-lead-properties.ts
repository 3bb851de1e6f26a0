import pg from 'pg'
import { expect } from 'vitest'
import { aDeal } from '../support/factories.ts'
import type { World } from '../support/open-world.ts'
import { Random } from './rules-random.ts'

/** What can be done to protections: granted, granted again, extended, cut short, moved to another account by a merge. */
type Deed = {
  does: 'grant' | 'extend' | 'end' | 'move'
  who: number
  account: number
  kind: string
  from: number
  days: number
}

const registrationsCount = 5
/** Histories in one transaction: each leaves rows behind that slow the next ones down. */
const together = 100

const drawDeed = (random: Random): Deed => ({
  does: random.pick(['grant', 'grant', 'grant', 'extend', 'end', 'move'] as const),
  who: random.whole(1, registrationsCount),
  account: random.whole(1, 2),
  kind: random.chance(0.85) ? 'exclusive' : 'teaming',
  from: random.whole(0, 60),
  days: random.whole(0, 40),
})

/**
 * Does these deeds one after the other, as the app's own statements do them; what the database refuses is left out. Counts the instants
 * at which two lead: by the beginnings of all windows, one by one, and by no operator that the constraint is made of.
 */
const player = `CREATE OR REPLACE FUNCTION pg_temp.play(deeds jsonb, registrations uuid[], accounts uuid[], partner uuid, OUT done integer, OUT refused integer, OUT twice integer)
LANGUAGE plpgsql SET search_path = parley, public AS $$
DECLARE
  d record;
  base timestamptz := '2026-11-02T15:00:00Z';
BEGIN
  done := 0; refused := 0;
  DELETE FROM protection;
  FOR d IN SELECT * FROM jsonb_to_recordset(deeds) AS x(does text, who integer, account integer, kind text, "from" integer, days integer) LOOP
    BEGIN
      IF d.does = 'grant' THEN
        INSERT INTO protection (registration_id, partner_id, account_id, product_family, kind, granted_at, during)
          VALUES (registrations[d.who], partner, accounts[d.account], 'backup', d.kind, base + d."from" * interval '1 day',
            tstzrange(base + d."from" * interval '1 day', base + (d."from" + d.days) * interval '1 day'))
          ON CONFLICT (registration_id) DO UPDATE SET kind = EXCLUDED.kind, during = EXCLUDED.during, granted_at = EXCLUDED.granted_at;
      ELSIF d.does = 'extend' THEN
        UPDATE protection SET during = tstzrange(lower(during), upper(during) + d.days * interval '1 day')
          WHERE registration_id = registrations[d.who] AND NOT isempty(during);
      ELSIF d.does = 'end' THEN
        UPDATE protection SET during = tstzrange(lower(during), greatest(lower(during), least(upper(during), base + d."from" * interval '1 day')))
          WHERE registration_id = registrations[d.who] AND NOT isempty(during);
      ELSE
        UPDATE protection SET account_id = accounts[d.account] WHERE registration_id = registrations[d.who];
      END IF;
      done := done + 1;
    EXCEPTION WHEN exclusion_violation THEN refused := refused + 1;
    END;
  END LOOP;
  SELECT count(*) INTO twice FROM (
    SELECT FROM protection at JOIN protection x ON x.account_id = at.account_id AND x.product_family = at.product_family
    WHERE at.kind = 'exclusive' AND x.kind = 'exclusive' AND NOT isempty(at.during) AND NOT isempty(x.during)
      AND lower(x.during) <= lower(at.during) AND lower(at.during) < upper(x.during)
    GROUP BY at.registration_id HAVING count(*) > 1) instants;
END $$`

export type Leads = { done: number; refused: number; twice: number }

/** Plays random histories of two accounts, and undoes them. Ends in what was done, what was refused, and at how many instants two led. */
export async function playLeads(w: World, runs: number, seed: number, mutant?: string): Promise<Leads> {
  const random = new Random(seed)
  const accounts = [await w.has.account({ name: 'Cormorant Cables' }), await w.has.account({ name: 'Turnstone Tiles' })]
  const registrations: string[] = []
  for (let number = 0; number < registrationsCount; number++) {
    const { summary } = await w.as('alder').registers(aDeal({ account: { name: `Heron Harbour ${number} ${seed}` } }))
    registrations.push(summary.id)
  }
  const all: Leads = { done: 0, refused: 0, twice: 0 }
  const owner = new pg.Client({ connectionString: w.ownerUrl })
  await owner.connect()
  try {
    await owner.query(player)
    for (let run = 0; run < runs; run++) {
      // Only windows are looked at here, whatever the registrations say; nothing is kept, and what was is cleared away.
      if (run % together === 0) {
        await owner.query(run === 0 ? 'BEGIN' : 'ROLLBACK')
        if (run > 0) await owner.query('VACUUM parley.protection')
        if (run > 0) await owner.query('BEGIN')
        if (mutant) await owner.query(mutant)
      }
      const deeds = Array.from({ length: random.whole(2, 12) }, () => drawDeed(random))
      const values = [JSON.stringify(deeds), registrations, accounts, w.partners.alder.id]
      const { rows } = await owner.query<Leads>('SELECT * FROM pg_temp.play($1, $2, $3, $4)', values)
      const { done, refused, twice } = rows[0]!
      all.done += done
      all.refused += refused
      all.twice += twice
      if (!mutant) expect(twice, `Seed ${seed}, run ${run}: ${JSON.stringify(deeds)}`).toBe(0)
    }
    await owner.query('ROLLBACK')
  } finally {
    await owner.end()
  }
  return all
}
