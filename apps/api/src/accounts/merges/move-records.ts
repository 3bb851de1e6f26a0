import type { Ctx } from '../../context.ts'
import type { Moved } from './moved.ts'

/** What stands at one account goes to another. Where both are customers of a family, each record keeps its own holding. */
export async function moveRecords(
  ctx: Ctx,
  keptId: string,
  absorbedId: string,
): Promise<Pick<Moved, 'registrations' | 'contested' | 'holdings' | 'opportunities' | 'deals' | 'children'>> {
  const both = [keptId, absorbedId]
  const ids = async (sql: string) => (await ctx.tx.query<{ id: string }>(sql, both)).map(({ id }) => id)
  // An exclusive one beside another stays in force as well: contested, it is left out of the constraint that allows but one.
  const contested = await ids(
    `UPDATE protection x SET contested = true WHERE x.account_id = $2 AND x.kind = 'exclusive' AND NOT x.contested
       AND EXISTS (SELECT FROM protection y WHERE y.account_id = $1 AND y.product_family = x.product_family
         AND y.kind = 'exclusive' AND NOT y.contested AND y.during && x.during)
     RETURNING coalesce(registration_id, designation_id) AS id`,
  )
  await ctx.tx.query('UPDATE protection SET account_id = $1 WHERE account_id = $2', both)
  return {
    contested: contested.sort(),
    registrations: await ids('UPDATE registration SET account_id = $1 WHERE account_id = $2 RETURNING id'),
    holdings: await ctx.tx.query<Moved['holdings'][number]>(
      `UPDATE holding h SET account_id = $1 WHERE h.account_id = $2
         AND NOT EXISTS (SELECT FROM holding k WHERE k.account_id = $1 AND k.product_family = h.product_family)
       RETURNING product_family AS "productFamily", incumbent_partner_id AS "incumbentPartnerId", since`,
      both,
    ),
    opportunities: await ids('UPDATE direct_opportunity SET account_id = $1 WHERE account_id = $2 RETURNING id'),
    deals: await ids('UPDATE deal SET account_id = $1 WHERE account_id = $2 RETURNING id'),
    children: await ids(
      'UPDATE account SET parent_id = $1, version = version + 1 WHERE parent_id = $2 AND id <> $1 RETURNING id',
    ),
  }
}
