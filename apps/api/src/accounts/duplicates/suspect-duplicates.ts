import type { Ctx } from '../../context.ts'
import { findTwins } from '../identity/find-account.ts'
import { differentFrom } from './differences.ts'

type Row = { name: string; host: string | null; country: string | null; city: string | null; taxId: string | null }

/**
 * Looks for accounts that may be the same as this one, by the identity policy, and keeps each pair for a person to look at.
 * Call it when an account was made or changed. Ends in how many there are.
 */
export async function suspectDuplicates(ctx: Ctx, accountId: string): Promise<number> {
  const [row] = await ctx.tx.query<Row>(
    'SELECT name, host, country, city, tax_id AS "taxId" FROM account WHERE id = $1 AND merged_into IS NULL',
    [accountId],
  )
  if (!row) return 0
  const { name, host, country, city, taxId } = row
  const except = new Set([accountId, ...(await differentFrom(ctx, accountId))])
  const { twins } = await findTwins(ctx, { name, domain: host, country, city }, { by: 'duplicates', except, taxId })
  await keepPairs(
    ctx,
    accountId,
    twins.map(({ accountId: id, chancePermille, relatedPermille, reasons }) => ({
      id,
      chance: chancePermille,
      related: relatedPermille,
      reasons,
    })),
  )
  return twins.length
}

async function keepPairs(
  { tx, now }: Ctx,
  accountId: string,
  twins: readonly { id: string; chance: number; related: number; reasons: readonly string[] }[],
): Promise<void> {
  if (twins.length === 0) return
  await tx.query(
    `INSERT INTO account_pair (one, other, chance_permille, related_permille, reasons, found_at)
     SELECT least($1, t.id), greatest($1, t.id), t.chance, t.related, t.reasons, $3
     FROM jsonb_to_recordset($2) AS t(id uuid, chance int, related int, reasons jsonb)
     WHERE NOT EXISTS (SELECT FROM account a WHERE a.id IN ($1, t.id) AND a.merged_into IS NOT NULL)
     ON CONFLICT (one, other) DO UPDATE SET chance_permille = excluded.chance_permille,
       related_permille = excluded.related_permille, reasons = excluded.reasons`,
    [accountId, JSON.stringify(twins), now],
  )
}
