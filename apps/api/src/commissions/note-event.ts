import type { NoteEvent, StaffDeal } from '@parley/contract/deals'
import { formatDay } from '@parley/rules/format'
import { type Lessening, stillPaidOf, takeBack } from '@parley/rules/ledger/postings'
import type { Facts, FactValue } from '@parley/rules/point'
import type { z } from 'zod'
import { assertAble, assertRole } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { keepPayment, latestPayment, readGross } from '../deals/customer-payments.ts'
import { dealAbilities, refusedAt, settlers } from '../deals/deal-abilities.ts'
import { type ClaimRow, claimsOfDeal, type DealRow, lockDeal, readDealRow } from '../deals/deal-rows.ts'
import { readDeal } from '../deals/read-deal.ts'
import { decideByPolicy } from '../decisions/decide-by-policy.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import { leaveMessage } from '../outbox/leave-message.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { addDays, dayOf } from '../vendor-days.ts'
import { recordDecision } from './claim-decisions.ts'
import { openOf } from './commission-facts.ts'
import { type Books, book, booksOf } from './ledger.ts'
import { settleClaims } from './settle-claims.ts'

type Input = z.output<typeof NoteEvent> & { id: string }

const lessens = ['refunded', 'reduced', 'unpaid']

/**
 * Something happened to a contract that was won. Of what was paid on it the published rule says what is taken back; what wasn't paid
 * yet is settled anew on what is left of the amount.
 */
export async function noteEvent(ctx: Ctx, input: Input): Promise<StaffDeal> {
  assertRole(ctx.actor, settlers, 'note what happened to a contract')
  const deal = await lockDeal(ctx.tx, input.id)
  assertAble(dealAbilities(ctx, deal).noteEvent)
  const amountMinor = amountOf(deal, input)
  await assertNothingUnpaid(ctx, deal.id)
  const claims = await claimsOfDeal(ctx.tx, deal.id)
  await assertNotEndedBefore(ctx, claims, input)
  const books = await booksOf(
    ctx.tx,
    claims.map(({ id }) => id),
  )
  const about = claimsOfEvent(claims, books, input)
  const grossMinor = await readGross(ctx.tx, deal.id)
  const lessening = lesseningOf(deal, input.event, amountMinor)
  for (const claim of about) {
    const of = books.get(claim.id)!
    if (of.everPaidMinor === 0) continue
    // Paid out in parts, a share rests on what the customer has paid so far: only what goes back of that is taken back.
    const contract = of.isInParts
      ? { amountMinor: grossMinor, lostMinor: lessens.includes(input.event) ? lessening.ofPaidMinor : amountMinor }
      : { amountMinor: deal.amountMinor, lostMinor: amountMinor }
    if (of.isInParts && lessens.includes(input.event) && contract.lostMinor === 0) continue
    await clawBack(ctx, deal, claim, of, input, contract)
  }
  if (lessens.includes(input.event)) {
    await lessen(ctx, deal, lessening)
    await settleClaims(ctx, await readDealRow(ctx.tx, deal.id), { alsoOwed: true, lessening })
  }
  const subject = { kind: 'deal', id: deal.id, name: `${deal.accountName}, ${deal.reference}` }
  await recordEvent(ctx, { action: 'deal.eventNoted', subject, details: { event: input.event, amountMinor } })
  return readDeal(ctx, deal.id)
}

/** A contract ends once: noted again, what its end takes back would be taken a second time. */
async function assertNotEndedBefore({ tx, vendor, locale }: Ctx, claims: readonly ClaimRow[], { event }: Input) {
  if (event !== 'cancelled' && event !== 'movedToOther') return
  const [before] = await tx.query<{ at: Date }>(
    `SELECT decided_at AS at FROM decision WHERE point = 'clawback' AND subject_id = ANY($1)
       AND facts ->> 'clawback.event' IN ('cancelled', 'movedToOther') ORDER BY seq LIMIT 1`,
    [claims.map(({ id }) => id)],
  )
  if (!before) return
  const noted = formatDay(dayOf(before.at, vendor.timeZone), locale)
  throw refusedAt(
    '/event',
    `That this contract ended was noted already, on ${noted}.`,
    'If more comes back, note a refund.',
  )
}

/** What happens to a contract happens to all shares of it; what was paid too much was paid to one. */
function claimsOfEvent(claims: readonly ClaimRow[], books: ReadonlyMap<string, Books>, { event, claimId }: Input) {
  if (claimId !== undefined && !claims.some(({ id }) => id === claimId))
    throw refusedAt('/claimId', 'This deal has no such claim.')
  if (event !== 'overpaid') return claims
  const paid = claims.filter(({ id }) => books.get(id)!.everPaidMinor > 0)
  if (claimId === undefined && paid.length > 1)
    throw refusedAt('/claimId', 'Several shares of this deal were paid.', 'Say which of them was paid too much.')
  return paid.filter(({ id }) => claimId === undefined || id === claimId)
}

/** What is given back was paid; what shrinks or isn't paid is, before that, what the customer still owes. */
function lesseningOf(deal: DealRow, event: Input['event'], amountMinor: number): Lessening {
  const paidMinor = deal.customerPaidMinor
  const openMinor = openOf(deal)
  const most = event === 'refunded' ? Math.min(amountMinor, paidMinor) : Math.max(0, amountMinor - openMinor)
  const ofPaidMinor = Math.min(most, paidMinor)
  return { openMinor, paidMinor, ofPaidMinor, ofOpenMinor: Math.min(openMinor, amountMinor - ofPaidMinor) }
}

/** The contract is smaller from now on. Where nothing of it is open any more, the customer has paid all. */
async function lessen(ctx: Ctx, deal: DealRow, { openMinor, ofOpenMinor, ofPaidMinor }: Lessening): Promise<void> {
  const today = dayOf(ctx.now, ctx.vendor.timeZone)
  if (ofPaidMinor > 0) await keepPayment(ctx, deal.id, { paidOn: today, amountMinor: -ofPaidMinor })
  const latest = openMinor === ofOpenMinor ? await latestPayment(ctx.tx, deal.id) : null
  await ctx.tx.query(
    'UPDATE deal SET lessened_minor = lessened_minor + $2, paid_on = coalesce(paid_on, $3), version = version + 1 WHERE id = $1',
    [deal.id, ofOpenMinor + ofPaidMinor, latest?.paidOn ?? null],
  )
}

/** What stands on a statement was promised: it's paid as it stands, and whatever is taken back of it comes after. */
export async function assertNothingUnpaid({ tx }: Ctx, dealId: string): Promise<void> {
  // A statement that is being made is to be seen: lowered beneath it, a share couldn't be paid as it stands there.
  await tx.query("SELECT pg_advisory_xact_lock_shared(hashtextextended('statements', 18))")
  const [unpaid] = await tx.query<{ reference: string }>(
    `SELECT s.reference FROM statement s JOIN statement_line l ON l.statement_id = s.id JOIN claim c ON c.id = l.claim_id
     WHERE c.deal_id = $1 AND s.total_minor > 0 AND NOT EXISTS (SELECT FROM payout o WHERE o.statement_id = s.id) LIMIT 1`,
    [dealId],
  )
  if (unpaid)
    throw new AppError(
      'conflict',
      `${unpaid.reference} has a share of this deal and isn’t paid yet. Pay it first, then note this.`,
    )
}

function amountOf(deal: DealRow, { event, amountMinor, endedOn }: Input): number {
  if (event === 'cancelled' && endedOn === undefined)
    throw refusedAt('/endedOn', 'Say on which day the contract ended.')
  if (event === 'cancelled' || event === 'movedToOther') return 0
  if (amountMinor === undefined) throw refusedAt('/amountMinor', 'Say how much it is about.')
  const left = deal.amountMinor - deal.lessenedMinor
  if (event !== 'overpaid' && amountMinor > left)
    throw refusedAt('/amountMinor', 'That is more than what is left of the deal’s amount.')
  return amountMinor
}

/** What the share rests on, and what of that was lost, in minor units. */
type Contract = { amountMinor: number; lostMinor: number }

async function clawBack(ctx: Ctx, deal: DealRow, claim: ClaimRow, books: Books, input: Input, contract: Contract) {
  const facts = await clawbackFacts(ctx, deal, claim, books, input, contract)
  const row = await byBetterVersion(ctx, claim, facts)
  const decision = await recordDecision(ctx, row)
  if (decision.outcome !== 'takeBack') return
  // The policy has the word; what was paid has the last one.
  const back = Math.min(Number(decision.params.amountMinor), stillPaidOf(books.balances))
  const rule = decision.because[0]!
  const booked = await book(ctx, {
    kind: 'clawback',
    partnerId: claim.partnerId,
    currency: deal.currency,
    decisionId: decision.id,
    ground: { point: 'clawback', version: decision.policyVersion!, rule, setting: null },
    overMonths: Number(decision.params.overMonths ?? 1),
    sides: [{ claimId: claim.id, postings: takeBack(books.balances, back) }],
  })
  if (booked === null) return
  const payload = { decisionId: decision.id, amountMinor: back, currency: deal.currency, rule }
  await leaveMessage(ctx, { topic: 'claim.takenBack', subjectId: claim.id, partnerId: claim.partnerId, payload })
}

/** By the rules that were in force when the share was promised, or by those of today where these take back less. */
async function byBetterVersion(ctx: Ctx, claim: ClaimRow, facts: Facts): Promise<DecisionRow> {
  const subject = { subjectId: claim.id, partnerId: claim.partnerId, supersedes: null }
  const [then, today] = [
    await policyInForce(ctx.tx, 'clawback', claim.promisedAt),
    await policyInForce(ctx.tx, 'clawback', ctx.now),
  ]
  const { row: promised } = await decideByPolicy(ctx, 'clawback', then, facts, subject)
  if (today.version === then.version) return promised
  const { row: newer } = await decideByPolicy(ctx, 'clawback', today, facts, subject)
  const taken = ({ outcome, params }: DecisionRow) => (outcome === 'takeBack' ? Number(params.amountMinor) : 0)
  return taken(newer) < taken(promised) ? newer : promised
}

async function clawbackFacts(
  ctx: Ctx,
  deal: DealRow,
  claim: ClaimRow,
  books: Books,
  { event, cause, knownOn, endedOn, replaced }: Input,
  contract: Contract,
): Promise<Facts> {
  const today = dayOf(ctx.now, ctx.vendor.timeZone)
  const startsOn = deal.startsOn ?? deal.closedOn!
  const [{ disputed } = { disputed: false }] = await ctx.tx.query<{ disputed: boolean }>(
    `SELECT EXISTS (SELECT FROM dispute d JOIN statement_line l ON l.id = d.line_id WHERE l.claim_id = $1
       AND NOT EXISTS (SELECT FROM dispute_answer a WHERE a.dispute_id = d.id)) AS disputed`,
    [claim.id],
  )
  const of = (...events: string[]) => (events.includes(event) ? contract.lostMinor : 0)
  const facts: Record<string, FactValue | null | undefined> = {
    'clawback.event': event,
    'clawback.cause': cause,
    'clawback.untrueStatement': false,
    'clawback.knownOn': knownOn ?? today,
    'clawback.toldOn': today,
    'clawback.underAppeal': disputed,
    'commission.paidMinor': books.everPaidMinor,
    'commission.takenBackMinor': books.takenBackMinor,
    'commission.overpaidMinor': of('overpaid'),
    'commission.paidOn': books.lastPaidOn,
    'contract.amountMinor': contract.amountMinor,
    'contract.refundedMinor': of('refunded'),
    'contract.unpaidMinor': of('unpaid'),
    'contract.reducedByMinor': of('reduced'),
    'contract.startsOn': startsOn,
    'contract.endsOn': deal.endsOn ?? (deal.termMonths === null ? null : endOfTerm(startsOn, deal.termMonths)),
    'contract.endedOn': endedOn,
    'contract.replaced': replaced,
  }
  return Object.fromEntries(
    Object.entries(facts).filter((entry): entry is [string, FactValue] => entry[1] !== undefined && entry[1] !== null),
  )
}

/** The last day of so many months from a day on; a month without that day ends on its last. */
function endOfTerm(startsOn: string, termMonths: number): string {
  const [year, month, day] = startsOn.split('-').map(Number) as [number, number, number]
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + termMonths + 1, 0)).getUTCDate()
  const same = new Date(Date.UTC(year, month - 1 + termMonths, Math.min(day, lastOfMonth))).toISOString().slice(0, 10)
  return addDays(same, -1)
}
