import { Temporal } from 'temporal-polyfill'
import type { Ctx } from '../context.ts'
import type { DealRow } from '../deals/deal-rows.ts'

/**
 * A won deal gives a contract for each of its product families, where its term is known: from its first day, or the day on which it was
 * won, to its last day, or for so many months. Its partner is the seller or, where the vendor sold it, whoever is the incumbent.
 */
export async function makeContracts(ctx: Ctx, deal: DealRow): Promise<void> {
  const startsOn = deal.startsOn ?? deal.closedOn!
  const endsOn = deal.endsOn ?? lastDayOf(startsOn, deal.termMonths)
  if (endsOn === null || endsOn < startsOn) return
  for (const family of deal.productFamilies) {
    const [made] = await ctx.tx.query<{ id: string }>(
      `INSERT INTO contract (id, deal_id, product_family, partner_id, account_name, paper, starts_on, ends_on, made_at)
       SELECT $1, d.id, $3, s.partner_id, CASE WHEN s.partner_id IS NULL THEN a.name ELSE account_name_for(s.partner_id, a.id) END,
         d.paper, $4, $5, $6
       FROM deal d JOIN account a ON a.id = d.account_id
       LEFT JOIN LATERAL (SELECT coalesce(d.seller_partner_id, (SELECT h.incumbent_partner_id FROM holding h
         WHERE h.account_id = d.account_id AND h.product_family = $3)) AS partner_id) s ON true
       WHERE d.id = $2 RETURNING id`,
      [ctx.newId(), deal.id, family, startsOn, endsOn, ctx.now],
    )
    await ctx.tx.query(
      'UPDATE contract SET renewed_by = $2 WHERE id = $1 AND product_family = $3 AND renewed_by IS NULL',
      [deal.renewsContractId, made!.id, family],
    )
  }
}

/** The day before the same day so many months later: "12 months from March 1" ends with the last day of February. */
function lastDayOf(startsOn: string, months: number | null): string | null {
  if (months === null) return null
  return Temporal.PlainDate.from(startsOn).add({ months }).subtract({ days: 1 }).toString()
}
