import {
  afterPostings,
  type Balances,
  type LedgerAccount,
  noBalances,
  type Posting,
} from '@parley/rules/ledger/postings'
import type { Ctx } from '../context.ts'
import type { Tx } from '../transaction.ts'
import { dayOf } from '../vendor-days.ts'

/** What is on the books of a claim, and what was paid and taken back of it in all, in minor units. */
export type Books = {
  balances: Balances
  everPaidMinor: number
  takenBackMinor: number
  lastPaidOn: string | null
  /** Some of it became owed with a part of what the customer pays. */
  isInParts: boolean
}

const nothingBooked: Books = {
  balances: noBalances,
  everPaidMinor: 0,
  takenBackMinor: 0,
  lastPaidOn: null,
  isInParts: false,
}

/** The books of these claims, by claim; every claim has some. */
export async function booksOf(tx: Tx, claimIds: readonly string[]): Promise<Map<string, Books>> {
  const rows = await tx.query<{
    claimId: string
    account: LedgerAccount
    sum: number
    debits: number
    credits: number
    lastOn: string
    isInParts: boolean
  }>(
    `SELECT e.claim_id AS "claimId", e.account, sum(e.amount_minor)::bigint AS sum,
       coalesce(sum(e.amount_minor) FILTER (WHERE e.amount_minor > 0), 0)::bigint AS debits,
       coalesce(-sum(e.amount_minor) FILTER (WHERE e.amount_minor < 0), 0)::bigint AS credits, max(j.booked_on) AS "lastOn",
       EXISTS (SELECT FROM payment_release r WHERE r.claim_id = e.claim_id) AS "isInParts"
     FROM ledger_entry e JOIN journal j ON j.id = e.journal_id WHERE e.claim_id = ANY($1) GROUP BY e.claim_id, e.account`,
    [claimIds],
  )
  const books = new Map(claimIds.map((id) => [id, nothingBooked]))
  for (const { claimId, account, sum, debits, credits, lastOn, isInParts } of rows) {
    const of = books.get(claimId)!
    const balances = afterPostings(of.balances, [{ account, amountMinor: sum }])
    books.set(claimId, {
      ...of,
      balances,
      isInParts,
      ...(account === 'paid' ? { everPaidMinor: credits, lastPaidOn: lastOn } : {}),
      ...(account === 'clawback' ? { takenBackMinor: debits } : {}),
    })
  }
  return books
}

export type BookingKind = 'accrual' | 'release' | 'increase' | 'reduction' | 'clawback' | 'setOff' | 'payout'

/** What a reduction or a clawback rests on: a rule of the decision, or a setting of the policy's version. */
export type Ground = {
  point: 'commission' | 'clawback'
  version: number
  rule: string | null
  setting: string | null
}

export type Booking = {
  kind: BookingKind
  partnerId: string
  currency: string
  sides: readonly { claimId: string; postings: readonly Posting[] }[]
  decisionId?: string | null
  partId?: string | null
  ground?: Ground
  overMonths?: number | null
  note?: string
  /** Today when left out; a month that is being closed books its set-offs on its last day. */
  bookedOn?: string
}

/** Books it: a journal and its entries, which add up to zero. Ends in the journal's id; null where there is nothing to book. */
export async function book(ctx: Ctx, booking: Booking): Promise<string | null> {
  const entries = booking.sides.flatMap(({ claimId, postings }) => postings.map((posting) => ({ claimId, ...posting })))
  if (entries.length === 0) return null
  const id = ctx.newId()
  const { kind, partnerId, currency, decisionId, partId, ground, overMonths, note, bookedOn } = booking
  await ctx.tx.query(
    `INSERT INTO journal (id, kind, partner_id, currency, booked_on, booked_at, booked_by_name, decision_id, settlement_part_id,
       policy_point, policy_version, rule, setting, over_months, note)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ...[id, kind, partnerId, currency, bookedOn ?? dayOf(ctx.now, ctx.vendor.timeZone), ctx.now, ctx.actor.name],
      ...[decisionId ?? null, partId ?? null, ground?.point ?? null, ground?.version ?? null],
      ...[ground?.rule ?? null, ground?.setting ?? null, overMonths ?? null, note ?? ''],
    ],
  )
  await ctx.tx.query(
    `INSERT INTO ledger_entry (id, journal_id, partner_id, claim_id, account, amount_minor, currency)
     SELECT n.id, $1, $2, n.claim_id, n.account, n.amount_minor, $3
     FROM unnest($4::uuid[], $5::uuid[], $6::text[], $7::bigint[]) AS n(id, claim_id, account, amount_minor)`,
    [
      ...[id, partnerId, currency, entries.map(() => ctx.newId()), entries.map(({ claimId }) => claimId)],
      ...[entries.map(({ account }) => account), entries.map(({ amountMinor }) => amountMinor)],
    ],
  )
  return id
}
