import type { ImportMapping, ImportRow, UnderstoodRow } from '@parley/contract/imports'
import { readKept } from '../accounts/account-view.ts'
import type { Seen } from '../accounts/identity/find-account.ts'
import { AppError, notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { assertImporter } from './import-abilities.ts'
import { waitForOthers } from './import-batch.ts'
import { holdImport, type ImportRecord, readImport, sourceOf } from './import-record.ts'
import { type RowRecord, rowColumns, viewRows } from './import-rows.ts'
import { linkParents } from './link-parents.ts'
import { keyed } from './matching/row-party.ts'
import { understandRow } from './understand/understand-row.ts'
import { writeAccounts } from './write-accounts.ts'

/**
 * A person says which account a waiting row means; null makes a new one. Rows that say the same, in any import, are
 * settled with it.
 */
export async function resolveRow(
  ctx: Ctx,
  { id, number, accountId }: { id: string; number: number; accountId: string | null },
): Promise<ImportRow> {
  assertImporter(ctx)
  const record = await holdImport(ctx, id)
  const row = await readRow(ctx, id, number)
  const chosen = accountId === null ? null : (await readKept(ctx, accountId)).row
  const meant = chosen?.id ?? null
  if (row.status !== 'waiting') {
    if (row.resolvedByName !== null && (meant === null || meant === row.accountId)) return viewRow(ctx, id, number)
    throw new AppError('conflict', 'This row waits for nobody: somebody has settled it, or nothing was unclear.')
  }
  const same = await waitingAlike(ctx, row)
  const said = understandRow(
    row.cells!,
    record.mapping as ImportMapping,
    record.columns!.map(({ name }) => name),
  ).row
  if (meant === null) await waitForOthers(ctx, [keyed(said)])
  const become = meant ?? ctx.newId()
  const filled = await write(ctx, record, said, { number, accountId: become, isNew: meant === null })
  if (meant === null) await rememberDifferences(ctx, record, become, row.candidates ?? [])
  for (const each of same) {
    const first = each.id === id && each.number === number
    const status = first ? (meant === null ? 'imported' : 'linked') : each.id === id ? 'repeated' : 'linked'
    await settle(ctx, each, { status, accountId: become, filled: first && filled })
    const of = each.id === id ? record : await readImport(ctx, each.id)
    if (each.parent) await linkParents(ctx, of, [{ number: each.number, accountId: become, parent: each.parent }])
  }
  const subject = { kind: 'import', id, name: record.fileName }
  const details = { row: number, account: chosen ? chosen.name : `${said.name}, a new one` }
  await recordEvent(ctx, { action: 'import.rowSettled', subject, details })
  return viewRow(ctx, id, number)
}

async function write(
  ctx: Ctx,
  record: ImportRecord,
  row: UnderstoodRow,
  { number, accountId, isNew }: { number: number; accountId: string; isNew: boolean },
): Promise<boolean> {
  const said = [{ number, row, accountId }]
  const started = { ...record, startedByName: ctx.actor.name }
  return (await writeAccounts(ctx, started, isNew ? said : [], isNew ? [] : said)).has(number)
}

/** A new one beside those that it could have been: they aren't proposed as its duplicates again. */
async function rememberDifferences(
  ctx: Ctx,
  record: ImportRecord,
  made: string,
  candidates: readonly Seen[],
): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO account_difference (one, other, reason, said_by_name, said_at)
     SELECT least($1::uuid, c), greatest($1::uuid, c), $3, $4, $5 FROM unnest($2::uuid[]) c ON CONFLICT DO NOTHING`,
    [
      made,
      candidates.map(({ accountId }) => accountId),
      `A new account in ${sourceOf(record)}`,
      ctx.actor.name,
      ctx.now,
    ],
  )
}

async function readRow({ tx }: Ctx, id: string, number: number): Promise<RowRecord> {
  const [row] = await tx.query<RowRecord>(
    `SELECT ${rowColumns} FROM account_import_row r WHERE r.import_id = $1 AND r.number = $2 AND r.status <> 'pending'`,
    [id, number],
  )
  if (!row) throw notFound('row')
  return row
}

async function viewRow(ctx: Ctx, id: string, number: number): Promise<ImportRow> {
  const [view] = await viewRows(ctx, [await readRow(ctx, id, number)])
  return view!
}

async function waitingAlike({ tx }: Ctx, { says }: RowRecord): Promise<RowRecord[]> {
  return tx.query<RowRecord>(
    `SELECT ${rowColumns} FROM account_import_row r WHERE r.says = $1 AND r.status = 'waiting' ORDER BY r.import_id, r.number FOR UPDATE`,
    [says],
  )
}

async function settle(
  { tx, actor }: Ctx,
  { id, number }: RowRecord,
  { status, accountId, filled }: { status: string; accountId: string; filled: boolean },
): Promise<void> {
  await tx.query(
    `UPDATE account_import_row SET status = $3, account_id = $4, filled = $5, problems = '[]', candidates = NULL, resolved_by_name = $6,
       cells = CASE WHEN parent IS NULL THEN NULL ELSE cells END WHERE import_id = $1 AND number = $2`,
    [id, number, status, accountId, filled, actor.name],
  )
}
