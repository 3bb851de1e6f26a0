import type { AccountSummary } from '@parley/contract/accounts'
import { notFound } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { lastDayBefore } from '../vendor-days.ts'

export type AccountRow = {
  id: string
  name: string
  normalizedName: string
  domain: string | null
  host: string | null
  country: string | null
  city: string | null
  taxId: string | null
  designation: AccountSummary['designation']
  designatedOn: string | null
  conductHoldReason: string | null
  parentId: string | null
  relation: 'subsidiary' | 'branch' | 'division' | 'successor' | null
  /** The record that it was made one with; whoever asks for it gets that one. */
  mergedInto: string | null
  source: string | null
  createdAt: Date
  version: number
}

export const accountColumns = `a.id, a.name, a.normalized_name AS "normalizedName", a.domain, a.host, a.country, a.city,
  a.tax_id AS "taxId", a.designation, a.designated_on AS "designatedOn", a.conduct_hold_reason AS "conductHoldReason",
  a.parent_id AS "parentId", a.relation_to_parent AS relation, a.merged_into AS "mergedInto", a.source,
  a.created_at AS "createdAt", a.version`

/** These accounts, by id. Of one that was merged, the row as it was left. */
export async function readAccounts(ctx: Ctx, ids: readonly string[]): Promise<Map<string, AccountRow>> {
  const rows = await ctx.tx.query<AccountRow>(`SELECT ${accountColumns} FROM account a WHERE a.id = ANY($1)`, [ids])
  return new Map(rows.map((row) => [row.id, row]))
}

/** An account, or the one that it was merged into. 404 when there is none. */
export async function readKept(ctx: Ctx, id: string): Promise<{ row: AccountRow; asked: AccountRow }> {
  const rows = await ctx.tx.query<AccountRow>(
    `WITH RECURSIVE way(id, step) AS (SELECT $1::uuid, 0
       UNION ALL SELECT a.merged_into, w.step + 1 FROM way w JOIN account a ON a.id = w.id WHERE a.merged_into IS NOT NULL)
     SELECT ${accountColumns} FROM way w JOIN account a ON a.id = w.id ORDER BY w.step`,
    [id],
  )
  const [asked] = rows
  if (!asked) throw notFound('account')
  return { asked, row: rows.at(-1)! }
}

/** The records that answer for these ids now: the same, or what each was merged into. */
export async function keptOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.tx.query<{ id: string; keptId: string }>(
    `WITH RECURSIVE way(asked, id) AS (SELECT a.id, a.id FROM account a WHERE a.id = ANY($1)
       UNION ALL SELECT w.asked, a.merged_into FROM way w JOIN account a ON a.id = w.id WHERE a.merged_into IS NOT NULL)
     SELECT w.asked AS id, a.id AS "keptId" FROM way w JOIN account a ON a.id = w.id WHERE a.merged_into IS NULL`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row.keptId]))
}

type Lead = AccountSummary['leads'][number]

/** Who leads each of these accounts now, by the account's id. */
export async function readLeads(ctx: Ctx, accountIds: readonly string[]): Promise<Map<string, Lead[]>> {
  const rows = await ctx.tx.query<{ accountId: string; productFamily: string; partnerName: string; until: Date }>(
    `SELECT x.account_id AS "accountId", x.product_family AS "productFamily", p.name AS "partnerName", upper(x.during) AS until
     FROM protection x JOIN partner p ON p.id = x.partner_id
     WHERE x.account_id = ANY($1) AND x.kind = 'exclusive' AND x.during @> $2::timestamptz ORDER BY x.product_family, x.granted_at`,
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

export function toAccountSummary(
  row: AccountRow,
  leads: ReadonlyMap<string, Lead[]>,
  foundBy: string | null = null,
): AccountSummary {
  const { id, name, domain, country, city, designation } = row
  return { id, name, domain, country, city, designation, leads: leads.get(id) ?? [], foundBy }
}

/** Summaries of these accounts, by id, with who leads them. */
export async function readSummaries(ctx: Ctx, ids: readonly string[]): Promise<Map<string, AccountSummary>> {
  const rows = await readAccounts(ctx, ids)
  const leads = await readLeads(ctx, ids)
  return new Map([...rows].map(([id, row]) => [id, toAccountSummary(row, leads)]))
}

/** Where an account came from, in words; other sources are named as they are. */
const provenances: Record<string, string> = {
  registration: 'Made when a partner first registered it',
  staff: 'Added by hand',
}
export const provenanceOf = ({ source }: AccountRow): string | null =>
  source === null ? null : (provenances[source] ?? source)
