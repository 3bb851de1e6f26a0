import { type AccountImport, importLimits } from '@parley/contract/imports'
import type { Ctx } from '../context.ts'
import { importAbilities } from './import-abilities.ts'
import { type ImportRecord, readImport } from './import-record.ts'

type Counts = {
  importId: string
  status: 'pending' | 'waiting' | 'refused' | 'imported' | 'linked' | 'repeated'
  rows: number
  filled: number
  remarked: number
}
type Uploaded = { importId: string; bytes: number; parts: number }
type Earlier = { id: string; sha256: string; fileName: string; byName: string; endedAt: Date }

/** Where an import stands, counted from its rows. */
export async function viewImport(ctx: Ctx, id: string): Promise<AccountImport> {
  const [view] = await viewImports(ctx, [await readImport(ctx, id)])
  return view!
}

export async function viewImports(ctx: Ctx, records: readonly ImportRecord[]): Promise<AccountImport[]> {
  const ids = records.map(({ id }) => id)
  const counts = await ctx.tx.query<Counts>(
    `SELECT import_id AS "importId", status, count(*)::int AS rows, count(*) FILTER (WHERE filled)::int AS filled,
       count(*) FILTER (WHERE problems <> '[]' AND account_id IS NOT NULL)::int AS remarked
     FROM account_import_row WHERE import_id = ANY($1) AND status <> 'pending' GROUP BY import_id, status`,
    [ids],
  )
  const uploaded = await ctx.tx.query<Uploaded>(
    `SELECT import_id AS "importId", sum(length(bytes))::int AS bytes, count(*)::int AS parts
     FROM account_import_part WHERE import_id = ANY($1) GROUP BY import_id`,
    [ids],
  )
  const earlier = await ctx.tx.query<Earlier>(
    `SELECT i.id, i.sha256, i.file_name AS "fileName", i.started_by_name AS "byName", i.ended_at AS "endedAt"
     FROM account_import i WHERE i.sha256 = ANY($1) AND i.state = 'finished' AND i.repeats_id IS NULL ORDER BY i.ended_at DESC`,
    [records.map(({ sha256 }) => sha256)],
  )
  return records.map((record) =>
    view(
      ctx,
      record,
      counts.filter(({ importId }) => importId === record.id),
      uploaded.find(({ importId }) => importId === record.id),
      earlier.find(({ id, sha256 }) => id !== record.id && sha256 === record.sha256),
    ),
  )
}

function view(
  ctx: Ctx,
  record: ImportRecord,
  counts: readonly Counts[],
  uploaded: Uploaded | undefined,
  earlier: Earlier | undefined,
): AccountImport {
  const { id, fileName, bytes, state, createdByName, mapping, trouble, startedAt, endedAt } = record
  const progress = progressOf(ctx, record, counts)
  return {
    id,
    version: record.version,
    fileName,
    bytes,
    state,
    createdByName,
    createdAt: record.createdAt.toISOString(),
    upload: {
      receivedBytes: state === 'uploading' ? (uploaded?.bytes ?? 0) : bytes,
      nextPosition: state === 'uploading' ? (uploaded?.parts ?? 0) : Math.ceil(bytes / importLimits.partBytes),
      partBytes: importLimits.partBytes,
    },
    file:
      record.columns === null
        ? null
        : ({
            encoding: record.encoding,
            separator: record.separator,
            rows: record.rows,
            columns: record.columns,
          } as AccountImport['file']),
    mapping,
    trouble,
    sameFile: earlier
      ? { id: earlier.id, fileName: earlier.fileName, byName: earlier.byName, endedAt: earlier.endedAt.toISOString() }
      : null,
    repeats: record.repeatsId !== null,
    progress,
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    can: importAbilities(ctx, record, progress.waiting + progress.refused + progress.remarked),
  }
}

function progressOf(ctx: Ctx, record: ImportRecord, counts: readonly Counts[]): AccountImport['progress'] {
  const of = (status: Counts['status']) => counts.find((each) => each.status === status)?.rows ?? 0
  const sum = (what: 'rows' | 'filled' | 'remarked') => counts.reduce((all, each) => all + each[what], 0)
  const done = sum('rows')
  return {
    rows: record.rows,
    done,
    imported: of('imported'),
    linked: of('linked'),
    filled: sum('filled'),
    repeated: of('repeated'),
    waiting: of('waiting'),
    refused: of('refused'),
    remarked: sum('remarked'),
    secondsLeft: secondsLeft(ctx, record, done),
  }
}

function secondsLeft({ now }: Ctx, { state, startedAt, rows }: ImportRecord, done: number): number | null {
  if (state !== 'running' || startedAt === null || done === 0) return null
  const seconds = (now.getTime() - startedAt.getTime()) / 1000
  return Math.round((seconds * (rows - done)) / done)
}
