import type { Merge } from '@parley/contract/accounts'
import { allOf, roleAbility, unable } from '../../abilities.ts'
import type { Ctx } from '../../context.ts'
import { accountMergers } from '../account-abilities.ts'
import type { Moved } from './moved.ts'

/** How long a merge can be undone. */
export const undoableDays = 30

export type MergeRow = {
  id: string
  keptId: string
  keptName: string
  /** What the kept record was merged into since. */
  keptInto: { id: string; name: string } | null
  absorbedId: string
  absorbedName: string
  reason: string
  moved: Moved
  mergedByName: string
  mergedAt: Date
  undoneAt: Date | null
  undoneByName: string | null
  undoneBecause: string | null
}

/** Reads merges with `tail` (WHERE, ORDER BY, LIMIT) over m, k (kept) and b (absorbed). */
export function readMerges(ctx: Ctx, tail: string, params: readonly unknown[]): Promise<MergeRow[]> {
  return ctx.tx.query<MergeRow>(
    `SELECT m.id, m.kept_id AS "keptId", k.name AS "keptName",
       CASE WHEN k.merged_into IS NOT NULL
         THEN (SELECT jsonb_build_object('id', i.id, 'name', i.name) FROM account i WHERE i.id = k.merged_into) END AS "keptInto",
       m.absorbed_id AS "absorbedId", b.name AS "absorbedName", m.reason, m.moved, m.merged_by_name AS "mergedByName",
       m.merged_at AS "mergedAt", m.undone_at AS "undoneAt", m.undone_by_name AS "undoneByName",
       m.undone_because AS "undoneBecause"
     FROM account_merge m JOIN account k ON k.id = m.kept_id JOIN account b ON b.id = m.absorbed_id ${tail}`,
    params,
  )
}

export const undoableUntil = ({ mergedAt }: MergeRow): Date => new Date(mergedAt.getTime() + undoableDays * 86_400_000)

export function canUndo(ctx: Ctx, row: MergeRow) {
  const role = roleAbility(ctx.actor, accountMergers, 'undo a merge')
  if (row.undoneAt !== null) return allOf(role, unable(`${row.undoneByName} has undone this merge already.`))
  if (row.keptInto)
    return allOf(role, unable(`${row.keptName} was merged into ${row.keptInto.name} since. Undo that merge first.`))
  if (ctx.now > undoableUntil(row))
    return allOf(role, unable(`A merge can be undone for ${undoableDays} days. Add the account again instead.`))
  return role
}

export function toMerge(ctx: Ctx, row: MergeRow): Merge {
  return {
    id: row.id,
    kept: { id: row.keptId, name: row.keptName },
    absorbed: { id: row.absorbedId, name: row.absorbedName },
    reason: row.reason,
    mergedByName: row.mergedByName,
    mergedAt: row.mergedAt.toISOString(),
    undoneAt: row.undoneAt?.toISOString() ?? null,
    undoneByName: row.undoneByName,
    undoneBecause: row.undoneBecause,
    undoableUntil: undoableUntil(row).toISOString(),
    can: { undo: canUndo(ctx, row) },
  }
}
