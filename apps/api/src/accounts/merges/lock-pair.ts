import { notFound } from '../../app-error.ts'
import type { Ctx } from '../../context.ts'
import { type AccountRow, readAccounts } from '../account-view.ts'

/** One change of families at a time: two could close a circle together, or set a parent that is just being merged away. */
export const holdFamilies = ({ tx }: Ctx) => tx.query('SELECT pg_advisory_xact_lock(7100000000000)')

/** Holds both records, in an order that is the same for everybody, as whoever registers at one of them does. */
export async function lockPair(
  ctx: Ctx,
  keptId: string,
  absorbedId: string,
): Promise<{ kept: AccountRow; absorbed: AccountRow }> {
  const ids = [keptId, absorbedId]
  await holdFamilies(ctx)
  await ctx.tx.query('SELECT FROM account WHERE id = ANY($1) ORDER BY id FOR UPDATE', [ids])
  const rows = await readAccounts(ctx, ids)
  const kept = rows.get(keptId)
  const absorbed = rows.get(absorbedId)
  if (!kept || !absorbed) throw notFound('account')
  return { kept, absorbed }
}
