import { z } from 'zod'
import { Ability } from './ability.ts'
import { DecisionCard } from './decisions.ts'
import { amountMinor, day, id, instant, productFamilyId, text } from './text.ts'

export const claimRoles = {
  sourced: 'Sourced',
  influenced: 'Influenced',
  resold: 'Resold',
  implemented: 'Implemented',
  closed: 'Closed',
  assisted: 'Assisted',
  renewed: 'Renewed, as the incumbent',
} as const
export type ClaimRole = keyof typeof claimRoles
export const ClaimRole = z.enum(Object.keys(claimRoles) as [ClaimRole, ...ClaimRole[]])

/** What is known of one claim, beside its deal. What is left out isn't known. */
const claimFacts = {
  baseMinor: amountMinor.nullish().describe('The amount that the share is counted on; the whole deal when left out.'),
  note: text(0, 2000).optional().describe('What shows the partner’s part, and where it is kept.'),
  activities: z.int().min(0).max(1000).optional(),
  workAccepted: z.boolean().nullish(),
  customerConfirmed: z.enum(['none', 'email', 'call']).optional(),
  wroteSpecification: z.boolean().optional(),
  vendorHelp: z.enum(['none', 'askedFor', 'unasked']).optional(),
  dutiesDone: z.boolean().nullish(),
  forOwnUse: z.boolean().optional(),
}

export const FileClaim = z
  .strictObject({
    partnerId: id,
    role: ClaimRole,
    productFamily: productFamilyId.optional(),
    registrationId: id.nullish(),
    evidenceId: id.nullish(),
    ...claimFacts,
  })
  .meta({ id: 'FileClaim' })

export const EditClaim = z.strictObject(claimFacts).meta({ id: 'EditClaim' })

/** A partner claims by its own registration. */
export const MakeClaim = z
  .strictObject({
    registrationId: id,
    role: ClaimRole,
    evidenceId: id.nullish(),
    note: text(0, 2000).optional(),
  })
  .meta({ id: 'MakeClaim' })

/** A claim that stands on no deal isn't taken up. Its partner reads the reason as it's written. */
export const DeclineClaim = z.strictObject({ because: text(10, 1000) }).meta({ id: 'DeclineClaim' })

/** A person's answer to a claim that the rules leave to one: what it earns, in minor units of the deal's currency, or nothing. */
export const DecideClaim = z
  .strictObject({
    outcome: z.enum(['earn', 'nothing']),
    amountMinor: amountMinor.min(1, 'Say how much it earns.').optional(),
    reason: text(10, 2000),
    wording: text(10, 1000),
  })
  .meta({ id: 'DecideClaim' })

/** Somebody wants to lower a share. The rule and its version are what makes a reduction possible. */
export const ReduceShare = z
  .strictObject({
    amountMinor: amountMinor.min(1, 'Say by how much.'),
    because: z.enum(['forHelp', 'forClosing', 'forAnotherReason']),
    rule: text(1, 80).nullish(),
    policyVersion: z.int().min(1).nullish(),
  })
  .meta({ id: 'ReduceShare' })

/**
 * The rules of the version by which a share is settled: a reduction names one of them. `lowersMinor` is what the rule takes by what
 * is known now; null where it takes nothing.
 */
export const ReductionRules = z
  .object({
    policyVersion: z.int(),
    currency: z.string(),
    rules: z.array(
      z.object({
        rule: z.string(),
        title: z.string(),
        why: z.string().nullable(),
        source: z.string().nullable(),
        lowersMinor: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'ReductionRules' })
export type ReductionRules = z.infer<typeof ReductionRules>

/** One step of an amount. The steps add up to it. `rule` is for staff; `setting` where the pool made it. */
export const Step = z.object({
  text: z.string(),
  amountMinor: z.int(),
  because: z.array(z.object({ rule: z.string().nullable(), title: z.string(), source: z.string().nullable() })),
  policyVersion: z.int(),
})
export type Step = z.infer<typeof Step>

export const claimStates = {
  open: 'Waits for the deal',
  waits: 'Waits',
  payable: 'To be paid',
  paid: 'Paid',
  nothing: 'Nothing earned',
  margin: 'Earned as margin',
  declined: 'Not taken up',
} as const
export type ClaimState = keyof typeof claimStates

/** A claim to a share of a deal. Amounts in minor units of `currency`; all but `amountMinor` from the ledger. */
const claimShape = {
  id,
  reference: z.string(),
  accountName: z.string(),
  productFamily: z.object({ id: z.string(), name: z.string() }),
  role: ClaimRole,
  state: z.enum(Object.keys(claimStates) as [ClaimState, ...ClaimState[]]),
  currency: z.string(),
  /** What it comes to, or came to; null before the deal is settled. */
  amountMinor: z.int().nullable(),
  heldMinor: z.int(),
  payableMinor: z.int(),
  paidMinor: z.int(),
  takenBackMinor: z.int(),
  /** Where the customer pays in parts: how much of the contract it had paid when the last of it became owed, and on which day. */
  customerPaid: z.object({ bps: z.int(), on: day }).nullable(),
  steps: z.array(Step),
  decision: DecisionCard.nullable(),
  promisedVersion: z.int(),
  settledVersion: z.int().nullable(),
  note: z.string(),
  registrationId: id.nullable(),
  evidenceId: id.nullable(),
  filedOn: day,
  version: z.int(),
}

export const PartnerClaim = z
  .object({
    ...claimShape,
    /** Where it isn't taken up: the vendor's reason, and the day. */
    declined: z.object({ because: z.string(), on: day }).nullable(),
  })
  .meta({ id: 'PartnerClaim' })
export type PartnerClaim = z.infer<typeof PartnerClaim>

export const StaffClaim = z
  .object({
    ...claimShape,
    partner: z.object({ id, name: z.string() }),
    dealId: id,
    baseMinor: z.int().nullable(),
    activities: z.int(),
    workAccepted: z.boolean().nullable(),
    customerConfirmed: z.string(),
    wroteSpecification: z.boolean(),
    vendorHelp: z.string(),
    dutiesDone: z.boolean().nullable(),
    forOwnUse: z.boolean(),
    evidenceName: z.string().nullable(),
    can: z.object({ edit: Ability, decide: Ability, reduce: Ability }),
  })
  .meta({ id: 'StaffClaim' })
export type StaffClaim = z.infer<typeof StaffClaim>

export const DeclinedClaim = z
  .object({
    id,
    reference: z.string(),
    partner: z.object({ id, name: z.string() }),
    accountName: z.string(),
    role: ClaimRole,
    because: z.string(),
    declinedAt: instant,
    declinedByName: z.string(),
    version: z.int(),
  })
  .meta({ id: 'DeclinedClaim' })
export type DeclinedClaim = z.infer<typeof DeclinedClaim>
