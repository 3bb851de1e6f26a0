import { heldOf, releasePart } from '@parley/rules/ledger/postings'
import type { Ctx } from '../context.ts'
import { latestPayment } from '../deals/customer-payments.ts'
import type { ClaimRow, DealRow } from '../deals/deal-rows.ts'
import { leaveMessage } from '../outbox/leave-message.ts'
import { recordDecision } from './claim-decisions.ts'
import { netOf } from './commission-facts.ts'
import { book } from './ledger.ts'
import { dueByPayment, readStandings, type Standing } from './settlement.ts'

/**
 * The customer pays in parts: of each share that waits for nothing else, as much is owed as was paid of the contract, and all of it with the
 * last part. Ends in whether anything was booked.
 */
export async function releaseByPayments(ctx: Ctx, deal: DealRow): Promise<boolean> {
  if (deal.stage !== 'won' || deal.customerPaidMinor <= 0) return false
  const [standing] = await readStandings(ctx, [deal])
  let isAny = false
  for (const claim of standing!.claims) isAny = (await releaseClaim(ctx, standing!, claim)) || isAny
  return isAny
}

async function releaseClaim(ctx: Ctx, standing: Standing, claim: ClaimRow): Promise<boolean> {
  const { deal, books } = standing
  const { balances } = books.get(claim.id)!
  const isLast = deal.paidOn !== null
  const id = ctx.newId()
  // The last one answers the claim itself; before that the claim waits, and only this part of it is answered.
  const due = await dueByPayment(ctx, standing, claim, isLast ? claim.id : id)
  if (!due) return false
  const { amountMinor, asked } = due
  const decision = asked.row.policyVersion === null ? asked.row : await recordDecision(ctx, asked.row)
  const journalId = await book(ctx, {
    ...{ kind: 'release', partnerId: claim.partnerId, currency: deal.currency, decisionId: decision.id },
    partId: await latestPart(ctx, claim.id),
    sides: [{ claimId: claim.id, postings: releasePart(balances, amountMinor) }],
  })
  const payment = (await latestPayment(ctx.tx, deal.id))!
  const paidMinor = Math.min(deal.customerPaidMinor, netOf(deal))
  await ctx.tx.query(
    `INSERT INTO payment_release (id, journal_id, payment_id, partner_id, claim_id, paid_on, paid_minor, net_minor)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, journalId, payment.id, claim.partnerId, claim.id, payment.paidOn, paidMinor, netOf(deal)],
  )
  const restMinor = heldOf(balances) - amountMinor
  const payload = {
    ...{ decisionId: decision.id, amountMinor, currency: deal.currency, isReleased: true, paidAs: 'commission' },
    ...{ restMinor },
  }
  await leaveMessage(ctx, { topic: 'claim.decided', subjectId: claim.id, partnerId: claim.partnerId, payload })
  return true
}

async function latestPart({ tx }: Ctx, claimId: string): Promise<string> {
  const [part] = await tx.query<{ id: string }>(
    'SELECT s.id FROM settlement_part s WHERE s.claim_id = $1 ORDER BY s.seq DESC LIMIT 1',
    [claimId],
  )
  return part!.id
}
