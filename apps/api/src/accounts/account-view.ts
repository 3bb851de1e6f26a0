import type { AccountSummary } from '@parley/contract/accounts'
import type { Ctx } from '../context.ts'
import { lastDayBefore } from '../vendor-days.ts'

export type AccountRow = {
  id: string
  name: string
  normalizedName: string
  domain: string | null
  country: string | null
  city: string | null
  designation: 'open' | 'named' | 'house'
  conductHoldReason: string | null
  source: string | null
  version: number
}

export const accountColumns = `a.id, a.name, a.normalized_name AS "normalizedName", a.domain, a.country, a.city, a.designation,
  a.conduct_hold_reason AS "conductHoldReason", a.source, a.version`

type Lead = AccountSummary['leads'][number]

/** Who leads each of these accounts now, by the account's id. */
export async function readLeads(ctx: Ctx, accountIds: readonly string[]): Promise<Map<string, Lead[]>> {
  const rows = await ctx.tx.query<{ accountId: string; productFamily: string; partnerName: string; until: Date }>(
    `SELECT x.account_id AS "accountId", x.product_family AS "productFamily", p.name AS "partnerName", upper(x.during) AS until
     FROM protection x JOIN partner p ON p.id = x.partner_id
     WHERE x.account_id = ANY($1) AND x.kind = 'exclusive' AND x.during @> $2::timestamptz ORDER BY x.product_family`,
    [accountIds, ctx.now],
  )
  const leads = Map.groupBy(rows, (row) => row.accountId)
  const toLead = (row: (typeof rows)[number]): Lead => ({
    productFamilyName: familyName(ctx, row.productFamily),
    partnerName: row.partnerName,
    lastDay: lastDayBefore(row.until, ctx.vendor.timeZone),
  })
  return new Map([...leads].map(([id, of]) => [id, of.map(toLead)]))
}

export const familyName = (ctx: Ctx, id: string) => ctx.productFamilies.find((each) => each.id === id)?.name ?? id

export function toAccountSummary(row: AccountRow, leads: Map<string, Lead[]>): AccountSummary {
  const { id, name, domain, country, city, designation } = row
  return { id, name, domain, country, city, designation, leads: leads.get(id) ?? [] }
}
