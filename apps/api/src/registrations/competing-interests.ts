import { registrationStatuses } from '@parley/contract/registrations'
import { possessive } from '@parley/rules/format'
import { readQuestion } from '../accounts/identity/read-question.ts'
import type { Ctx } from '../context.ts'
import { lastDayBefore, startOfDay } from '../vendor-days.ts'
import { isProtectedMeanwhile, type RegistrationRow, readRegistrations, statusAt } from './registration-rows.ts'
import type { StaffOnly } from './registration-view.ts'

type MatchedAccount = StaffOnly['matchedAccount']

export async function readMatchedAccount(ctx: Ctx, row: RegistrationRow): Promise<MatchedAccount> {
  const [account] = await ctx.tx.query<Omit<MatchedAccount, 'match' | 'matchReason' | 'question'>>(
    'SELECT id, name, domain, country, city, designation FROM account WHERE id = $1',
    [row.accountId],
  )
  const question = await readQuestion(ctx, row)
  return { ...account!, match: row.accountMatch, matchReason: row.accountMatchReason, question }
}

/** Who else is interested in this account and product family: other partners, our own pipeline, the incumbent. */
export async function readCompeting(ctx: Ctx, row: RegistrationRow): Promise<StaffOnly['competing']> {
  const productFamilyName = ctx.productFamilies.find((each) => each.id === row.productFamily)?.name ?? row.productFamily
  const of = [row.accountId, row.productFamily]
  const others = await readRegistrations(
    ctx.tx,
    'WHERE r.account_id = $1 AND r.product_family = $2 AND r.id <> $3 ORDER BY r.submitted_at DESC LIMIT 50',
    [...of, row.id],
  )
  const pipeline = await ctx.tx.query<{ ownerName: string; lastContactOn: string }>(
    `SELECT owner_name AS "ownerName", last_contact_on AS "lastContactOn" FROM direct_opportunity
     WHERE account_id = $1 AND product_family = $2 AND closed_on IS NULL ORDER BY last_contact_on DESC LIMIT 50`,
    of,
  )
  const holdings = await ctx.tx.query<{ partnerName: string | null; since: string }>(
    `SELECT p.name AS "partnerName", h.since FROM holding h LEFT JOIN partner p ON p.id = h.incumbent_partner_id
     WHERE h.account_id = $1 AND h.product_family = $2`,
    of,
  )
  const none = { registrationId: null, lastContactOn: null, since: null, lastDay: null, partnerName: null }
  const shared = { productFamilyName, ...none }
  return [
    ...others.map((other) => ({
      ...shared,
      kind: 'registration' as const,
      title: `${other.reference}, ${other.accountName}`,
      partnerName: other.partnerName,
      registrationId: other.id,
      status: inWords(other, ctx.now),
      since: other.submittedAt.toISOString(),
      lastDay: other.protection ? lastDayBefore(other.protection.until, ctx.vendor.timeZone) : null,
    })),
    ...pipeline.map((each) => ({
      ...shared,
      kind: 'directPipeline' as const,
      title: `${possessive(ctx.vendor.name)} own pipeline, ${each.ownerName}`,
      status: 'Open',
      lastContactOn: each.lastContactOn,
    })),
    ...holdings.map((each) => ({
      ...shared,
      kind: 'incumbent' as const,
      title: each.partnerName ? `Latest sale by ${each.partnerName}` : 'Buys directly',
      partnerName: each.partnerName,
      status: 'Customer',
      since: startOfDay(each.since, ctx.vendor.timeZone).toISOString(),
    })),
  ]
}

/** In review, it may lead all the same: because the vendor is late with its answer. */
function inWords(row: RegistrationRow, now: Date): string {
  const status = registrationStatuses[statusAt(row, now)]
  return isProtectedMeanwhile(row, now) ? `${status}, protected for the time being` : status
}
