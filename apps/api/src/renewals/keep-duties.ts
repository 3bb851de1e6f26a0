import type { Ctx } from '../context.ts'
import type { DealRow } from '../deals/deal-rows.ts'
import { doesItsDuties } from './may-quote.ts'

/** At the closing it's written down whether the incumbent had done its duties: what it does later changes no settlement. */
export async function keepDutiesDone(ctx: Ctx, { id, accountId, renewsContractId }: DealRow): Promise<void> {
  if (renewsContractId === null) return
  const claims = await ctx.tx.query<{ id: string; partnerId: string; productFamily: string }>(
    `SELECT c.id, c.partner_id AS "partnerId", c.product_family AS "productFamily" FROM claim c
     WHERE c.deal_id = $1 AND c.role = 'renewed' AND c.duties_done IS NULL`,
    [id],
  )
  for (const { id: claimId, partnerId, productFamily } of claims) {
    const done = await doesItsDuties(ctx, partnerId, { id, accountId, productFamily })
    await ctx.tx.query('UPDATE claim SET duties_done = $2, version = version + 1 WHERE id = $1', [claimId, done])
  }
}
