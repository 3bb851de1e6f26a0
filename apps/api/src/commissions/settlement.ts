import { dueOnPayment, earnedOf, heldOf, payableOf } from '@parley/rules/ledger/postings'
import type { Facts } from '@parley/rules/point'
import type { Line } from '@parley/rules/points/commission/allocate'
import type { Ctx } from '../context.ts'
import { type ClaimRow, type DealRow, readClaims } from '../deals/deal-rows.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import {
  type Ask,
  type Asked,
  askByBetterVersion,
  askClaim,
  divide,
  foreseeClaim,
  isKnown,
  poolOf,
  settingsIn,
} from './claim-decisions.ts'
import { factsOfClaims, netOf, oncePaid } from './commission-facts.ts'
import { type Books, booksOf } from './ledger.ts'
import { readPersonsAnswers } from './persons-answers.ts'

/** One claim of a settlement: what the policy says now, what it comes to once paid, and what that is. */
export type Part = {
  id: string
  claim: ClaimRow
  now: Asked
  forecast: Asked
  /** What the policy itself says once paid: it leaves some claims to a person, whose answer the two above have then. */
  byPolicy: Asked
  amountMinor: number
  isReleased: boolean
  paidAs: 'commission' | 'margin'
  lines: readonly Line[]
}

/** How a claim came out the last time. */
type Before = { claimId: string; amountMinor: number; isReleased: boolean; outcome: string; because: string[] }

/** A deal with all that settling its claims rests on. */
export type Standing = {
  deal: DealRow
  claims: readonly ClaimRow[]
  books: ReadonlyMap<string, Books>
  facts: ReadonlyMap<string, Facts>
  persons: ReadonlyMap<string, DecisionRow>
  before: ReadonlyMap<string, Before>
}

/** Reads it for many deals in a few questions, in their order. */
export async function readStandings(ctx: Ctx, deals: readonly DealRow[]): Promise<Standing[]> {
  const all = await readClaims(ctx.tx, 'WHERE c.deal_id = ANY($1) ORDER BY c.seq', [deals.map(({ id }) => id)])
  const ids = all.map(({ id }) => id)
  const dealOf = new Map(deals.map((deal) => [deal.id, deal]))
  const facts = await factsOfClaims(
    ctx,
    all.map((claim) => ({ claim, deal: dealOf.get(claim.dealId!)! })),
  )
  const books = await booksOf(ctx.tx, ids)
  const persons = await readPersonsAnswers(ctx, ids)
  const before = await readBefore(ctx, ids)
  return deals.map((deal) => {
    const claims = all.filter(({ dealId }) => dealId === deal.id)
    return { deal, claims, books, facts, persons, before }
  })
}

async function readBefore({ tx }: Ctx, claimIds: readonly string[]): Promise<Map<string, Before>> {
  const rows = await tx.query<Before>(
    `SELECT DISTINCT ON (s.claim_id) s.claim_id AS "claimId", s.amount_minor AS "amountMinor", s.is_released AS "isReleased",
       d.outcome, d.because
     FROM settlement_part s JOIN decision d ON d.id = s.decision_id WHERE s.claim_id = ANY($1) ORDER BY s.claim_id, s.seq DESC`,
    [claimIds],
  )
  return new Map(rows.map((row) => [row.claimId, row]))
}

/**
 * Whether settling it now would come out otherwise than the last time: asked of the compiled evaluator alone, because of a thousand deals
 * that wait for a day most go on waiting. What is new is settled, and decided, as ever.
 */
export async function isAnythingNew(ctx: Ctx, standing: Standing): Promise<boolean> {
  for (const claim of standing.claims) if (await dueByPayment(ctx, standing, claim, claim.id, foreseeClaim)) return true
  const { open, doneMinor } = stillOpen(standing, false)
  if (open.length === 0) return false
  const { parts } = await divideAmong(ctx, standing, open, doneMinor, foreseeClaim)
  return newsOf(parts, standing).size > 0
}

/**
 * The claims that a settlement divides the pool among, and what was given out of it before. `alsoPaid`: with those that were paid out in
 * parts, and have more to come.
 */
export function stillOpen({ claims, books }: Standing, alsoOwed: boolean, alsoPaid = false) {
  const isDone = ({ id }: ClaimRow) => {
    const { everPaidMinor, balances, isInParts } = books.get(id)!
    if (everPaidMinor > 0) return !(alsoPaid && isInParts && heldOf(balances) + payableOf(balances) > 0)
    return payableOf(balances) > 0 && !alsoOwed
  }
  const open = claims.filter((claim) => !isDone(claim))
  const doneMinor = claims.filter(isDone).reduce((sum, { id }) => sum + earnedOf(books.get(id)!.balances), 0)
  return { books, open, doneMinor }
}

/**
 * Each open claim as the policy decides it, and the pool divided among them. Records nothing. One that earns something already, and of
 * which something isn't known any more, is left as it was: no rule takes from it. `doneMinor` comes back with what it has.
 */
export async function divideAmong(
  ctx: Ctx,
  standing: Standing,
  open: readonly ClaimRow[],
  givenMinor: number,
  ask: Ask = askClaim,
) {
  const asked: Pick<Part, 'id' | 'now' | 'forecast' | 'byPolicy'>[] = []
  for (const claim of open) {
    const id = ctx.newId()
    const facts = standing.facts.get(claim.id)!
    const byPolicy = await askByBetterVersion(ctx, claim, oncePaid(facts), id, ask)
    const now = await ask(ctx, claim, byPolicy.version, facts, claim.id)
    const answered = answeredBy(standing, claim)
    asked.push({ id, byPolicy, forecast: answered(byPolicy), now: answered(now) })
  }
  const earned = ({ forecast }: Pick<Part, 'forecast'>) => earnedOf(standing.books.get(forecast.claim.id)!.balances)
  const stays = (each: Pick<Part, 'forecast'>) => !isKnown(each.forecast) && earned(each) > 0
  const doneMinor = asked.filter(stays).reduce((sum, each) => sum + earned(each), givenMinor)
  const known = asked.map(({ forecast }) => forecast).filter(isKnown)
  const pool = poolOf(known) ?? { ...asked[0]!.forecast, poolMinor: 0 }
  const divided = known.length === 0 ? null : divide(settingsIn(pool.policy), known, doneMinor)
  const moving = asked.filter((each) => !stays(each))
  const parts = moving.map(({ id, now, forecast, byPolicy }): Part => {
    const { amountMinor, lines } = divided?.parts[forecast.claim.id] ?? { amountMinor: 0, lines: [] }
    const paidAs = forecast.row.params.paidAs === 'margin' ? 'margin' : 'commission'
    const isReleased = waitsForNothing(now, forecast)
    return { id, claim: now.claim, now, forecast, byPolicy, amountMinor, lines, paidAs, isReleased }
  })
  return { parts, pool, doneMinor, asksMinor: divided?.exposureMinor ?? 0, totalMinor: divided?.totalMinor ?? 0 }
}

/** Where the rules leave a claim to a person, what a person has answered. */
const answeredBy =
  ({ persons }: Standing, claim: ClaimRow) =>
  (asked: Asked): Asked => {
    const person = persons.get(claim.id)
    return person && asked.row.outcome === 'review' ? { ...asked, row: person } : asked
  }

/** It earns now what it earns once nothing is waited for. */
const waitsForNothing = (now: Asked, forecast: Asked): boolean =>
  now.row.outcome === 'earn' && JSON.stringify(now.row.params) === JSON.stringify(forecast.row.params)

/**
 * Of a share that waits for the customer's payment alone: what is owed by what it has paid, in minor units, and what the rules say with
 * that payment made. Null where nothing is.
 */
export async function dueByPayment(
  ctx: Ctx,
  { deal, books, facts, ...standing }: Standing,
  claim: ClaimRow,
  subjectId: string,
  ask: Ask = askClaim,
): Promise<{ amountMinor: number; asked: Asked } | null> {
  const { balances, isInParts } = books.get(claim.id)!
  const isLast = deal.paidOn !== null
  if (deal.stage !== 'won' || deal.customerPaidMinor <= 0 || heldOf(balances) === 0 || (isLast && !isInParts))
    return null
  const amountMinor = isLast ? heldOf(balances) : dueOnPayment(balances, deal.customerPaidMinor, netOf(deal))
  if (amountMinor === 0) return null
  const known = facts.get(claim.id)!
  const version = claim.settledVersion ?? claim.promisedVersion
  const answered = answeredBy({ deal, books, facts, ...standing }, claim)
  const paid = answered(await ask(ctx, claim, version, { ...known, 'deal.customerPaid': true }, subjectId))
  const over = answered(await ask(ctx, claim, version, oncePaid(known), subjectId))
  return waitsForNothing(paid, over) ? { amountMinor, asked: paid } : null
}

/** The claims of which anything came out otherwise than the last time, or something is to be booked. */
export function newsOf(parts: readonly Part[], { books, before }: Standing): Set<string> {
  const isNews = ({ claim, amountMinor, isReleased, now, paidAs }: Part) => {
    const last = before.get(claim.id)
    const booked = paidAs === 'margin' || earnedOf(books.get(claim.id)!.balances) === amountMinor
    return (
      !last ||
      !booked ||
      last.amountMinor !== amountMinor ||
      last.isReleased !== isReleased ||
      last.outcome !== now.row.outcome ||
      String(last.because) !== String(now.row.because)
    )
  }
  return new Set(parts.filter(isNews).map(({ claim }) => claim.id))
}
