import type { UnderstoodRow } from '@parley/contract/imports'
import { normalizeName } from '@parley/identity/normalize-name'
import type { Ctx } from '../../context.ts'
import { accountsByExternalId } from './known-ids.ts'

const parentKeyOf = ({ source, parentExternalId }: UnderstoodRow) => JSON.stringify([source ?? '', parentExternalId])

/**
 * For each row, the accounts that it can't mean: the parent that it names itself, and those whose rows in the same import name it
 * as theirs. However alike they look, the file says that they are two.
 */
export async function relativesOf(
  ctx: Ctx,
  rows: readonly UnderstoodRow[],
  importId: string,
): Promise<(row: UnderstoodRow) => ReadonlySet<string>> {
  const parents = await ctx.tx.query<{ id: string; name: string; normalizedName: string }>(
    `SELECT a.id, a.name, a.normalized_name AS "normalizedName" FROM account a
     WHERE (a.normalized_name COLLATE "C") = ANY($1) AND a.merged_into IS NULL`,
    [rows.flatMap(({ parentName }) => (parentName === null ? [] : [normalizeName(parentName)]))],
  )
  const parentIds = await accountsByExternalId(
    ctx,
    rows.map(({ source, parentExternalId }) => ({ source, externalId: parentExternalId })),
  )
  const children = await ctx.tx.query<{ id: string; name: string | null; externalId: string | null }>(
    `SELECT account_id AS id, parent->>'name' AS name, parent->>'externalId' AS "externalId" FROM account_import_row
     WHERE import_id = $1 AND account_id IS NOT NULL AND (parent->>'name' = ANY($2) OR parent->>'externalId' = ANY($3))`,
    [importId, rows.map(({ name }) => name), rows.flatMap(({ externalId }) => externalId ?? [])],
  )
  return (row) => {
    const isParent = ({ name, normalizedName }: (typeof parents)[number]) =>
      row.parentName !== null && (name === row.parentName || normalizedName === normalizeName(row.parentName))
    const isChild = ({ name, externalId }: (typeof children)[number]) =>
      name === row.name || (externalId !== null && externalId === row.externalId)
    // What names itself as its parent says nothing.
    const above = row.parentName === row.name ? [] : parents.filter(isParent)
    const byId = row.parentExternalId === row.externalId ? undefined : parentIds.get(parentKeyOf(row))
    return new Set([
      ...above.map(({ id }) => id),
      ...(byId ? [byId] : []),
      ...children.filter(isChild).map(({ id }) => id),
    ])
  }
}
