import type { AccountImport } from '@parley/contract/imports'
import { assertAble } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type Ctx, type Env, systemActor } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import { assertImporter, importAbilities } from './import-abilities.ts'
import { importBatch } from './import-batch.ts'
import { holdImport, type ImportRecord, takeImport } from './import-record.ts'
import { viewImport } from './import-view.ts'
import { linkParentsOfBatch } from './link-parents.ts'
import { readFile } from './read-file.ts'

/** Lets an import run; the job does it. One that ran before, of the same bytes and mapping, has nothing to do and ends at once. */
export async function letImportRun(ctx: Ctx, id: string): Promise<AccountImport> {
  assertImporter(ctx)
  const record = await holdImport(ctx, id)
  if (record.state === 'running' || record.state === 'finished') return viewImport(ctx, id)
  assertAble(importAbilities(ctx, record, 0).run)
  const [earlier] = await ctx.tx.query<{ id: string }>(
    `SELECT id FROM account_import WHERE sha256 = $1 AND mapping = $2 AND state = 'finished' AND repeats_id IS NULL ORDER BY ended_at DESC LIMIT 1`,
    [record.sha256, JSON.stringify(record.mapping)],
  )
  await ctx.tx.query(
    `UPDATE account_import SET state = $2, repeats_id = $3, started_by_name = $4, started_at = $5, ended_at = $6 WHERE id = $1`,
    [id, earlier ? 'finished' : 'running', earlier?.id ?? null, ctx.actor.name, ctx.now, earlier ? ctx.now : null],
  )
  const subject = { kind: 'import', id, name: record.fileName }
  await recordEvent(ctx, { action: 'import.run', subject, details: { rows: record.rows } })
  if (earlier) await dropOpenRows(ctx, id)
  return viewImport(ctx, id)
}

/** Stops an import wherever it is. What was imported stays. */
export async function cancelImport(ctx: Ctx, id: string): Promise<AccountImport> {
  assertImporter(ctx)
  const record = await holdImport(ctx, id)
  if (record.state === 'cancelled') return viewImport(ctx, id)
  assertAble(importAbilities(ctx, record, 0).cancel)
  await ctx.tx.query(`UPDATE account_import SET state = 'cancelled', ended_at = $2 WHERE id = $1`, [id, ctx.now])
  await ctx.tx.query('DELETE FROM account_import_part WHERE import_id = $1', [id])
  await dropOpenRows(ctx, id)
  await recordEvent(ctx, { action: 'import.cancelled', subject: { kind: 'import', id, name: record.fileName } })
  return viewImport(ctx, id)
}

async function dropOpenRows({ tx }: Ctx, id: string): Promise<void> {
  await tx.query(`DELETE FROM account_import_row WHERE import_id = $1 AND status = 'pending'`, [id])
}

/** Imports that wait for the job, oldest first. */
export async function importsToRun(env: Env): Promise<string[]> {
  return inTransaction(env, systemActor, async ({ tx }) => {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM account_import WHERE state IN ('reading','running') ORDER BY created_at`,
    )
    return rows.map(({ id }) => id)
  })
}

/**
 * Reads a file that waits to be read, or imports its rows, a batch in each transaction, from where it stands. Returns at once when
 * another worker is at it, and after the batch when `isStopping`.
 */
export async function runImport(env: Env, id: string, isStopping: () => boolean = () => false): Promise<void> {
  while (!isStopping() && (await inTransaction(env, systemActor, (ctx) => step(ctx, id))));
}

async function step(ctx: Ctx, id: string): Promise<boolean> {
  const record = await takeImport(ctx, id)
  if (record?.state === 'reading') await readFile(ctx, record)
  if (record?.state !== 'running') return false
  return (await importBatch(ctx, record)) || (await linkParentsOfBatch(ctx, record)) || finish(ctx, record)
}

async function finish(ctx: Ctx, { id }: ImportRecord): Promise<false> {
  await ctx.tx.query(`UPDATE account_import SET state = 'finished', ended_at = $2 WHERE id = $1`, [id, ctx.now])
  return false
}
