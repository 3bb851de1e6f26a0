import type { ImportRow, ImportRowStatus, RowProblem, RowProblemKind } from '@parley/contract/imports'
import { able, allOf, roleAbility, unable } from '../abilities.ts'
import { type AccountRow, keptOf, readAccounts } from '../accounts/account-view.ts'
import type { Seen } from '../accounts/identity/find-account.ts'
import type { Ctx } from '../context.ts'
import { Conditions, decodeCursor, toPage } from '../page.ts'
import { assertImporter, importers } from './import-abilities.ts'
import { readImport } from './import-record.ts'

export type RowRecord = {
  id: string
  number: number
  cells: string[] | null
  status: ImportRowStatus
  problems: RowProblem[]
  accountId: string | null
  says: string | null
  parent: { name: string | null; externalId: string | null; source: string | null } | null
  candidates: Seen[] | null
  resolvedByName: string | null
}

export const rowColumns = `r.import_id AS id, r.number, r.cells, r.status, r.problems, r.account_id AS "accountId", r.says, r.parent, r.candidates,
  r.resolved_by_name AS "resolvedByName"`

type Query = {
  cursor?: string | undefined
  limit: number
  status?: ImportRowStatus | undefined
  problem?: RowProblemKind | undefined
}

/** Rows that are done, in the file's order. */
export async function listImportRows(
  ctx: Ctx,
  id: string,
  query: Query,
): Promise<{ items: ImportRow[]; nextCursor: string | null }> {
  assertImporter(ctx)
  await readImport(ctx, id)
  const where = new Conditions()
  where.add('r.import_id = $?', id)
  if (query.status) where.add('r.status = $?', query.status)
  else where.add(`r.status <> 'pending'`)
  if (query.problem) where.add('r.problems @> $?', JSON.stringify([{ kind: query.problem }]))
  if (query.cursor) where.add('r.number > $?::int', decodeCursor(query.cursor, 'number').key)
  const rows = await ctx.tx.query<RowRecord>(
    `SELECT ${rowColumns} FROM account_import_row r ${where} ORDER BY r.number LIMIT ${query.limit + 1}`,
    where.params,
  )
  const { page, nextCursor } = toPage(rows, query.limit, 'number', ({ number }) => String(number))
  return { items: await viewRows(ctx, page), nextCursor }
}

export async function viewRows(ctx: Ctx, rows: readonly RowRecord[]): Promise<ImportRow[]> {
  const ids = rows.flatMap(({ accountId, candidates }) => [
    ...(accountId === null ? [] : [accountId]),
    ...(candidates ?? []).map((each) => each.accountId),
  ])
  const kept = await keptOf(ctx, [...new Set(ids)])
  const accounts = await readAccounts(ctx, [...new Set(kept.values())])
  const accountOf = (id: string) => accounts.get(kept.get(id) ?? '')
  return rows.map(({ number, cells, status, problems, accountId, candidates, resolvedByName }) => {
    const account = accountId === null ? undefined : accountOf(accountId)
    return {
      number,
      cells: cells ?? [],
      status,
      problems,
      account: account ? { id: account.id, name: account.name } : null,
      candidates: status === 'waiting' ? candidatesOf(candidates ?? [], accountOf) : [],
      resolvedByName,
      can: {
        resolve: allOf(
          roleAbility(ctx.actor, importers, 'import accounts'),
          status === 'waiting' ? able : unable('This row waits for nobody.'),
        ),
      },
    }
  })
}

/** As the accounts are now; two that were merged since are one. */
function candidatesOf(
  seen: readonly Seen[],
  accountOf: (id: string) => AccountRow | undefined,
): ImportRow['candidates'] {
  const listed = new Map<string, ImportRow['candidates'][number]>()
  for (const { accountId, chancePermille, reasons } of seen) {
    const account = accountOf(accountId)
    if (!account || listed.has(account.id)) continue
    const { name, domain, country, city, taxId, designation } = account
    listed.set(account.id, {
      accountId: account.id,
      name,
      domain,
      country,
      city,
      taxId,
      designation,
      chancePermille,
      reasons,
    })
  }
  return [...listed.values()]
}
