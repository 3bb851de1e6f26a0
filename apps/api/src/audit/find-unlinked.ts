import type { Ask } from './ask.ts'
import { type RecordFinding, recordKinds } from './finding.ts'

const atOnce = 20_000

/** Rows that no link speaks of: written while the trigger was off, or their links were taken away. */
export async function findUnlinked(ask: Ask): Promise<RecordFinding[]> {
  const findings: RecordFinding[] = []
  for (const [kind, word] of Object.entries(recordKinds)) {
    for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after; ) {
      const rows: { last: string | null; unlinked: string[] | null }[] = await ask(
        `SELECT (array_agg(r.id ORDER BY r.id DESC))[1] AS last, array_agg(r.id::text ORDER BY r.id) FILTER (WHERE l.record_id IS NULL) AS unlinked
         FROM (SELECT id FROM parley.${kind} WHERE id > $1 ORDER BY id LIMIT ${atOnce}) r
         LEFT JOIN parley.record_link l ON l.kind = '${kind}' AND l.record_id = r.id`,
        [after],
      )
      after = rows[0]!.last
      for (const id of rows[0]!.unlinked?.slice(0, 20) ?? []) {
        const words = `The ${word} ${id} has no link: it was written past the trigger, or its link was taken away.`
        findings.push({ what: 'recordUnlinked', words, kind, id })
      }
    }
  }
  return findings
}
