import { knownAs } from '@parley/identity/known-as'
import type { Ctx } from '../../context.ts'

/** What an account is known by. */
export type Known = {
  id: string
  name: string
  host: string | null
  country: string | null
  city: string | null
  taxId: string | null
  aliases: readonly string[]
  /** Hosts beside `host`. */
  hosts: readonly string[]
  /** Records that were merged into it and stand in another place: who asks by that place means it, too. */
  elsewhere: readonly Pick<Known, 'name' | 'host' | 'country' | 'city'>[]
}

/** The rows that make an account findable: its name, each alias, its name with each further domain, and what was merged into it as it stood. */
export function namesOf({ id, name, host, country, city, taxId, aliases, hosts, elsewhere }: Known) {
  const also = taxId === null ? [] : [taxId]
  const party = (called: string, domain: string | null) => knownAs({ name: called, domain, country, city }, also)
  const all = [
    party(name, host),
    ...aliases.map((alias) => party(alias, host)),
    ...hosts.map((other) => party(name, other)),
    ...elsewhere.map((each) => knownAs({ ...each, domain: each.host }, also)),
  ]
  return all.map((each) => ({ account_id: id, ...each }))
}

/** Of account `a`: what `Known` has as `elsewhere`, for SQL. */
export const standingElsewhere = `ARRAY(
         WITH RECURSIVE past AS (
           SELECT m.* FROM account m WHERE m.merged_into = a.id
           UNION ALL SELECT m.* FROM past p JOIN account m ON m.merged_into = p.id)
         SELECT json_build_object('name', p.name, 'host', p.host, 'country', p.country, 'city', p.city) FROM past p
         WHERE coalesce(p.country, p.city) IS NOT NULL AND (p.country, p.city) IS DISTINCT FROM (a.country, a.city)
           AND (p.name = a.name OR EXISTS (SELECT FROM account_alias l WHERE l.account_id = a.id AND l.name = p.name))
         ORDER BY p.id)`

/**
 * Makes these accounts findable by all they are known by now, and by nothing else. Call it in the transaction that changed a
 * name, a domain, a place, a tax id, an alias, or what was merged: the keys are then true for whoever comes next.
 */
export async function keepNames(ctx: Ctx, accountIds: readonly string[]): Promise<void> {
  const rows = await ctx.tx.query<Known & { mergedInto: string | null }>(
    `SELECT a.id, a.name, a.host, a.country, a.city, a.tax_id AS "taxId", a.merged_into AS "mergedInto",
       ARRAY(SELECT l.name FROM account_alias l WHERE l.account_id = a.id ORDER BY l.added_at, l.id) AS aliases,
       ARRAY(SELECT d.host FROM account_domain d WHERE d.account_id = a.id ORDER BY d.added_at, d.id) AS hosts,
       ${standingElsewhere} AS elsewhere
     FROM account a WHERE a.id = ANY($1)`,
    [accountIds],
  )
  await ctx.tx.query('DELETE FROM account_name WHERE account_id = ANY($1)', [accountIds])
  const names = rows.filter(({ mergedInto }) => mergedInto === null).flatMap(namesOf)
  if (names.length > 0) await ctx.tx.query('SELECT write_account_names($1)', [JSON.stringify(names)])
}
