import { encodeCursor } from '@parley/api/page'
import { openPool } from '@parley/db/connect'
import pg from 'pg'
import { freshDatabase, template } from '../support/database.ts'
import { market } from '../support/market.ts'
import { buildNorthwind, openInstance } from '../support/open-world.ts'
import { partners, password, people } from '../support/program.ts'
import { Someone } from '../support/someone.ts'

/** Of them, each has an equal share of the registrations: at a thousand, two pages each. */
const partnersCount = 20
/** As many registrations at each size are for this account: a search for it fills a page. */
const searchedFor = { name: 'Harbor Freight Lines', registrations: 60 }

/** The API on a database with so many registrations: a partner's seller who has a share of them, and staff who sees all. */
export async function openListStage(registrations: number) {
  await template('northwind', buildNorthwind)
  const database = await freshDatabase({ from: 'northwind' })
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 1 })
  await fill(owner, registrations)
  const pool = openPool(database.ownerUrl, { role: 'parley_app', size: 4 })
  const instance = openInstance(pool, () => new Date())
  return {
    seller: new Someone(instance.app, people.alder, password),
    manager: new Someone(instance.app, people.manager, password),
    searched: searchedFor.name,
    async reference(): Promise<string> {
      const { rows } = await owner.query(
        'SELECT reference FROM parley.registration ORDER BY submitted_at LIMIT 1 OFFSET 500',
      )
      return rows[0].reference
    },
    /** Where the last full page begins, of all, or of those of the seller's company. */
    async deepestCursor(who: 'partner' | 'staff'): Promise<string> {
      const { rows } = await owner.query<{ key: string; id: string }>(
        `SELECT submitted_at::text AS key, id FROM parley.registration WHERE $1::uuid IS NULL OR partner_id = $1
         ORDER BY submitted_at, id LIMIT 1 OFFSET 25`,
        [who === 'partner' ? partners.alder.id : null],
      )
      return encodeCursor({ sort: 'newest', ...rows[0]! })
    },
    async close() {
      await instance.close()
      await pool.end()
      await owner.end()
      await database.close()
    },
  }
}

/**
 * Years of registrations, written as they end up and without going through decisions: a fifth still protected, three in a hundred in
 * review, the rest closed in one way or another.
 */
async function fill(owner: pg.Pool, registrations: number): Promise<void> {
  const names = market().map(({ name }) => name)
  await owner.query('ALTER TABLE parley.decision DISABLE TRIGGER USER')
  await owner.query(
    'CREATE TEMP TABLE sample_partner AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS number FROM parley.partner',
  )
  await owner.query(
    `INSERT INTO parley.partner (id, name, type, tier, country, authorized, created_at)
     SELECT gen_random_uuid(), 'Partner ' || n, 'reseller', 'gold', 'US', true, now() FROM generate_series(1, $1 - (SELECT count(*)::int FROM sample_partner)) n`,
    [partnersCount],
  )
  await owner.query(
    'DROP TABLE sample_partner; CREATE TEMP TABLE sample_partner AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS number FROM parley.partner',
  )
  await owner.query(
    `CREATE TEMP TABLE sample_account AS SELECT gen_random_uuid() AS id, name, row_number() OVER () - 1 AS number FROM unnest($1::text[]) AS name`,
    [[searchedFor.name, ...names]],
  )
  await owner.query(
    `INSERT INTO parley.account (id, name, normalized_name, country, created_at) SELECT id, name, lower(name), 'US', now() FROM sample_account`,
  )
  await owner.query(
    `CREATE TEMP TABLE sample AS SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS decision_id, p.id AS partner_id, a.id AS account_id,
       a.name AS account_name, now() - n * interval '11 minutes' - interval '1 hour' AS submitted_at,
       CASE WHEN dice < 20 THEN 'approved' WHEN dice < 23 THEN 'inReview' WHEN dice < 25 THEN 'informationNeeded'
         WHEN dice < 30 THEN 'teaming' WHEN dice < 55 THEN 'rejected' WHEN dice < 75 THEN 'won' WHEN dice < 90 THEN 'lost' ELSE 'withdrawn' END AS status
     FROM generate_series(0, $1 - 1) n CROSS JOIN LATERAL (SELECT (abs(hashtext(n::text)::bigint) % 100)::int AS dice) d JOIN sample_partner p ON p.number = CASE WHEN n % ($1 / $3) = 7 THEN n / ($1 / $3) % $2 ELSE abs(hashtext('p' || n)::bigint) % $2 END
       JOIN sample_account a ON a.number = CASE WHEN n % ($1 / $3) = 7 THEN 0 ELSE 1 + (n * 31) % $4 END`,
    [registrations, partnersCount, searchedFor.registrations, names.length],
  )
  await owner.query(
    `INSERT INTO parley.decision (id, point, subject_id, partner_id, outcome, params, because, fired, nearly, facts, policy_version, decided_at, actor_id, actor_name)
     SELECT decision_id, 'registration', id, partner_id, 'review', '{}', '{}', '{}', '[]', '{}', 1, submitted_at, 'someone', 'Someone' FROM sample`,
  )
  await owner.query(
    `INSERT INTO parley.registration (id, reference, partner_id, account_id, account_match, account_match_reason, account_name, account_country,
       product_family, kind, scope, role, amount_minor, expected_close_on, description, meetings_held, tender, registered_with_competitor,
       customer_choice, status, decision_id, submitted_by, submitted_by_name, submitted_at, answer_due_at)
     SELECT id, 'R-' || upper(substr(md5(n::text), 1, 6)) || n, partner_id, account_id, 'certain', 'Same name', account_name, 'US',
       CASE n % 3 WHEN 0 THEN 'backup' WHEN 1 THEN 'network-security' ELSE 'analytics' END, 'new', 'opportunity', 'resale',
       1000000 + (n * 7919) % 9000000, (submitted_at + (30 + n % 200) * interval '1 day')::date, repeat('They want to replace tape backups. ', 5),
       2, 'none', false, 'open', status, decision_id, 'someone', 'Someone', submitted_at,
       CASE WHEN status IN ('inReview','informationNeeded') THEN submitted_at + interval '5 days' END FROM sample`,
  )
  await owner.query(
    `INSERT INTO parley.protection (registration_id, partner_id, account_id, product_family, kind, granted_at, during)
     SELECT s.id, s.partner_id, s.account_id, r.product_family, 'teaming', s.submitted_at, tstzrange(s.submitted_at, s.submitted_at + (60 + n % 90) * interval '1 day')
     FROM sample s JOIN parley.registration r USING (id) WHERE s.status IN ('approved','teaming')`,
  )
  await owner.query('ALTER TABLE parley.decision ENABLE TRIGGER USER')
  await owner.query('ANALYZE')
}
