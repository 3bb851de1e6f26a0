import type { ClaimState, PartnerClaim, StaffClaim } from '@parley/contract/claims'
import { heldOf, payableOf } from '@parley/rules/ledger/postings'
import type { Line } from '@parley/rules/points/commission/allocate'
import { type Books, booksOf } from '../commissions/ledger.ts'
import { paidBps } from '../commissions/paid-bps.ts'
import { stepsInWords } from '../commissions/step-words.ts'
import type { Ctx } from '../context.ts'
import { readBriefCard } from '../decisions/decision-card.ts'
import { type DecisionRow, decisionColumns } from '../decisions/decision-rows.ts'
import { loadPolicy } from '../policies/policy-in-force.ts'
import { dayOf } from '../vendor-days.ts'
import { claimAbilities } from './deal-abilities.ts'
import type { ClaimRow, DealRow } from './deal-rows.ts'

type Settled = {
  claimId: string
  amountMinor: number
  isReleased: boolean
  paidAs: 'commission' | 'margin'
  policyVersion: number
  lines: Line[]
  decisionId: string
}
/** The latest of what became owed with the customer's payments; `decisionId` where that was the last of it. */
type Released = { claimId: string; paidMinor: number; netMinor: number; paidOn: string; decisionId: string | null }

/** What a claim is worth and where it stands, as its reader may know it; what the ledger says is read from the ledger. */
async function standings(ctx: Ctx, claims: readonly ClaimRow[]) {
  const ids = claims.map(({ id }) => id)
  const settled = await ctx.tx.query<Settled>(
    `SELECT DISTINCT ON (s.claim_id) s.claim_id AS "claimId", s.amount_minor AS "amountMinor", s.is_released AS "isReleased",
       s.paid_as AS "paidAs", s.policy_version AS "policyVersion", s.lines, s.decision_id AS "decisionId"
     FROM settlement_part s WHERE s.claim_id = ANY($1) ORDER BY s.claim_id, s.seq DESC`,
    [ids],
  )
  const released = await ctx.tx.query<Released>(
    `SELECT DISTINCT ON (r.claim_id) r.claim_id AS "claimId", r.paid_minor AS "paidMinor", r.net_minor AS "netMinor", r.paid_on AS "paidOn",
       CASE WHEN r.paid_minor = r.net_minor AND NOT EXISTS (SELECT FROM settlement_part s JOIN decision d ON d.id = s.decision_id
         WHERE s.claim_id = r.claim_id AND d.decided_at > j.booked_at) THEN j.decision_id END AS "decisionId"
     FROM payment_release r JOIN journal j ON j.id = r.journal_id WHERE r.claim_id = ANY($1) ORDER BY r.claim_id, j.seq DESC`,
    [ids],
  )
  const lastDecision = new Map(released.map(({ claimId, decisionId }) => [claimId, decisionId]))
  const decided = settled.map((each) => ({ ...each, decisionId: lastDecision.get(each.claimId) ?? each.decisionId }))
  const decisions = await ctx.tx.query<DecisionRow>(`SELECT ${decisionColumns} FROM decision d WHERE d.id = ANY($1)`, [
    decided.map(({ decisionId }) => decisionId),
  ])
  const currencies = await ctx.tx.query<{ claimId: string; currency: string }>(
    `SELECT DISTINCT e.claim_id AS "claimId", e.currency FROM ledger_entry e WHERE e.claim_id = ANY($1)`,
    [ids],
  )
  return {
    books: await booksOf(ctx.tx, ids),
    settled: new Map(decided.map((each) => [each.claimId, each])),
    released: new Map(released.map((each) => [each.claimId, each])),
    decisions: new Map(decisions.map((each) => [each.id, each])),
    currencies: new Map(currencies.map(({ claimId, currency }) => [claimId, currency])),
  }
}

function stateOf(
  settled: Settled | undefined,
  { balances, everPaidMinor }: Books,
  outcome: string | undefined,
): ClaimState {
  if (!settled) return 'open'
  if (payableOf(balances) > 0) return 'payable'
  if (heldOf(balances) > 0) return 'waits'
  if (everPaidMinor > 0) return 'paid'
  if (settled.paidAs === 'margin' && settled.isReleased) return 'margin'
  return outcome === 'nothing' ? 'nothing' : 'waits'
}

const customerPaidOf = (released: Released | undefined): PartnerClaim['customerPaid'] =>
  released ? { bps: paidBps(released.paidMinor, released.netMinor), on: released.paidOn } : null

const declinedOf = ({ vendor }: Ctx, { declinedAt, declinedBecause }: ClaimRow): PartnerClaim['declined'] =>
  declinedAt && { because: declinedBecause!, on: dayOf(declinedAt, vendor.timeZone) }

/** `readWith` says how much of each decision is read: a list goes without what would change it. */
export async function toClaims(
  ctx: Ctx,
  claims: readonly ClaimRow[],
  readWith = readBriefCard,
): Promise<PartnerClaim[]> {
  const known = await standings(ctx, claims)
  const views: PartnerClaim[] = []
  for (const claim of claims) {
    const settled = known.settled.get(claim.id)
    const books = known.books.get(claim.id)!
    const decision = settled && known.decisions.get(settled.decisionId)
    const currency = known.currencies.get(claim.id) ?? ctx.vendor.currency
    const policy = settled && (await loadPolicy(ctx.tx, 'commission', settled.policyVersion))
    views.push({
      ...claim,
      productFamily: {
        id: claim.productFamily,
        name: ctx.productFamilies.find(({ id }) => id === claim.productFamily)?.name ?? claim.productFamily,
      },
      state: claim.declinedAt === null ? stateOf(settled, books, decision?.outcome) : 'declined',
      declined: declinedOf(ctx, claim),
      currency,
      amountMinor: settled?.amountMinor ?? null,
      heldMinor: heldOf(books.balances),
      payableMinor: payableOf(books.balances),
      paidMinor: books.everPaidMinor,
      takenBackMinor: books.takenBackMinor,
      customerPaid: customerPaidOf(known.released.get(claim.id)),
      steps: settled && policy ? stepsInWords(ctx, settled.lines, policy, currency) : [],
      decision: decision ? await readWith(ctx, decision, claim) : null,
    })
  }
  return views
}

export async function toStaffClaims(ctx: Ctx, deal: DealRow, claims: readonly ClaimRow[]): Promise<StaffClaim[]> {
  const views = await toClaims(ctx, claims)
  return views.map((view, at) => {
    const { partnerId, partnerName, ...claim } = claims[at]!
    const can = claimAbilities(ctx, deal, view)
    return { ...claim, ...view, dealId: deal.id, partner: { id: partnerId, name: partnerName }, can }
  })
}
