import { z } from 'zod'
import { Ability } from './ability.ts'
import { DecisionCard } from './decisions.ts'
import { amountMinor, day, id, instant, text } from './text.ts'

/** What an incumbent does for its customer, and what becomes of its incumbency. */
export const contractActs = {
  report: 'Report on the customer',
  review: 'Review of the renewal',
  warning: 'Warning',
  ended: 'Incumbency ended',
  letter: 'Customer’s letter',
} as const
export type ContractActKind = keyof typeof contractActs
const kinds = Object.keys(contractActs) as [ContractActKind, ...ContractActKind[]]

export const ContractAct = z.object({
  id,
  kind: z.enum(kinds),
  note: z.string(),
  /** Who signed the customer's letter. */
  signerName: z.string().nullable(),
  happenedOn: day,
  /** As this reader may know it: "You", a name, the vendor's. */
  byName: z.string(),
  actedAt: instant,
})
export type ContractAct = z.infer<typeof ContractAct>

const named = z.object({ id, name: z.string() })

/** A contract that comes to its end: who leads its renewal, why, and what was done for it. Days in the vendor's time zone. */
const shape = {
  id,
  accountName: z.string(),
  productFamily: z.object({ id: z.string(), name: z.string() }),
  paper: z.enum(['vendor', 'partner', 'distributor', 'marketplace']),
  startsOn: day,
  endsOn: day,
  daysLeft: z.int(),
  /** Who may quote it now: you, another partner, or the vendor. To a partner, another one has no name. */
  lead: z.enum(['you', 'partner', 'vendor', 'nobody']),
  /** To a partner: may you quote it? To the staff: may we quote it direct? */
  decision: DecisionCard,
  lastReportOn: day.nullable(),
  reviewHeldOn: day.nullable(),
  incumbencyEndedOn: day.nullable(),
  customerLeftOn: day.nullable(),
  renewed: z.boolean(),
}

export const PartnerRenewal = z
  .object({ ...shape, acts: z.array(ContractAct), can: z.object({ report: Ability, review: Ability }) })
  .meta({ id: 'PartnerRenewal' })
export type PartnerRenewal = z.infer<typeof PartnerRenewal>

export const StaffRenewal = z
  .object({
    ...shape,
    account: named,
    /** Who made the sale; null where it was the vendor itself. */
    partner: named.nullable(),
    leadName: z.string().nullable(),
    deal: z.object({ id, reference: z.string() }),
    /** The deal that renews it. */
    renewalDeal: z.object({ id, reference: z.string(), stage: z.enum(['open', 'won', 'lost']) }).nullable(),
    acts: z.array(ContractAct),
    can: z.object({ makeDeal: Ability, warn: Ability, end: Ability, noteLetter: Ability }),
  })
  .meta({ id: 'StaffRenewal' })
export type StaffRenewal = z.infer<typeof StaffRenewal>

export const ReportOnCustomer = z
  .strictObject({ kind: z.enum(['report', 'review']), note: text(10, 2000), happenedOn: day })
  .meta({ id: 'ReportOnCustomer' })
export type ReportOnCustomer = z.output<typeof ReportOnCustomer>

/** What the vendor notes: the incumbent reads it as it's written. */
export const NoteIncumbency = z
  .strictObject({
    kind: z.enum(['warning', 'ended', 'letter']),
    note: text(10, 2000),
    signerName: text(1, 200).optional().describe('Who signed the customer’s letter.'),
    happenedOn: day,
  })
  .meta({ id: 'NoteIncumbency' })
export type NoteIncumbency = z.output<typeof NoteIncumbency>

export const MakeRenewal = z
  .strictObject({
    amountMinor,
    marginMinor: amountMinor.nullish(),
    termMonths: z.int().min(1).max(240),
  })
  .meta({ id: 'MakeRenewal' })
export type MakeRenewal = z.output<typeof MakeRenewal>
