import { z } from 'zod'
import { claimRoles, PartnerClaim } from './claims.ts'
import { DecisionCard } from './decisions.ts'
import { Paper } from './paper.ts'
import { day, id } from './text.ts'

const month = z.string().regex(/^\d{4}-\d{2}$/)

/** What was booked on a claim, in the words of whoever is paid. */
export const claimBookings = {
  accrual: 'Put on hold',
  release: 'Owed to you',
  increase: 'Corrected in your favour',
  reduction: 'Lowered by a rule',
  clawback: 'Taken back by a rule',
  setOff: 'Settled with what another claim owes back',
  cameBack: 'Came back, set off with a payout',
  payout: 'Paid to you',
} as const
export type ClaimBooking = keyof typeof claimBookings

/**
 * One booking on a claim; below zero where it lowers what is earned. Whatever lowers a share names its rule, the version that has it and
 * its decision; `rule` is null for what isn't lowered, and for a rule that isn't published: then the decision says why.
 */
export const OwnBooking = z.object({
  id,
  kind: z.enum(Object.keys(claimBookings) as [ClaimBooking, ...ClaimBooking[]]),
  bookedOn: day,
  amountMinor: z.int(),
  rule: z.object({ title: z.string(), source: z.string().nullable() }).nullable(),
  policyVersion: z.int().nullable(),
  decision: DecisionCard.nullable(),
  statement: z.object({ id, reference: z.string() }).nullable(),
})
export type OwnBooking = z.infer<typeof OwnBooking>

/** Whose contract the customer signs, as far as this partner was told, and what it earns on that. */
export const OwnPaper = z.object({
  paper: Paper.nullable(),
  earns: z.enum(['margin', 'commission', 'ownServices']).nullable(),
  decision: DecisionCard.nullable(),
})
export type OwnPaper = z.infer<typeof OwnPaper>

/** A claim with what followed from it. */
export const OwnClaim = PartnerClaim.extend({ paper: OwnPaper, bookings: z.array(OwnBooking) }).meta({ id: 'OwnClaim' })
export type OwnClaim = z.infer<typeof OwnClaim>

/** What a partner earns, in minor units of each currency. `owedBackMinor` was taken back and hasn't been set off yet. */
export const Earnings = z
  .object({
    sums: z.array(
      z.object({
        currency: z.string(),
        heldMinor: z.int(),
        payableMinor: z.int(),
        paidMinor: z.int(),
        takenBackMinor: z.int(),
        owedBackMinor: z.int(),
      }),
    ),
    /** What is on hold, the largest first, fifty at most; `until` says what it waits for. */
    waits: z.array(
      z.object({
        claimId: id,
        reference: z.string(),
        accountName: z.string(),
        role: z.enum(Object.keys(claimRoles) as [keyof typeof claimRoles, ...(keyof typeof claimRoles)[]]),
        amountMinor: z.int(),
        currency: z.string(),
        until: z.string().nullable(),
        untilOn: day.nullable(),
        headline: z.string(),
      }),
    ),
    /** The last two years, newest first: what was put on hold, became owed, was paid, and was lowered or taken back. */
    months: z.array(
      z.object({
        month,
        currency: z.string(),
        heldMinor: z.int(),
        owedMinor: z.int(),
        paidMinor: z.int(),
        loweredMinor: z.int(),
        statement: z.object({ id, reference: z.string(), totalMinor: z.int(), isPaid: z.boolean() }).nullable(),
      }),
    ),
    /** Claims to deals that aren't closed yet. */
    openClaims: z.int(),
    /** Disputes that the vendor owes an answer. */
    disputes: z.array(
      z.object({
        statementId: id,
        statementReference: z.string(),
        lineId: id,
        accountName: z.string(),
        amountMinor: z.int(),
        currency: z.string(),
        dueOn: day,
      }),
    ),
  })
  .meta({ id: 'Earnings' })
export type Earnings = z.infer<typeof Earnings>
