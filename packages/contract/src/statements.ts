import { z } from 'zod'
import { Ability } from './ability.ts'
import { Step } from './claims.ts'
import { DecisionCard } from './decisions.ts'
import { day, id, instant, text } from './text.ts'

export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Write the month as YYYY-MM.')

/** As somebody asks for one: of other years there are no bookings, and there is no taking back once such a month is closed. */
export const askedMonth = z
  .string()
  .regex(/^(19[7-9]|2[01]\d)\d-(0[1-9]|1[0-2])$/, 'Write the month as YYYY-MM, from 1970-01 to 2199-12.')

/** A month of bookings. Once closed, nothing is booked in it any more: corrections come in a later one. */
export const Month = z
  .object({
    month,
    closedAt: instant.nullable(),
    closedByName: z.string().nullable(),
    statements: z.int(),
    can: z.object({ close: Ability }),
  })
  .meta({ id: 'Month' })
export type Month = z.infer<typeof Month>

export const lineKinds = {
  release: 'Commission',
  increase: 'Correction in your favour',
  reduction: 'Reduction by a rule',
  setOff: 'Clawback, set off',
} as const
export type LineKind = keyof typeof lineKinds

export const DisputeView = z.object({
  id,
  reason: z.string(),
  openedAt: instant,
  openedByName: z.string(),
  decision: DecisionCard,
  dueOn: day.nullable(),
  answer: z
    .object({ isUpheld: z.boolean(), wording: z.string(), answeredAt: instant, answeredByName: z.string().nullable() })
    .nullable(),
})
export type DisputeView = z.infer<typeof DisputeView>

/** One line: what was booked, the steps to it, and the decision with its facts and rules. */
export const StatementLine = z.object({
  id,
  position: z.int(),
  kind: z.enum(Object.keys(lineKinds) as [LineKind, ...LineKind[]]),
  claimId: id,
  claimReference: z.string(),
  accountName: z.string(),
  amountMinor: z.int(),
  steps: z.array(Step),
  decision: DecisionCard,
  entryId: id,
  dispute: DisputeView.nullable(),
  can: z.object({ dispute: Ability }),
})
export type StatementLine = z.infer<typeof StatementLine>

const summary = {
  id,
  reference: z.string(),
  partner: z.object({ id, name: z.string() }),
  month,
  currency: z.string(),
  totalMinor: z.int(),
  madeAt: instant,
  paidAt: instant.nullable(),
}
export const StatementSummary = z.object(summary).meta({ id: 'StatementSummary' })
export type StatementSummary = z.infer<typeof StatementSummary>
export const Statement = z
  .object({ ...summary, lines: z.array(StatementLine), can: z.object({ pay: Ability }) })
  .meta({ id: 'Statement' })
export type Statement = z.infer<typeof Statement>

/** Computed anew from the lines, the ledger and the decisions. `findings` is empty when all of it holds. */
export const StatementCheck = z
  .object({ recomputes: z.boolean(), lines: z.int(), totalMinor: z.int(), findings: z.array(z.string()) })
  .meta({ id: 'StatementCheck' })
export type StatementCheck = z.infer<typeof StatementCheck>

export const OpenDispute = z.strictObject({ reason: text(10, 4000) }).meta({ id: 'OpenDispute' })
export const AnswerDispute = z
  .strictObject({
    isUpheld: z.boolean(),
    wording: text(10, 2000),
    /** What is added to the next statement, when it is upheld. */
    amountMinor: z.int().min(1).max(10_000_000_000_000).nullish(),
  })
  .meta({ id: 'AnswerDispute' })

export const OpenDisputeItem = z
  .object({
    id,
    lineId: id,
    statementId: id,
    statementReference: z.string(),
    partnerName: z.string(),
    accountName: z.string(),
    amountMinor: z.int(),
    currency: z.string(),
    reason: z.string(),
    dueOn: day.nullable(),
    openedAt: instant,
  })
  .meta({ id: 'OpenDisputeItem' })
export type OpenDisputeItem = z.infer<typeof OpenDisputeItem>
