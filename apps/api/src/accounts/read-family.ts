import type { AccountDetail } from '@parley/contract/accounts'
import type { Ctx } from '../context.ts'
import { type AccountRow, accountColumns, readLeads } from './account-view.ts'

/** An account's family from its topmost parent down, each under its parent. */
export async function readFamily(ctx: Ctx, id: string): Promise<AccountDetail['family']> {
  const rows = await ctx.tx.query<AccountRow>(
    `SELECT ${accountColumns} FROM account_family($1) f(id) JOIN account a ON a.id = f.id
     ORDER BY a.normalized_name COLLATE "C", a.id LIMIT 500`,
    [id],
  )
  const leads = await readLeads(
    ctx,
    rows.map((row) => row.id),
  )
  const within = new Set(rows.map((row) => row.id))
  const below = Map.groupBy(rows, (row) => (row.parentId && within.has(row.parentId) ? row.parentId : null))
  const walk = (parentId: string | null, depth: number): AccountDetail['family'] =>
    (below.get(parentId) ?? []).flatMap((row) => [
      {
        id: row.id,
        name: row.name,
        parentId,
        relation: parentId === null ? null : row.relation,
        designation: row.designation,
        depth,
        leads: leads.get(row.id) ?? [],
      },
      ...walk(row.id, depth + 1),
    ])
  return walk(null, 0)
}
