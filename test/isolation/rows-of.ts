import type { World } from '../support/open-world.ts'
import { stringsIn } from './strings.ts'

export type KeptRow = { table: string; row: Record<string, unknown> }

/** Every table there is but the server's own, as `schema.table`. */
export async function tablesOfAll(w: Pick<World, 'sql'>): Promise<string[]> {
  const rows = await w.sql<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}

/** Every row, whatever the table, that names this partner, one of its people, or one of its registrations. */
export async function rowsOf(w: Pick<World, 'sql'>, partnerId: string): Promise<KeptRow[]> {
  const named = await w.sql<{ id: string }>(
    `SELECT $1::text AS id UNION SELECT id FROM auth."user" WHERE "partnerId" = $1::uuid
     UNION SELECT email FROM auth."user" WHERE "partnerId" = $1::uuid UNION SELECT id::text FROM parley.registration WHERE partner_id = $1::uuid`,
    [partnerId],
  )
  const kept: KeptRow[] = []
  for (const table of await tablesOfAll(w)) {
    const rows = await w.sql<{ row: Record<string, unknown> }>(
      `SELECT j.row FROM ${table} t, LATERAL (SELECT to_jsonb(t) AS row) j
       WHERE EXISTS (SELECT FROM unnest($1::text[]) named WHERE strpos(j.row::text, named) > 0) ORDER BY j.row::text`,
      [named.map(({ id }) => id)],
    )
    kept.push(...rows.map(({ row }) => ({ table, row })))
  }
  return kept
}

/** What a record is known by: an id, a registration's reference, the beginning of a key. */
const anId = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|R-[2-9A-Z]{6}|plk_[0-9A-Za-z]{12})$/

/** Every id in the rows of one partner that stands in none of the other's, with a table and column where it is kept. */
export async function idsOnlyIn(w: Pick<World, 'sql'>, partnerId: string, notOf: string): Promise<Map<string, string>> {
  const others = new Set((await rowsOf(w, notOf)).flatMap(({ row }) => stringsIn(row)))
  const ids = new Map<string, string>()
  for (const { table, row } of await rowsOf(w, partnerId))
    for (const [column, value] of Object.entries(row))
      for (const text of stringsIn(value))
        if (anId.test(text) && !others.has(text) && (!ids.has(text) || column === 'id'))
          ids.set(text, `${table}.${column}`)
  return ids
}
