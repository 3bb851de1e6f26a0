import { z } from 'zod'
import { Ability } from './ability.ts'
import { DecisionCard } from './decisions.ts'
import { dealKinds, dealRoles, tenders } from './registrations.ts'
import { amountMinor, day, id, instant, text } from './text.ts'

export const dealStages = { open: 'Open', won: 'Won', lost: 'Lost' } as const
export type DealStage = keyof typeof dealStages
export const papers = {
  vendor: 'The vendor’s paper',
  partner: 'The partner’s paper',
  distributor: 'A distributor’s paper',
  marketplace: 'A marketplace’s paper',
} as const
export type Paper = keyof typeof papers
const Paper = z.enum(Object.keys(papers) as [Paper, ...Paper[]])
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

const currency = z.string().regex(/^[A-Z]{3}$/, 'Write the currency with three letters, like USD.')
const productFamily = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Choose a product family.')
const families = z.array(productFamily).min(1, 'Choose at least one product family.').max(20)

/** A sale of the vendor's. All amounts in minor units of `currency`; `marginMinor` is what its own cost leaves of the amount. */
const dealShape = {
  accountId: id,
  productFamilies: families,
  kind: z.enum(dealKinds),
  amountMinor,
  currency: currency.optional().describe('The program’s currency when left out.'),
  marginMinor: amountMinor.nullish(),
  termMonths: z.int().min(1).max(240).nullish(),
  tender: z.enum(tenders).default('none'),
  externalId: text(1, 100).nullish().describe('The number that your CRM knows it by.'),
}
export const CreateDeal = z.strictObject(dealShape).meta({ id: 'CreateDeal' })
export type CreateDeal = z.output<typeof CreateDeal>

export const EditDeal = z
  .strictObject({
    amountMinor: amountMinor.optional(),
    marginMinor: amountMinor.nullish(),
    termMonths: z.int().min(1).max(240).nullish(),
    tender: z.enum(tenders).optional(),
  })
  .meta({ id: 'EditDeal' })

/** A CSV file as text: Account or Account id, Families, Kind, Amount, Currency, Margin, Term months, Tender, Number. */
export const ImportDeals = z.strictObject({ csv: text(1, 200_000) }).meta({ id: 'ImportDeals' })
export const ImportedDeals = z
  .object({
    made: z.int(),
    /** Rows whose number was known already: nothing was changed. */
    known: z.int(),
    problems: z.array(z.object({ row: z.int(), detail: z.string(), mend: z.string() })),
  })
  .meta({ id: 'ImportedDeals' })
export type ImportedDeals = z.infer<typeof ImportedDeals>

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
    productFamily: productFamily.optional(),
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

/** What is known of whose contract it will be; what is left out isn't known. A person who decides says whose, and why. */
export const DecidePaper = z
  .strictObject({
    partnerId: id,
    role: z.enum(dealRoles),
    route: z.enum(['oneTier', 'twoTier', 'marketplace']).optional(),
    resaleAgreed: z.boolean().optional(),
    managedServiceAgreed: z.boolean().optional(),
    freeCreditMinor: amountMinor.optional(),
    prepays: z.boolean().optional(),
    servesRegion: z.boolean().optional(),
    coTerm: z.boolean().optional(),
    publicContract: z.enum(['none', 'vendor', 'partner', 'distributor']).optional(),
    termsDiffer: z.boolean().optional(),
    wantsPaper: z.enum(['any', 'vendor', 'partner', 'marketplace']).optional(),
    frameworkWith: z.enum(['none', 'vendor', 'partner']).optional(),
    contractPaper: z.enum(['none', 'vendor', 'partner', 'distributor', 'marketplace', 'other']).optional(),
    channelOnly: z.boolean().optional(),
    creditHold: z.boolean().optional(),
    inPerson: z
      .strictObject({
        paper: Paper,
        earns: z.enum(['margin', 'commission', 'ownServices']),
        reason: text(10, 2000),
        wording: text(10, 1000),
      })
      .optional(),
  })
  .meta({ id: 'DecidePaper' })

export const CloseDeal = z
  .strictObject({
    result: z.enum(['won', 'lost']),
    closedBy: z.enum(['vendor', 'partner', 'both']).optional(),
    closerPartnerId: id.nullish(),
    invoicedOn: day.nullish(),
    startsOn: day.nullish(),
    endsOn: day.nullish(),
  })
  .meta({ id: 'CloseDeal' })
export const NotePayment = z.strictObject({ paidOn: day, invoicedOn: day.optional() }).meta({ id: 'NotePayment' })

/** Something happened to the contract after it was signed. Amounts in minor units of the deal's currency. */
export const NoteEvent = z
  .strictObject({
    event: z.enum(['refunded', 'cancelled', 'reduced', 'unpaid', 'overpaid', 'movedToOther']),
    cause: z.enum(['customer', 'partner', 'vendor', 'outside']),
    amountMinor: amountMinor.optional(),
    knownOn: day.optional(),
    endedOn: day.optional(),
    replaced: z.boolean().default(false),
  })
  .meta({ id: 'NoteEvent' })

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
export const PartnerClaim = z.object(claimShape).meta({ id: 'PartnerClaim' })
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

export const exposureStates = {
  within: 'Within the margin',
  near: 'Near the margin',
  over: 'Over the margin',
  marginUnknown: 'Margin not known',
} as const
export type ExposureState = keyof typeof exposureStates
export const ExposureState = z.enum(Object.keys(exposureStates) as [ExposureState, ...ExposureState[]])

export const DealSummary = z
  .object({
    id,
    reference: z.string(),
    account: z.object({ id, name: z.string() }),
    productFamilies: z.array(z.object({ id: z.string(), name: z.string() })),
    amountMinor: z.int(),
    currency: z.string(),
    stage: z.enum(Object.keys(dealStages) as [DealStage, ...DealStage[]]),
    closedOn: day.nullable(),
    claims: z.int(),
    /** What the claims to an open deal would cost, against its margin; null where nobody claims, or it's closed. */
    exposure: ExposureState.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'DealSummary' })
export type DealSummary = z.infer<typeof DealSummary>

/**
 * What all present claims could cost, asked as if the deal were won and paid. `asksMinor` before the pool, `costsMinor` within
 * it. `near` warns: one more claim like the largest would cross the margin.
 */
export const Exposure = z
  .object({
    asksMinor: z.int(),
    costsMinor: z.int(),
    poolMinor: z.int(),
    marginMinor: z.int().nullable(),
    state: ExposureState,
    warning: z.string().nullable(),
    /** Each claim, were the deal won and paid: what it would get, and the policy's answer in words. */
    parts: z.array(
      z.object({
        claimId: id,
        partnerName: z.string(),
        amountMinor: z.int(),
        policyVersion: z.int(),
        outcome: z.object({ title: z.string(), favour: z.int() }),
        headline: z.string(),
      }),
    ),
    /** Claims whose cost nobody knows yet, with what is missing or waited for. */
    unknown: z.array(z.object({ claimId: id, why: z.string() })),
  })
  .meta({ id: 'Exposure' })
export type Exposure = z.infer<typeof Exposure>

export const BookedEntry = z.object({
  id,
  /** The entries of one booking add up to zero. */
  bookingId: id,
  bookedOn: day,
  kind: z.enum(['accrual', 'release', 'increase', 'reduction', 'clawback', 'setOff', 'payout']),
  account: z.enum(['expense', 'held', 'payable', 'paid', 'clawback']),
  claimReference: z.string(),
  partnerName: z.string(),
  amountMinor: z.int(),
  rule: z.string().nullable(),
  /** The rule, or the setting of the policy, in words. */
  ruleTitle: z.string().nullable(),
  policyVersion: z.int().nullable(),
  decisionId: id.nullable(),
})
export type BookedEntry = z.infer<typeof BookedEntry>

export const StaffDeal = z
  .object({
    summary: DealSummary,
    kind: z.enum(dealKinds),
    tender: z.enum(tenders),
    source: z.enum(['hand', 'api', 'csv', 'claim']),
    externalId: z.string().nullable(),
    marginMinor: z.int().nullable(),
    termMonths: z.int().nullable(),
    paper: z
      .object({
        paper: Paper,
        earns: z.string(),
        partnerName: z.string().nullable(),
        decision: DecisionCard.nullable(),
      })
      .nullable(),
    /** The latest answer about the paper, also where it needs a person or more facts. */
    paperDecision: DecisionCard.nullable(),
    invoicedOn: day.nullable(),
    paidOn: day.nullable(),
    lessenedMinor: z.int(),
    claims: z.array(StaffClaim),
    exposure: Exposure.nullable(),
    settlement: z
      .object({
        settledAt: instant,
        settledByName: z.string(),
        poolMinor: z.int(),
        asksMinor: z.int(),
        totalMinor: z.int(),
        poolVersion: z.int(),
      })
      .nullable(),
    entries: z.array(BookedEntry),
    can: z.object({
      edit: Ability,
      fileClaim: Ability,
      decidePaper: Ability,
      win: Ability,
      lose: Ability,
      notePayment: Ability,
      settle: Ability,
      noteEvent: Ability,
    }),
    version: z.int(),
  })
  .meta({ id: 'StaffDeal' })
export type StaffDeal = z.infer<typeof StaffDeal>
