import { profileParty } from '@parley/identity/party'
import type { Ctx } from '../../context.ts'
import type { Candidate } from './read-candidates.ts'

export type TaxIds = {
  /** Accounts with an equal tax id, and, of the candidates, those whose known one is another. */
  equal: ReadonlySet<string>
  differs: ReadonlySet<string>
  /** Accounts with an equal one that aren't among the candidates. */
  more: readonly Candidate[]
}

const none: TaxIds = { equal: new Set(), differs: new Set(), more: [] }

/** What two tax ids are compared by, as the database's `tax_key`: letters and digits only, in upper case. */
export const taxKeyOf = (taxId: string): string => taxId.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')

type Row = {
  id: string
  equal: boolean
  name: string
  host: string | null
  country: string | null
  city: string | null
}

/** Which accounts have this tax id, and which candidates another. That of a merged record counts for the one that was kept. */
export async function compareTaxIds(
  { tx }: Ctx,
  taxId: string | null | undefined | Pick<TaxIds, 'equal' | 'differs'>,
  candidates: readonly Candidate[],
): Promise<TaxIds> {
  if (typeof taxId === 'object' && taxId !== null) return { ...taxId, more: [] }
  const key = taxKeyOf(taxId ?? '')
  if (key === '') return none
  const listed = new Map(candidates.map((each) => [each.accountId, each]))
  const rows = await tx.query<Row>(
    `WITH RECURSIVE way(id, tax_key) AS (SELECT a.id, a.tax_key FROM account a WHERE a.tax_key = $1
       UNION SELECT a.merged_into, w.tax_key FROM way w JOIN account a ON a.id = w.id WHERE a.merged_into IS NOT NULL
     ), of_interest AS (SELECT w.id, true AS equal FROM way w
       UNION SELECT a.id, false FROM account a WHERE a.id = ANY($2) AND a.tax_key <> $1)
     SELECT a.id, bool_or(i.equal) AS equal, a.name, a.host, a.country, a.city
     FROM of_interest i JOIN account a ON a.id = i.id WHERE a.merged_into IS NULL GROUP BY a.id ORDER BY a.id LIMIT 100`,
    [key, [...listed.keys()]],
  )
  const equal = rows.filter((row) => row.equal)
  return {
    equal: new Set(equal.map(({ id }) => id)),
    differs: new Set(rows.filter((row) => !row.equal).map(({ id }) => id)),
    more: equal
      .filter(({ id }) => !listed.has(id))
      .map(({ id, name, host, country, city }) => ({
        accountId: id,
        name,
        weight: 0,
        profile: profileParty({ name, domain: host, country, city }),
      })),
  }
}
