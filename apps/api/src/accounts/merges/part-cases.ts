import type { Ctx } from '../../context.ts'
import { openConflict } from '../identity/open-questions.ts'
import { interestsOf } from './bring-together.ts'
import type { Moved } from './moved.ts'

/** Cases that only the merge made are closed; those that it moved or joined are two again. */
export async function partCases(
  ctx: Ctx,
  keptId: string,
  absorbedId: string,
  { conflicts: { moved, joined, opened, interests } }: Moved,
): Promise<void> {
  const { tx, now } = ctx
  for (const { id, accountId } of moved)
    await tx.query(
      `UPDATE conflict c SET account_id = $2 WHERE c.id = $1 AND c.closed_at IS NULL AND NOT EXISTS (SELECT FROM conflict o
         WHERE o.account_id = $2 AND o.product_family = c.product_family AND o.closed_at IS NULL)`,
      [id, accountId],
    )
  // In a case that goes on, those whose account has left its family have no part any longer.
  const parted = [...opened, ...moved.map(({ id }) => id), ...interests.map(({ conflictId }) => conflictId)]
  for (const conflictId of new Set(parted))
    await tx.query(
      `DELETE FROM conflict_interest i USING conflict c, registration r
       WHERE c.id = $1 AND c.closed_at IS NULL AND i.conflict_id = c.id AND r.id = i.registration_id
         AND r.account_id NOT IN (SELECT account_family(c.account_id))
         AND (SELECT count(DISTINCT o.partner_id) FROM conflict_interest o JOIN registration s ON s.id = o.registration_id
           WHERE o.conflict_id = c.id AND s.account_id IN (SELECT account_family(c.account_id))) > 1`,
      [conflictId],
    )
  await tx.query('SELECT part_cases($1, $2)', [parted, now])
  await tx.query(
    `UPDATE conflict c SET closed_because = NULL, closed_at = NULL WHERE c.id = ANY($1) AND c.closed_because = 'joined'
       AND NOT EXISTS (SELECT FROM conflict o WHERE o.account_id = c.account_id AND o.product_family = c.product_family AND o.closed_at IS NULL)`,
    [joined],
  )
  for (const id of [keptId, absorbedId]) await openMissing(ctx, id)
}

/** Partners that go on wanting the same family have a case, whichever of the two it stood at. */
async function openMissing(ctx: Ctx, accountId: string): Promise<void> {
  for (const [, all] of Map.groupBy(await interestsOf(ctx, accountId), (each) => each.productFamily)) {
    if (all.some((each) => each.partnerId !== all[0]!.partnerId))
      await openConflict(ctx, all[0]!.registrationId, null, [])
  }
}
