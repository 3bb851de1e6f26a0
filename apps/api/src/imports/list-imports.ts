import type { AccountImport } from '@parley/contract/imports'
import type { Ctx } from '../context.ts'
import { Conditions, decodeCursor, toPage } from '../page.ts'
import { assertImporter } from './import-abilities.ts'
import { type ImportRecord, importColumns } from './import-record.ts'
import { viewImport, viewImports } from './import-view.ts'

export async function readOneImport(ctx: Ctx, id: string): Promise<AccountImport> {
  assertImporter(ctx)
  return viewImport(ctx, id)
}

/** Imports, newest first. */
export async function listImports(
  ctx: Ctx,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ items: AccountImport[]; nextCursor: string | null }> {
  assertImporter(ctx)
  const where = new Conditions()
  if (query.cursor) {
    const { key, id } = decodeCursor(query.cursor, 'newest')
    where.add('(i.created_at, i.id) < ($?::timestamptz, $?::uuid)', key, id)
  }
  const records = await ctx.tx.query<ImportRecord>(
    `SELECT ${importColumns} FROM account_import i ${where} ORDER BY i.created_at DESC, i.id DESC LIMIT ${query.limit + 1}`,
    where.params,
  )
  const { page, nextCursor } = toPage(records, query.limit, 'newest', ({ createdAt }) => createdAt.toISOString())
  return { items: await viewImports(ctx, page), nextCursor }
}
