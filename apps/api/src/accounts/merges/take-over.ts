import type { Ctx } from '../../context.ts'
import { isAbove } from '../account-parent.ts'
import type { AccountRow } from '../account-view.ts'
import type { Moved, Took } from './moved.ts'

/** The stricter of two designations counts: what the vendor keeps for itself isn't given away by a merge. */
const strictness = { open: 0, named: 1, house: 2 } as const

/**
 * The kept record takes what it lacks: domain, tax id, place, hold, parent; and the stricter designation. When it stands
 * below the absorbed record, it comes up in its place.
 */
export async function takeOver(
  ctx: Ctx,
  kept: AccountRow,
  absorbed: AccountRow,
): Promise<Pick<Moved, 'took' | 'before'>> {
  const took: Took = {}
  if (kept.host === null && absorbed.host !== null)
    Object.assign(took, { host: absorbed.host, domain: absorbed.domain })
  for (const field of ['taxId', 'country', 'city', 'conductHoldReason'] as const)
    if (kept[field] === null && absorbed[field] !== null) took[field] = absorbed[field]
  if (strictness[absorbed.designation] > strictness[kept.designation])
    Object.assign(took, { designation: absorbed.designation, designatedOn: absorbed.designatedOn })
  if (await takesParent(ctx, kept, absorbed))
    Object.assign(took, {
      parentId: absorbed.parentId,
      relation: absorbed.parentId === null ? null : absorbed.relation,
    })
  const { designation, designatedOn, parentId, relation } = kept
  await writeTaken(ctx, kept.id, { ...kept, ...took })
  return { took, before: { designation, designatedOn, parentId, relation } }
}

async function takesParent(ctx: Ctx, kept: AccountRow, absorbed: AccountRow): Promise<boolean> {
  if (kept.parentId !== null) return isAbove(ctx, absorbed.id, kept.id)
  return absorbed.parentId !== null && !(await isAbove(ctx, kept.id, absorbed.id))
}

/** Writes what can be taken over, and given back. */
export async function writeTaken({ tx }: Ctx, id: string, row: Required<Took>): Promise<void> {
  const { host, domain, taxId, country, city, conductHoldReason, designation, designatedOn, parentId, relation } = row
  await tx.query(
    `UPDATE account SET host = $2, domain = $3, tax_id = $4, country = $5, city = $6, conduct_hold_reason = $7, designation = $8,
       designated_on = $9, parent_id = $10, relation_to_parent = $11, version = version + 1 WHERE id = $1`,
    [id, host, domain, taxId, country, city, conductHoldReason, designation, designatedOn, parentId, relation],
  )
}
