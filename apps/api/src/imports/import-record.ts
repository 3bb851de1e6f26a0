import type { AccountImport, ImportMapping, ImportState } from '@parley/contract/imports'
import { notFound } from '../app-error.ts'
import type { Ctx } from '../context.ts'

/** One import, as the database has it. */
export type ImportRecord = {
  id: string
  fileName: string
  bytes: number
  sha256: string
  state: ImportState
  encoding: string | null
  separator: string | null
  columns: { name: string; examples: string[] }[] | null
  mapping: ImportMapping | null
  trouble: AccountImport['trouble']
  rows: number
  doneUntil: number
  parentsUntil: number
  repeatsId: string | null
  createdByName: string
  createdAt: Date
  startedByName: string | null
  startedAt: Date | null
  endedAt: Date | null
  version: number
}

export const importColumns = `i.id, i.file_name AS "fileName", i.bytes, i.sha256, i.state, i.encoding, i.separator, i.columns, i.mapping, i.trouble,
  i.rows, i.done_until AS "doneUntil", i.parents_until AS "parentsUntil", i.repeats_id AS "repeatsId",
  i.created_by_name AS "createdByName", i.created_at AS "createdAt", i.started_by_name AS "startedByName",
  i.started_at AS "startedAt", i.ended_at AS "endedAt", i.version`

/** 404 when there is none. */
export async function readImport({ tx }: Ctx, id: string): Promise<ImportRecord> {
  const [record] = await tx.query<ImportRecord>(`SELECT ${importColumns} FROM account_import i WHERE i.id = $1`, [id])
  if (!record) throw notFound('import')
  return record
}

/** The same, held until the transaction ends: its batches, and whoever changes or stops it, wait for each other. */
export async function holdImport({ tx }: Ctx, id: string): Promise<ImportRecord> {
  const [record] = await tx.query<ImportRecord>(
    `SELECT ${importColumns} FROM account_import i WHERE i.id = $1 FOR NO KEY UPDATE`,
    [id],
  )
  if (!record) throw notFound('import')
  return record
}

/** Held by nobody else at this moment; undefined when another worker has it. */
export async function takeImport({ tx }: Ctx, id: string): Promise<ImportRecord | undefined> {
  const [record] = await tx.query<ImportRecord>(
    `SELECT ${importColumns} FROM account_import i WHERE i.id = $1 FOR NO KEY UPDATE SKIP LOCKED`,
    [id],
  )
  return record
}

/** What an alias, a domain or an account that comes from it names as its source. */
export const sourceOf = ({ fileName }: ImportRecord): string => `Import ${fileName}`
