import type { ClaimRole } from '@parley/contract/claims'
import type { DealStage } from '@parley/contract/deals'
import type { Paper } from '@parley/contract/paper'
import { AppError, notFound } from '../app-error.ts'
import { ownOnly, type Tx } from '../transaction.ts'

/** A deal with its account's name. Amounts in minor units of `currency`; days in the vendor's time zone. */
export type DealRow = {
  id: string
  reference: string
  externalId: string | null
  accountId: string
  accountName: string
  productFamilies: string[]
  kind: 'new' | 'expansion' | 'renewal'
  amountMinor: number
  currency: string
  marginMinor: number | null
  termMonths: number | null
  tender: 'none' | 'planned' | 'published'
  source: 'hand' | 'api' | 'csv' | 'claim'
  stage: DealStage
  paper: Paper | null
  paperDecisionId: string | null
  earns: string | null
  sellerPartnerId: string | null
  closedBy: 'vendor' | 'partner' | 'both' | null
  closerPartnerId: string | null
  closedOn: string | null
  invoicedOn: string | null
  paidOn: string | null
  startsOn: string | null
  endsOn: string | null
  lessenedMinor: number
  /** What the customer has paid, without what went back to it. */
  customerPaidMinor: number
  conflictOpen: boolean
  /** The contract that it renews. */
  renewsContractId: string | null
  createdAt: Date
  version: number
  claims: number
}

/**
 * Who leads there isn't decided yet, or is asked again: nothing is released meanwhile. A question of somebody that hasn't registered
 * holds up nobody's money.
 */
const conflictOpen = `EXISTS (SELECT FROM conflict c WHERE c.product_family = ANY(d.product_families)
  AND c.account_id IN (SELECT account_family(d.account_id)) AND (c.closed_at IS NULL AND (c.opened_because <> 'engagement'
    OR (SELECT count(DISTINCT i.partner_id) FROM conflict_interest i WHERE i.conflict_id = c.id) > 1) OR EXISTS (SELECT FROM appeal l
    JOIN conflict_claim k ON k.id = l.claim_id WHERE k.conflict_id = c.id AND l.answered_at IS NULL)))`

const columns = `d.id, d.reference, d.external_id AS "externalId", d.account_id AS "accountId", a.name AS "accountName",
  d.product_families AS "productFamilies", d.kind, d.amount_minor AS "amountMinor", d.currency, d.margin_minor AS "marginMinor",
  d.term_months AS "termMonths", d.tender, d.source, d.stage, d.paper, d.paper_decision_id AS "paperDecisionId", d.earns,
  d.seller_partner_id AS "sellerPartnerId", d.closed_by AS "closedBy", d.closer_partner_id AS "closerPartnerId",
  d.closed_on AS "closedOn", d.invoiced_on AS "invoicedOn", d.paid_on AS "paidOn", d.starts_on AS "startsOn", d.ends_on AS "endsOn",
  d.lessened_minor AS "lessenedMinor",
  (SELECT coalesce(sum(y.amount_minor), 0)::bigint FROM customer_payment y WHERE y.deal_id = d.id) AS "customerPaidMinor", (${conflictOpen}) AS "conflictOpen", d.renews_contract_id AS "renewsContractId", d.created_at AS "createdAt", d.version,
  (SELECT count(*)::int FROM claim c WHERE c.deal_id = d.id) AS claims`

/** Reads deals with `tail` (WHERE, ORDER BY, LIMIT) over d and its account a. Staff and system only: partners find none. */
export const readDeals = (tx: Tx, tail: string, params: readonly unknown[]): Promise<DealRow[]> =>
  tx.query<DealRow>(`SELECT ${columns} FROM deal d JOIN account a ON a.id = d.account_id ${tail}`, params)

export async function readDealRow(tx: Tx, id: string): Promise<DealRow> {
  const [row] = await readDeals(tx, 'WHERE d.id = $1', [id])
  if (!row) throw notFound('deal')
  return row
}

/** The same, held until the commit: whoever settles it sees what the one before has booked. */
export async function lockDeal(tx: Tx, id: string): Promise<DealRow> {
  await tx.query('SELECT 1 FROM deal WHERE id = $1 FOR UPDATE', [id])
  return readDealRow(tx, id)
}

export type ClaimRow = {
  id: string
  reference: string
  /** Null until the staff ties it to a deal: by its registration its partner never led there. */
  dealId: string | null
  partnerId: string
  partnerName: string
  accountName: string
  productFamily: string
  role: ClaimRole
  baseMinor: number | null
  registrationId: string | null
  /** What its partner wrote in that registration. */
  registeredKind: string | null
  registeredTender: string | null
  evidenceId: string | null
  note: string
  activities: number
  workAccepted: boolean | null
  customerConfirmed: 'none' | 'email' | 'call'
  wroteSpecification: boolean
  vendorHelp: 'none' | 'askedFor' | 'unasked'
  dutiesDone: boolean | null
  forOwnUse: boolean
  promisedVersion: number
  promisedAt: Date
  settledVersion: number | null
  filedOn: string
  filedAt: Date
  /** Not taken up, and why; its partner reads the reason. */
  declinedAt: Date | null
  declinedBecause: string | null
  evidenceName: string | null
  version: number
}

const claimColumns = `c.id, c.reference, c.deal_id AS "dealId", c.partner_id AS "partnerId", p.name AS "partnerName",
  c.account_name AS "accountName", c.product_family AS "productFamily", c.role, c.base_minor AS "baseMinor",
  c.registration_id AS "registrationId", c.evidence_id AS "evidenceId", c.note, c.activities, c.work_accepted AS "workAccepted",
  c.customer_confirmed AS "customerConfirmed", c.wrote_specification AS "wroteSpecification", c.vendor_help AS "vendorHelp",
  c.duties_done AS "dutiesDone", c.for_own_use AS "forOwnUse", c.promised_version AS "promisedVersion",
  c.promised_at AS "promisedAt", c.settled_version AS "settledVersion", c.filed_on AS "filedOn", c.filed_at AS "filedAt", c.version,
  c.declined_at AS "declinedAt", c.declined_because AS "declinedBecause",
  (SELECT e.name FROM evidence e WHERE e.id = c.evidence_id) AS "evidenceName",
  (SELECT r.kind FROM registration r WHERE r.id = c.registration_id) AS "registeredKind",
  (SELECT r.tender FROM registration r WHERE r.id = c.registration_id) AS "registeredTender"`

/** Reads claims with `tail` over c and its partner p: a partner's own, or all for the staff. */
export const readClaims = (tx: Tx, tail: string, params: readonly unknown[]): Promise<ClaimRow[]> =>
  tx.query<ClaimRow>(
    `SELECT ${claimColumns} FROM (SELECT * FROM claim x WHERE ${ownOnly('x.partner_id', params.length + 1)}) c
       JOIN partner p ON p.id = c.partner_id ${tail}`,
    [...params, tx.partnerId],
  )

export const claimsOfDeal = (tx: Tx, dealId: string): Promise<ClaimRow[]> =>
  readClaims(tx, 'WHERE c.deal_id = $1 ORDER BY c.seq', [dealId])

export async function readClaimRow(tx: Tx, id: string): Promise<ClaimRow> {
  const [row] = await readClaims(tx, 'WHERE c.id = $1', [id])
  if (!row) throw notFound('claim')
  return row
}

/** The deal that a claim stands on. */
export function dealIdOf({ dealId, reference }: ClaimRow): string {
  if (dealId === null)
    throw new AppError('conflict', `${reference} isn’t tied to a deal yet. Enter it on the deal that it is about.`)
  return dealId
}
