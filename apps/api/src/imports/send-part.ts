import { type AccountImport, type ImportPart, importLimits } from '@parley/contract/imports'
import type { z } from 'zod'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { assertImporter } from './import-abilities.ts'
import { holdImport, type ImportRecord } from './import-record.ts'
import { viewImport } from './import-view.ts'
import { readFile } from './read-file.ts'

/** Larger files are read by the job, so that nobody's request waits for it. */
const readAtOnceBytes = 2 * 1024 * 1024

/** Keeps a part. With the last one, a small file is read at once, a larger one is left to the job. */
export async function sendPart(
  ctx: Ctx,
  id: string,
  { position, base64 }: z.output<typeof ImportPart>,
): Promise<AccountImport> {
  assertImporter(ctx)
  const record = await holdImport(ctx, id)
  const parts = Math.ceil(record.bytes / importLimits.partBytes)
  const isLate = record.state !== 'uploading'
  if (isLate && record.state !== 'cancelled' && position < parts) return viewImport(ctx, id)
  if (isLate) throw new AppError('conflict', 'This upload has ended. Start a new import to send a file.')
  const next = await countParts(ctx, id)
  if (position > next)
    throw new AppError('conflict', `Part ${next} comes next, and this is part ${position}. Send part ${next} first.`)
  const bytes = Buffer.from(base64, 'base64')
  const size = sizeOfPart(record, position)
  if (bytes.length !== size) throw wrongSize(position, bytes.length, size)
  if (position < next) return viewImport(ctx, id)
  await ctx.tx.query('INSERT INTO account_import_part (import_id, position, bytes) VALUES ($1, $2, $3)', [
    id,
    position,
    bytes,
  ])
  if (position === parts - 1) {
    if (record.bytes <= readAtOnceBytes) await readFile(ctx, record)
    else await ctx.tx.query(`UPDATE account_import SET state = 'reading' WHERE id = $1`, [id])
  }
  return viewImport(ctx, id)
}

async function countParts({ tx }: Ctx, id: string): Promise<number> {
  const [row] = await tx.query<{ parts: number }>(
    'SELECT count(*)::int AS parts FROM account_import_part WHERE import_id = $1',
    [id],
  )
  return row!.parts
}

const sizeOfPart = ({ bytes }: ImportRecord, position: number) =>
  Math.max(0, Math.min(importLimits.partBytes, bytes - position * importLimits.partBytes))

function wrongSize(position: number, is: number, size: number): AppError {
  const detail =
    size === 0
      ? `There is no part ${position}: the file was announced as shorter.`
      : `Part ${position} has ${size.toLocaleString('en')} bytes, and this one ${is.toLocaleString('en')}.`
  const mend = 'Cut the file into parts of 1,048,576 bytes; the last one is what is left.'
  return new AppError('refused', detail, [{ pointer: '/base64', detail, mend }])
}
