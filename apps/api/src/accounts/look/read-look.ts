import type { AccountLook, FamilyLook } from '@parley/contract/account-look'
import { assertRole } from '../../abilities.ts'
import type { Ctx } from '../../context.ts'
import { readDeals } from '../../deals/deal-rows.ts'
import { headlinesOf } from '../../decisions/headlines.ts'
import { type RegistrationRow, readRegistrations } from '../../registrations/registration-rows.ts'
import { dayOf, daysFrom, lastDayBefore } from '../../vendor-days.ts'
import { accountReaders } from '../account-abilities.ts'
import { type AccountRow, familyName, readKept } from '../account-view.ts'
import { concerns } from '../conflicts/read-conflicts.ts'
import { interestedIn } from './interested.ts'
import { readOwed } from './owed.ts'
import { whyLeads } from './why-leads.ts'

/** A live interest: whatever else was registered here is over. */
const live = `(r.status IN ('inReview','informationNeeded') OR (r.status IN ('approved','teaming') AND upper(x.during) > $2))`

/** Who leads an account for what and until when, who else wants it, and what is owed there. A merged one's id gives the kept one. */
export async function readLook(ctx: Ctx, { id }: { id: string }): Promise<AccountLook> {
  assertRole(ctx.actor, accountReaders, 'read accounts')
  const { row } = await readKept(ctx, id)
  const registrations = await readRegistrations(
    ctx.tx,
    `WHERE r.account_id = $1 AND ${live} ORDER BY r.submitted_at, r.id LIMIT 200`,
    [row.id, ctx.now],
  )
  return {
    accountId: row.id,
    families: await readFamilies(ctx, row, registrations),
    owed: await readOwed(ctx, row.id, registrations),
  }
}

export type LeadRow = {
  productFamily: string
  kind: 'partner' | 'vendor' | 'nobody'
  partnerId: string | null
  partnerName: string | null
  registrationId: string | null
  until: Date | null
}
export type HoldingRow = {
  productFamily: string
  partnerId: string | null
  partnerName: string | null
  since: string
}
/** What a protection rests on besides a registration's decision. */
export type Basis = {
  partnerId: string
  productFamily: string
  interim: boolean
  decisionId: string | null
  signedOn: string | null
}
type Contract = { dealId: string; productFamily: string; partnerName: string | null; startsOn: string; endsOn: string }
export type PipelineRow = { productFamily: string; ownerName: string; lastContactOn: string }

async function readFamilies(ctx: Ctx, account: AccountRow, registrations: readonly RegistrationRow[]) {
  const { tx, now, vendor } = ctx
  const leads = await tx.query<LeadRow>(
    `SELECT l.product_family AS "productFamily", l.kind, l.lead_partner_id AS "partnerId", p.name AS "partnerName",
       l.registration_id AS "registrationId", l.until FROM account_leads($1, $2) l LEFT JOIN partner p ON p.id = l.lead_partner_id`,
    [account.id, now],
  )
  const holdings = await tx.query<HoldingRow>(
    `SELECT h.product_family AS "productFamily", h.incumbent_partner_id AS "partnerId", p.name AS "partnerName", h.since
     FROM holding h LEFT JOIN partner p ON p.id = h.incumbent_partner_id WHERE h.account_id IN (SELECT merged_accounts($1))
     ORDER BY (h.account_id = $1) DESC, h.since DESC`,
    [account.id],
  )
  const pipeline = await tx.query<PipelineRow>(
    `SELECT o.product_family AS "productFamily", o.owner_name AS "ownerName", o.last_contact_on AS "lastContactOn"
     FROM direct_opportunity o WHERE o.account_id = $1 AND o.closed_on IS NULL ORDER BY o.last_contact_on DESC, o.id`,
    [account.id],
  )
  const deals = await readDeals(tx, 'WHERE d.account_id = $1 ORDER BY d.created_at DESC, d.id DESC LIMIT 200', [
    account.id,
  ])
  const bases = await tx.query<Basis>(
    `SELECT x.partner_id AS "partnerId", x.product_family AS "productFamily", x.interim, d.decision_id AS "decisionId", l.signed_on AS "signedOn"
     FROM protection x LEFT JOIN designation d ON d.id = x.designation_id LEFT JOIN customer_letter l ON l.id = d.letter_id
     WHERE x.account_id IN (SELECT merged_accounts($1)) AND x.kind = 'exclusive' AND x.during @> $2::timestamptz`,
    [account.id, now],
  )
  const contracts = await tx.query<Contract>(
    `SELECT c.deal_id AS "dealId", c.product_family AS "productFamily", p.name AS "partnerName", c.starts_on AS "startsOn", c.ends_on AS "endsOn"
     FROM contract c JOIN deal d ON d.id = c.deal_id LEFT JOIN partner p ON p.id = c.partner_id
     WHERE d.account_id = $1 AND c.renewed_by IS NULL ORDER BY c.seq DESC`,
    [account.id],
  )
  const conflicts = await tx.query<{ id: string; productFamily: string }>(
    `SELECT c.id, c.product_family AS "productFamily" FROM conflict c WHERE c.closed_at IS NULL AND (${concerns('$1')})`,
    [account.id],
  )
  const deciding = registrations.filter(({ id }) => leads.some((lead) => lead.registrationId === id))
  const headlines = await headlinesOf(
    ctx,
    deciding.map(({ decisionId }) => decisionId),
  )
  const families = leads.map((lead): FamilyLook => {
    const { productFamily, kind, partnerId, partnerName, registrationId, until } = lead
    const isHere = (each: { productFamily: string }) => each.productFamily === productFamily
    const holding = holdings.find(isHere)
    const decided = deciding.find(({ id }) => id === registrationId)
    const lastDay = until && lastDayBefore(until, vendor.timeZone)
    const here = deals.filter(({ productFamilies }) => productFamilies.includes(productFamily))
    const running = contracts.find(isHere)
    const basis = bases.find((each) => isHere(each) && each.partnerId === partnerId)
    const byLetter = basis?.decisionId != null
    const byDecision = decided && !byLetter && !basis?.interim
    return {
      productFamily: { id: productFamily, name: familyName(ctx, productFamily) },
      lead: {
        kind,
        partner: partnerId === null ? null : { id: partnerId, name: partnerName! },
        lastDay,
        daysLeft: lastDay === null ? null : Math.max(0, daysFrom(dayOf(now, vendor.timeZone), lastDay)),
        why: byDecision ? (headlines.get(decided.decisionId) ?? '') : whyLeads(ctx, { lead, account, holding, basis }),
        decisionId: byLetter ? basis.decisionId : (decided?.decisionId ?? null),
        registrationId,
      },
      interested: interestedIn(ctx, {
        lead,
        holdings: holdings.filter(isHere),
        pipeline: pipeline.filter(isHere),
        registrations: registrations.filter(isHere),
      }),
      openDeals: here
        .filter(({ stage }) => stage === 'open')
        .map(({ id, reference, amountMinor, currency }) => ({ id, reference, amountMinor, currency })),
      contract:
        holding || running
          ? {
              through: (running ?? holding)?.partnerName ?? vendor.name,
              since: running?.startsOn ?? holding?.since ?? null,
              renewsOn: running?.endsOn ?? null,
              dealId: running?.dealId ?? null,
            }
          : null,
      conflictId: conflicts.find(isHere)?.id ?? null,
    }
  })
  return families.filter(
    ({ lead, interested, openDeals, contract, conflictId }) =>
      lead.kind !== 'nobody' || interested.length > 0 || openDeals.length > 0 || contract || conflictId,
  )
}
