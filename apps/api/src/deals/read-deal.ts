import type { DealSummary, StaffDeal } from '@parley/contract/deals'
import type { ExposureState } from '@parley/contract/exposure'
import { assertRole } from '../abilities.ts'
import { openOf } from '../commissions/commission-facts.ts'
import { readBookings } from '../commissions/read-bookings.ts'
import { readExposure, readExposureState } from '../commissions/read-exposure.ts'
import type { Ctx } from '../context.ts'
import { readBriefCard } from '../decisions/decision-card.ts'
import { type DecisionRow, decisionColumns } from '../decisions/decision-rows.ts'
import { Conditions, containing, decodeCursor, encodeCursor } from '../page.ts'
import { toStaffClaims } from './claim-view.ts'
import { readPayments } from './customer-payments.ts'
import { dealAbilities, dealReaders } from './deal-abilities.ts'
import { claimsOfDeal, type DealRow, readDealRow, readDeals } from './deal-rows.ts'
import { readUntied } from './tie-claims.ts'

/** One deal with all that is claimed, decided and booked on it. */
export async function readDeal(ctx: Ctx, id: string): Promise<StaffDeal> {
  assertRole(ctx.actor, dealReaders, 'read deals')
  const deal = await readDealRow(ctx.tx, id)
  const { kind, tender, source, externalId, marginMinor, termMonths, invoicedOn, paidOn, lessenedMinor, version } = deal
  const paperDecision = await readPaperDecision(ctx, deal)
  const exposure = deal.stage === 'open' ? await readExposure(ctx, deal) : null
  return {
    summary: toDealSummary(ctx, deal, exposure && deal.claims > 0 ? exposure.state : null),
    ...{ kind, tender, source, externalId, marginMinor, termMonths, invoicedOn, paidOn, lessenedMinor, version },
    paper: deal.paper && {
      paper: deal.paper,
      earns: deal.earns ?? '',
      partnerName: await sellerName(ctx, deal),
      decision: paperDecision,
    },
    paperDecision,
    payments: await readPayments(ctx.tx, id),
    paidMinor: deal.customerPaidMinor,
    openMinor: openOf(deal),
    claims: await toStaffClaims(ctx, deal, await claimsOfDeal(ctx.tx, id)),
    untied: await readUntied(ctx, deal),
    exposure,
    settlement: await readSettlement(ctx, id),
    entries: await readBookings(ctx, id),
    can: dealAbilities(ctx, deal),
  }
}

function toDealSummary({ productFamilies }: Ctx, deal: DealRow, exposure: ExposureState | null): DealSummary {
  const { id, reference, accountId, accountName, amountMinor, currency, stage, closedOn, claims, createdAt } = deal
  return {
    ...{ id, reference, amountMinor, currency, stage, closedOn, claims },
    account: { id: accountId, name: accountName },
    productFamilies: deal.productFamilies.map((family) => ({
      id: family,
      name: productFamilies.find((each) => each.id === family)?.name ?? family,
    })),
    exposure,
    createdAt: createdAt.toISOString(),
  }
}

async function readPaperDecision(ctx: Ctx, { paperDecisionId }: DealRow) {
  if (paperDecisionId === null) return null
  const [row] = await ctx.tx.query<DecisionRow>(`SELECT ${decisionColumns} FROM decision d WHERE d.id = $1`, [
    paperDecisionId,
  ])
  return readBriefCard(ctx, row!)
}

async function sellerName({ tx }: Ctx, { sellerPartnerId }: DealRow): Promise<string | null> {
  if (sellerPartnerId === null) return null
  const [row] = await tx.query<{ name: string }>('SELECT name FROM partner WHERE id = $1', [sellerPartnerId])
  return row!.name
}

async function readSettlement({ tx }: Ctx, dealId: string): Promise<StaffDeal['settlement']> {
  type Row = Omit<NonNullable<StaffDeal['settlement']>, 'settledAt'> & { settledAt: Date }
  const [row] = await tx.query<Row>(
    `SELECT s.settled_at AS "settledAt", s.settled_by_name AS "settledByName", s.pool_minor AS "poolMinor",
       s.exposure_minor AS "asksMinor", s.settled_before_minor + s.total_minor AS "totalMinor", s.pool_version AS "poolVersion"
     FROM settlement s WHERE s.deal_id = $1 ORDER BY s.seq DESC LIMIT 1`,
    [dealId],
  )
  return row ? { ...row, settledAt: row.settledAt.toISOString() } : null
}

type Query = {
  cursor?: string | undefined
  limit: number
  stage?: 'open' | 'won' | 'lost' | undefined
  q?: string | undefined
  accountId?: string | undefined
  partnerId?: string | undefined
  exposure?: ExposureState | undefined
}

/** So many deals are asked about at most for one page: what fits is rare, and asking takes its time. */
const mostAsked = 200

/** Deals, newest first. With `exposure`, a page may hold fewer than asked for, and still have a next one. */
export async function listDeals(ctx: Ctx, query: Query): Promise<{ items: DealSummary[]; nextCursor: string | null }> {
  assertRole(ctx.actor, dealReaders, 'read deals')
  const where = conditionsOf(query)
  const most = query.exposure ? mostAsked : query.limit
  const rows = await readDeals(ctx.tx, `${where} ORDER BY d.created_at DESC, d.id DESC LIMIT ${most + 1}`, where.params)
  const items: DealSummary[] = []
  for (const [at, row] of rows.entries()) {
    if (at === most || items.length === query.limit) return { items, nextCursor: cursorAfter(rows[at - 1]!) }
    const exposure = await readExposureState(ctx, row)
    if (!query.exposure || query.exposure === exposure) items.push(toDealSummary(ctx, row, exposure))
  }
  return { items, nextCursor: null }
}

const cursorAfter = ({ createdAt, id }: DealRow) => encodeCursor({ sort: 'newest', key: createdAt.toISOString(), id })

function conditionsOf({ stage, q, accountId, partnerId, exposure, cursor }: Query): Conditions {
  const where = new Conditions()
  if (stage) where.add('d.stage = $?', stage)
  if (q) {
    const text = containing(q)
    where.add('a.name ILIKE $? OR d.reference ILIKE $? OR d.external_id ILIKE $?', text, text, text)
  }
  if (accountId) where.add('d.account_id = $?', accountId)
  if (partnerId)
    where.add(
      'd.seller_partner_id = $? OR EXISTS (SELECT FROM claim c WHERE c.deal_id = d.id AND c.partner_id = $?)',
      partnerId,
      partnerId,
    )
  if (exposure) where.add(`d.stage = 'open' AND EXISTS (SELECT FROM claim c WHERE c.deal_id = d.id)`)
  if (exposure) where.add(exposure === 'marginUnknown' ? 'd.margin_minor IS NULL' : 'd.margin_minor IS NOT NULL')
  if (cursor) {
    const { key, id } = decodeCursor(cursor, 'newest')
    where.add('(d.created_at, d.id) < ($?::timestamptz, $?::uuid)', key, id)
  }
  return where
}
