import type { ImportMapping } from '@parley/contract/imports'
import type { Ctx } from '../context.ts'
import type { ImportRecord } from './import-record.ts'
import { type Understood, understandRow } from './understand/understand-row.ts'

/** A row of the file with what it says. */
export type FileRow = Understood & { number: number; cells: string[] }

/** The next rows that aren't done yet, in the file's order. */
export async function readRows(
  { tx }: Ctx,
  record: ImportRecord,
  { after, most }: { after: number; most: number },
): Promise<FileRow[]> {
  const rows = await tx.query<{ number: number; cells: string[] }>(
    `SELECT number, cells FROM account_import_row WHERE import_id = $1 AND status = 'pending' AND number > $2 ORDER BY number LIMIT $3`,
    [record.id, after, most],
  )
  const columns = record.columns!.map(({ name }) => name)
  return rows.map((row) => ({ ...row, ...understandRow(row.cells, record.mapping as ImportMapping, columns) }))
}
