import type { AccountDetail } from '@parley/contract/accounts'
import { assertRole } from '../abilities.ts'
import { notFound } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { readers } from '../registrations/registration-abilities.ts'
import { readRegistrations } from '../registrations/registration-rows.ts'
import { toSummary } from '../registrations/registration-view.ts'
import { lastDayBefore } from '../vendor-days.ts'
import { type AccountRow, accountColumns, familyName, readLeads, toAccountSummary } from './account-view.ts'

/** Where an account came from, in words; other sources are named as they are. */
const provenances: Record<string, string> = { registration: 'Made when a partner first registered it' }

/** One account: who leads it, who is interested, what it buys. */
export async function readAccount(ctx: Ctx, { id }: { id: string }): Promise<AccountDetail> {
  assertRole(ctx.actor, readers, 'read accounts')
  const [row] = await ctx.tx.query<AccountRow>(`SELECT ${accountColumns} FROM account a WHERE a.id = $1`, [id])
  if (!row) throw notFound('account')
  const registrations = await readRegistrations(
    ctx.tx,
    'WHERE r.account_id = $1 ORDER BY r.submitted_at DESC, r.id LIMIT 200',
    [id],
  )
  return {
    summary: toAccountSummary(row, await readLeads(ctx, [id])),
    conductHold: row.conductHoldReason === null ? null : { reason: row.conductHoldReason },
    holdings: await readHoldings(ctx, id),
    pipeline: await readPipeline(ctx, id),
    registrations: registrations.map((each) => toSummary(ctx, each)),
    protections: registrations.flatMap(({ protection, ...each }) =>
      protection
        ? [
            {
              registrationId: each.id,
              partnerName: each.partnerName,
              productFamilyName: familyName(ctx, each.productFamily),
              kind: protection.kind,
              from: protection.grantedAt.toISOString(),
              until: protection.until.toISOString(),
              lastDay: lastDayBefore(protection.until, ctx.vendor.timeZone),
              inForce: protection.until > ctx.now && protection.endedBecause === null,
            },
          ]
        : [],
    ),
    provenance: row.source === null ? null : (provenances[row.source] ?? row.source),
    version: row.version,
  }
}

async function readHoldings(ctx: Ctx, id: string): Promise<AccountDetail['holdings']> {
  const rows = await ctx.tx.query<{ productFamily: string; incumbentPartnerName: string | null; since: string }>(
    `SELECT h.product_family AS "productFamily", p.name AS "incumbentPartnerName", h.since
     FROM holding h LEFT JOIN partner p ON p.id = h.incumbent_partner_id WHERE h.account_id = $1 ORDER BY h.product_family`,
    [id],
  )
  return rows.map(({ productFamily, ...row }) => ({ ...row, productFamilyName: familyName(ctx, productFamily) }))
}

async function readPipeline(ctx: Ctx, id: string): Promise<AccountDetail['pipeline']> {
  const rows = await ctx.tx.query<{ productFamily: string; ownerName: string; lastContactOn: string }>(
    `SELECT product_family AS "productFamily", owner_name AS "ownerName", last_contact_on AS "lastContactOn"
     FROM direct_opportunity WHERE account_id = $1 AND closed_on IS NULL ORDER BY last_contact_on DESC, id`,
    [id],
  )
  return rows.map(({ productFamily, ...row }) => ({ ...row, productFamilyName: familyName(ctx, productFamily) }))
}
