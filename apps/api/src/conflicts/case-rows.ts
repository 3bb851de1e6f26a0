import { possessive } from '@parley/rules/format'
import { notFound } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { type RegistrationRow, readRegistrations, statusAt } from '../registrations/registration-rows.ts'
import type { Tx } from '../transaction.ts'
import { type ActingRow, readActing } from './acting-rows.ts'

/** A case as kept. */
export type CaseRow = {
  id: string
  accountId: string
  accountName: string
  accountCountry: string | null
  designation: string
  conductHold: boolean
  productFamily: string
  openedBecause: 'overlap' | 'family' | 'merge' | 'pipeline' | 'engagement'
  openedAt: Date
  closedAt: Date | null
  closedBecause: 'settledByPolicy' | 'oneInterestLeft' | 'joined' | 'unmerged' | 'awarded' | 'teamed' | null
  personDueAt: Date | null
  version: number
}

const columns = `c.id, a.id AS "accountId", a.name AS "accountName", a.country AS "accountCountry", a.designation,
  a.conduct_hold_reason IS NOT NULL AS "conductHold", c.product_family AS "productFamily", c.opened_because AS "openedBecause",
  c.opened_at AS "openedAt", c.closed_at AS "closedAt", c.closed_because AS "closedBecause", c.person_due_at AS "personDueAt", c.version`

export async function readCase(tx: Tx, id: string): Promise<CaseRow> {
  const [row] = await tx.query<CaseRow>(
    `SELECT ${columns} FROM conflict c JOIN account a ON a.id = c.account_id WHERE c.id = $1`,
    [id],
  )
  if (!row) throw notFound('case')
  return row
}

/**
 * The same, with the account's family held: nobody registers, withdraws or decides there meanwhile. The vendor's own team claims
 * from then on, if it works there.
 */
export async function lockCase({ tx, now }: Ctx, id: string): Promise<CaseRow> {
  await tx.query('SELECT hold_family(c.account_id, NULL) FROM conflict c WHERE c.id = $1', [id])
  await tx.query(
    `INSERT INTO conflict_claim (id, conflict_id, partner_id, since)
     SELECT conflict_claim_id(c.id, NULL), c.id, NULL, $2 FROM conflict c WHERE c.id = $1 AND c.closed_at IS NULL
       AND EXISTS (SELECT FROM direct_opportunity q WHERE q.account_id IN (SELECT account_family(c.account_id))
         AND q.product_family = c.product_family AND q.closed_on IS NULL) ON CONFLICT DO NOTHING`,
    [id, now],
  )
  return readCase(tx, id)
}

/** One claim of a case: a partner's, with its registrations there, or (without a partner) the vendor's own sales team's. */
export type ClaimRow = {
  id: string
  partnerId: string | null
  partnerName: string | null
  since: Date
  /** What speaks for it first: a protected one before others, then the oldest. */
  registrations: RegistrationRow[]
  /** Those of them that are still wanted. */
  live: RegistrationRow[]
  opportunities: Opportunity[]
  /** Steps that it asked about there without a registration. */
  acting: ActingRow[]
}
export type Opportunity = { id: string; ownerName: string; lastContactOn: string }

/** Its claims, in the order in which they came; the vendor's own team is one while its pipeline is open there, or was. */
export async function readClaims(ctx: Ctx, row: CaseRow): Promise<ClaimRow[]> {
  const { tx, now } = ctx
  const opportunities = await tx.query<Opportunity>(
    `SELECT q.id, q.owner_name AS "ownerName", q.last_contact_on AS "lastContactOn" FROM direct_opportunity q
     WHERE q.account_id IN (SELECT account_family($1)) AND q.product_family = $2 AND q.closed_on IS NULL
     ORDER BY q.last_contact_on DESC, q.id`,
    [row.accountId, row.productFamily],
  )
  const claims = await tx.query<Pick<ClaimRow, 'id' | 'partnerId' | 'partnerName' | 'since'>>(
    `SELECT k.id, k.partner_id AS "partnerId", p.name AS "partnerName", k.since
     FROM conflict_claim k LEFT JOIN partner p ON p.id = k.partner_id WHERE k.conflict_id = $1
       AND (k.partner_id IS NULL OR EXISTS (SELECT FROM conflict_interest i WHERE i.conflict_id = k.conflict_id AND i.partner_id = k.partner_id)
         OR EXISTS (SELECT FROM conflict_engagement n WHERE n.conflict_id = k.conflict_id AND n.partner_id = k.partner_id))
     ORDER BY k.since, k.id`,
    [row.id],
  )
  const registrations = await readRegistrations(
    tx,
    `WHERE r.id IN (SELECT i.registration_id FROM conflict_interest i WHERE i.conflict_id = $1) ORDER BY r.submitted_at, r.id`,
    [row.id],
  )
  const acting = (await readActing(ctx, [row.id])).get(row.id) ?? []
  const all = claims.map((claim) => {
    const own = registrations
      .filter(({ partnerId }) => partnerId === claim.partnerId)
      .toSorted((a, b) => rankOf(ctx, a) - rankOf(ctx, b))
    const live = own.filter((each) => isWanted(each, now))
    return {
      ...{ ...claim, registrations: own, live, opportunities: claim.partnerId === null ? opportunities : [] },
      acting: acting.filter(({ partnerId }) => partnerId === claim.partnerId),
    }
  })
  const came = ({ registrations: own, acting: steps, since }: ClaimRow) =>
    Math.min(
      ...own.map((each) => each.submittedAt.getTime()),
      ...steps.map((each) => each.askedAt.getTime()),
      since.getTime(),
    )
  return all.toSorted((a, b) => came(a) - came(b))
}

const rankOf = ({ now }: Ctx, row: RegistrationRow) => {
  const status = statusAt(row, now)
  if (!isWanted(row, now)) return 3
  return status === 'approved' ? 0 : status === 'teaming' ? 1 : 2
}

/** As `is_live` in the database: whoever leaves a question unanswered beyond its date wants it no longer. */
export function isWanted(row: RegistrationRow, now: Date): boolean {
  const status = statusAt(row, now)
  if (status === 'informationNeeded') return row.answerDueAt !== null && row.answerDueAt > now
  return status === 'approved' || status === 'teaming' || status === 'inReview'
}

/** Whether it can come to lead: by a registration that is still wanted or, the vendor's own team, by an opportunity. */
export const canLead = (claim: ClaimRow): boolean =>
  claim.partnerId === null ? claim.opportunities.length > 0 : claim.live.length > 0

/** Whether anybody of it still wants the account. */
export const isLive = ({ now }: Pick<Ctx, 'now'>, claim: ClaimRow): boolean =>
  canLead(claim) || claim.acting.some(({ countsUntil }) => countsUntil > now)

export const nameOf = ({ vendor }: Ctx, { partnerName }: Pick<ClaimRow, 'partnerName'>): string =>
  partnerName ?? `${possessive(vendor.name)} own sales team`

export async function touchCase({ tx }: Ctx, id: string): Promise<void> {
  await tx.query('UPDATE conflict SET version = version + 1 WHERE id = $1', [id])
}
