import type { StaffDeal } from '@parley/contract/deals'
import type { MakeRenewal } from '@parley/contract/renewals'
import { assertAble } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { fileClaim } from '../deals/keep-claim.ts'
import { enterDeal } from '../deals/keep-deal.ts'
import { readDeal } from '../deals/read-deal.ts'
import { readContract } from './contract-rows.ts'
import { readAnyRenewal } from './read-renewals.ts'

/**
 * The deal that renews a contract: of the same account and family. Whoever is the incumbent claims its share as such: after a merge of
 * records that two have sold to, the contract's own partner. Whether it has done its duties is asked when the claim is settled.
 */
export async function makeRenewal(ctx: Ctx, { id, ...input }: MakeRenewal & { id: string }): Promise<StaffDeal> {
  const contract = await readContract(ctx.tx, id)
  const { can, account } = await readAnyRenewal(ctx, id)
  assertAble(can.makeDeal)
  const deal = await enterDeal(
    ctx,
    {
      ...{ accountId: account.id, productFamilies: [contract.productFamily], kind: 'renewal', tender: 'none' },
      ...input,
    },
    ctx.actor.via === 'apiKey' ? 'api' : 'hand',
  )
  await ctx.tx.query('UPDATE deal SET renews_contract_id = $2 WHERE id = $1', [deal.id, id])
  const [holding] = await ctx.tx.query<{ partnerId: string | null }>(
    `SELECT h.incumbent_partner_id AS "partnerId" FROM holding h
     WHERE h.account_id IN (SELECT merged_accounts($1)) AND h.product_family = $2
     ORDER BY (h.incumbent_partner_id = $3) IS TRUE DESC, (h.account_id = $1) DESC, h.since DESC LIMIT 1`,
    [account.id, contract.productFamily, contract.partnerId],
  )
  if (holding?.partnerId) await fileClaim(ctx, { id: deal.id, partnerId: holding.partnerId, role: 'renewed' })
  return readDeal(ctx, deal.id)
}
