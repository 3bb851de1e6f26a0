import type { Ctx } from '../../context.ts'
import type { Moved, PairRow } from './moved.ts'

/** What was suspected or said of the absorbed record is now suspected or said of the kept one. */
export async function moveSayings(
  { tx }: Ctx,
  keptId: string,
  absorbedId: string,
): Promise<Pick<Moved, 'pairs' | 'differences'>> {
  const both = [keptId, absorbedId]
  const differences = await tx.query<{ one: string; other: string }>(
    `INSERT INTO account_difference (one, other, reason, said_by_name, said_at)
     SELECT least($1, t.third), greatest($1, t.third), t.reason, t.said_by_name, t.said_at
     FROM (SELECT CASE WHEN d.one = $2 THEN d.other ELSE d.one END AS third, d.reason, d.said_by_name, d.said_at
       FROM account_difference d WHERE $2 IN (d.one, d.other)) t WHERE t.third <> $1
     ON CONFLICT (one, other) DO NOTHING RETURNING one, other`,
    both,
  )
  const dropped = await tx.query<PairRow>(
    `DELETE FROM account_pair p WHERE $2 IN (p.one, p.other)
       OR (($1 IN (p.one, p.other)) AND EXISTS (SELECT FROM account_difference d WHERE d.one = p.one AND d.other = p.other))
     RETURNING one, other, chance_permille, related_permille, reasons, found_at::text`,
    both,
  )
  const made = await tx.query<{ one: string; other: string }>(
    `INSERT INTO account_pair (one, other, chance_permille, related_permille, reasons, found_at)
     SELECT least($1, t.third), greatest($1, t.third), t.chance_permille, t.related_permille, t.reasons, t.found_at
     FROM (SELECT CASE WHEN p.one = $2 THEN p.other ELSE p.one END AS third, p.*
       FROM jsonb_to_recordset($3) AS p(one uuid, other uuid, chance_permille int, related_permille int, reasons jsonb, found_at timestamptz)
       WHERE $2 IN (p.one, p.other)) t
     WHERE t.third <> $1 AND NOT EXISTS (SELECT FROM account_difference d
       WHERE d.one = least($1, t.third) AND d.other = greatest($1, t.third))
     ON CONFLICT (one, other) DO NOTHING RETURNING one, other`,
    [...both, JSON.stringify(dropped)],
  )
  return { pairs: { dropped, made }, differences }
}
