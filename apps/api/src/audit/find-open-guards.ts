import type { Ask } from './ask.ts'
import { type RecordFinding, recordKinds } from './finding.ts'

const kinds = Object.keys(recordKinds)
const wanted = [
  ...kinds.map((table) => [table, 'linked', 'link_record']),
  ...[...kinds, 'record_link'].flatMap((table) => [
    [table, 'append_only', 'refuse_change'],
    [table, 'append_only_truncate', 'refuse_change'],
  ]),
]

/** Triggers and privileges that keep the records as they are, where somebody has taken them away. */
export async function findOpenGuards(ask: Ask): Promise<RecordFinding[]> {
  const off = await ask<{ table: string; trigger: string }>(
    `SELECT w->>0 AS "table", w->>1 AS trigger FROM json_array_elements($1) w
     WHERE NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = to_regclass('parley.' || (w->>0)) AND t.tgname = w->>1
       AND t.tgfoid = to_regproc('parley.' || (w->>2)) AND t.tgenabled IN ('O', 'A'))`,
    [JSON.stringify(wanted)],
  )
  const allowed = await ask<{ table: string; deed: string }>(
    `SELECT t AS "table", d AS deed FROM unnest($1::text[]) t, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) d
     WHERE has_table_privilege('parley_app', 'parley.' || t, d)
     UNION ALL SELECT 'record_link', 'INSERT' WHERE has_table_privilege('parley_app', 'parley.record_link', 'INSERT')`,
    [[...kinds, 'record_link']],
  )
  return [
    ...off.map(({ table, trigger }) => ({
      what: 'guardOff' as const,
      words: `The trigger ${trigger} of the table ${table} is off or gone: its rows are not kept as they were written.`,
    })),
    ...allowed.map(({ table, deed }) => ({
      what: 'guardOff' as const,
      words: `The role parley_app may ${deed} in the table ${table}: take that away with REVOKE ${deed} ON parley.${table} FROM parley_app.`,
    })),
  ]
}
