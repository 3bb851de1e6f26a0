import type { BookedEntry, DealSummary, StaffDeal } from '@parley/contract/deals'
import { assertRole } from '../abilities.ts'
import { readExposure } from '../commissions/read-exposure.ts'
import type { Ctx } from '../context.ts'
import { readCard } from '../decisions/decision-card.ts'
import { type DecisionRow, decisionColumns } from '../decisions/decision-rows.ts'
import { Conditions, containing, decodeCursor, toPage } from '../page.ts'
import { toStaffClaims } from './claim-view.ts'
import { dealAbilities, dealReaders } from './deal-abilities.ts'
import { claimsOfDeal, type DealRow, readDealRow, readDeals } from './deal-rows.ts'

/** One deal with all that is claimed, decided and booked on it. */
export async function readDeal(ctx: Ctx, id: string): Promise<StaffDeal> {
  assertRole(ctx.actor, dealReaders, 'read deals')
  const deal = await readDealRow(ctx.tx, id)
  const { kind, tender, source, externalId, marginMinor, termMonths, invoicedOn, paidOn, lessenedMinor, version } = deal
  const paperDecision = await readPaperDecision(ctx, deal)
  return {
    summary: toDealSummary(ctx, deal),
    ...{ kind, tender, source, externalId, marginMinor, termMonths, invoicedOn, paidOn, lessenedMinor, version },
    paper: deal.paper && {
      paper: deal.paper,
      earns: deal.earns ?? '',
      partnerName: await sellerName(ctx, deal),
      decision: paperDecision,
    },
    paperDecision,
    claims: await toStaffClaims(ctx, await claimsOfDeal(ctx.tx, id)),
    exposure: deal.stage === 'open' ? await readExposure(ctx, deal) : null,
    settlement: await readSettlement(ctx, id),
    entries: await readEntries(ctx, id),
    can: dealAbilities(ctx, deal),
  }
}

export function toDealSummary({ productFamilies }: Ctx, deal: DealRow): DealSummary {
  const { id, reference, accountId, accountName, amountMinor, currency, stage, closedOn, claims, createdAt } = deal
  return {
    ...{ id, reference, amountMinor, currency, stage, closedOn, claims },
    account: { id: accountId, name: accountName },
    productFamilies: deal.productFamilies.map((family) => ({
      id: family,
      name: productFamilies.find((each) => each.id === family)?.name ?? family,
    })),
    createdAt: createdAt.toISOString(),
  }
}

async function readPaperDecision(ctx: Ctx, { paperDecisionId }: DealRow) {
  if (paperDecisionId === null) return null
  const [row] = await ctx.tx.query<DecisionRow>(`SELECT ${decisionColumns} FROM decision d WHERE d.id = $1`, [
    paperDecisionId,
  ])
  return readCard(ctx, row!)
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

/** All bookings on the deal's claims, in order. */
const readEntries = ({ tx }: Ctx, dealId: string): Promise<BookedEntry[]> =>
  tx.query<BookedEntry>(
    `SELECT e.id, j.booked_on AS "bookedOn", j.kind, e.account, c.reference AS "claimReference", p.name AS "partnerName",
       e.amount_minor AS "amountMinor", coalesce(j.rule, j.setting) AS rule, j.policy_version AS "policyVersion",
       j.decision_id AS "decisionId"
     FROM claim c JOIN ledger_entry e ON e.claim_id = c.id JOIN journal j ON j.id = e.journal_id JOIN partner p ON p.id = c.partner_id
     WHERE c.deal_id = $1 ORDER BY j.seq, e.seq`,
    [dealId],
  )

type Query = {
  cursor?: string | undefined
  limit: number
  stage?: 'open' | 'won' | 'lost' | undefined
  q?: string | undefined
}

/** Deals, newest first. */
export async function listDeals(ctx: Ctx, query: Query): Promise<{ items: DealSummary[]; nextCursor: string | null }> {
  assertRole(ctx.actor, dealReaders, 'read deals')
  const where = new Conditions()
  if (query.stage) where.add('d.stage = $?', query.stage)
  if (query.q) where.add('a.name ILIKE $? OR d.reference ILIKE $?', containing(query.q), containing(query.q))
  if (query.cursor) {
    const { key, id } = decodeCursor(query.cursor, 'newest')
    where.add('(d.created_at, d.id) < ($?::timestamptz, $?::uuid)', key, id)
  }
  const tail = `${where} ORDER BY d.created_at DESC, d.id DESC LIMIT ${query.limit + 1}`
  const rows = await readDeals(ctx.tx, tail, where.params)
  const { page, nextCursor } = toPage(rows, query.limit, 'newest', (row) => row.createdAt.toISOString())
  return { items: page.map((row) => toDealSummary(ctx, row)), nextCursor }
}
