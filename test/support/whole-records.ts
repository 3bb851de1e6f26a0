import type { Kept } from './writer.ts'

type Sql = <Row>(text: string, values?: unknown[]) => Promise<Row[]>

/** Everything that a registration leaves behind, counted; each count names what is missing or too much. */
export async function countHalves(sql: Sql): Promise<Record<string, number>> {
  const [row] = await sql<Record<string, number>>(`
    WITH answers AS MATERIALIZED (
      SELECT i.body::jsonb->'summary'->>'id' AS id, count(*) AS kept FROM parley.idempotency i GROUP BY 1),
    told AS MATERIALIZED (
      SELECT o.subject_id AS id, count(*) AS times FROM parley.outbox o WHERE o.topic = 'registration.decided' GROUP BY 1)
    SELECT
    (SELECT count(*)::int FROM parley.registration) AS registrations,
    (SELECT count(*)::int FROM parley.registration r WHERE NOT EXISTS (
       SELECT FROM parley.decision d WHERE d.id = r.decision_id AND d.subject_id = r.id)) AS "without a decision",
    (SELECT count(*)::int FROM parley.decision d WHERE d.point = 'registration' AND NOT EXISTS (
       SELECT FROM parley.registration r WHERE r.id = d.subject_id)) AS "decisions of nothing",
    (SELECT count(*)::int FROM parley.decision d WHERE NOT EXISTS (
       SELECT FROM parley.record_link l WHERE l.kind = 'decision' AND l.record_id = d.id)) AS "decisions without a link",
    (SELECT count(*)::int FROM parley.registration r LEFT JOIN told t ON t.id = r.id WHERE t.times IS DISTINCT FROM 1) AS "not told once",
    (SELECT count(*)::int FROM parley.registration r LEFT JOIN answers a ON a.id = r.id::text
       WHERE a.kept IS DISTINCT FROM 1) AS "without one kept answer",
    (SELECT count(*)::int FROM parley.registration r WHERE (r.status = 'approved') <> EXISTS (
       SELECT FROM parley.protection x WHERE x.registration_id = r.id)) AS "approved without protection, or the reverse",
    (SELECT count(*)::int FROM (SELECT FROM parley.protection x WHERE x.kind = 'exclusive'
       GROUP BY x.account_id, x.product_family HAVING count(*) > 1) twice) AS "protected twice"`)
  return row!
}

/** Of what was acknowledged, how much isn't in the database as it was told. */
export async function countLost(sql: Sql, kept: readonly Kept[]): Promise<number> {
  const rows = await sql<{ key: string; body: string; made: boolean }>(
    `SELECT i.key, i.body, EXISTS (SELECT FROM parley.registration r JOIN parley.decision d ON d.id = r.decision_id
       WHERE r.id = (i.body::jsonb->'summary'->>'id')::uuid) AS made
     FROM parley.idempotency i WHERE i.key = ANY($1)`,
    [kept.map(({ key }) => key)],
  )
  const stored = new Map(rows.filter(({ made }) => made).map(({ key, body }) => [key, body]))
  return kept.filter(({ key, text }) => stored.get(key) !== text).length
}
