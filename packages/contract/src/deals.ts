import { z } from 'zod'
import { Ability } from './ability.ts'
import { BookedEntry } from './bookings.ts'
import { ClaimRole, StaffClaim } from './claims.ts'
import { DecisionCard } from './decisions.ts'
import { Exposure, ExposureState } from './exposure.ts'
import { Paper } from './paper.ts'
import { dealKinds, RegistrationStatus, tenders } from './registrations.ts'
import { amountMinor, day, id, instant, keysOf, productFamilyId, text } from './text.ts'

export const dealStages = { open: 'Open', won: 'Won', lost: 'Lost' } as const
export type DealStage = keyof typeof dealStages

/** What can happen to a contract after it was signed. */
export const contractEvents = {
  refunded: 'The customer got money back',
  cancelled: 'The contract ended early',
  reduced: 'The contract became smaller',
  unpaid: 'The customer didn’t pay a part',
  overpaid: 'We paid too much commission',
  movedToOther: 'Another partner took the contract over',
} as const

/** How a deal came in. */
export const dealSources = {
  hand: 'Entered by hand',
  api: 'From another system',
  csv: 'From a file',
  claim: 'By a partner’s claim',
} as const

const currency = z.string().regex(/^[A-Z]{3}$/, 'Write the currency with three letters, like USD.')
const families = z.array(productFamilyId).min(1, 'Choose at least one product family.').max(20)

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

/** A payment of the customer's, in minor units of the deal's currency; what is still open where the amount is left out. */
export const NotePayment = z
  .strictObject({
    paidOn: day,
    amountMinor: amountMinor.min(1, 'Say how much was paid.').optional(),
    invoicedOn: day.optional(),
    externalId: text(1, 100)
      .optional()
      .describe('The number that your books know it by: noted once, however often it’s sent.'),
  })
  .meta({ id: 'NotePayment' })

/** A CSV file as text: Deal (its reference or number), Amount (what is open when left out), Currency, Paid on, Number. */
export const ImportPayments = z.strictObject({ csv: text(1, 200_000) }).meta({ id: 'ImportPayments' })

/** What the customer paid at once; below zero what went back to it. */
export const CustomerPayment = z.object({
  id,
  paidOn: day,
  amountMinor: z.int(),
  externalId: z.string().nullable(),
  notedAt: instant,
  notedByName: z.string(),
})
export type CustomerPayment = z.infer<typeof CustomerPayment>

/** Something happened to the contract after it was signed. Amounts in minor units of the deal's currency. */
export const NoteEvent = z
  .strictObject({
    event: keysOf(contractEvents),
    cause: z.enum(['customer', 'partner', 'vendor', 'outside']),
    amountMinor: amountMinor.optional(),
    knownOn: day.optional(),
    endedOn: day.optional(),
    replaced: z.boolean().default(false),
    claimId: id.optional().describe('Of what was overpaid: whose share. Needed where several were paid.'),
  })
  .meta({ id: 'NoteEvent' })

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

/** A partner's claim at the same customer that stands on no deal: by its registration it never led there. Entered, it's tied. */
export const UntiedClaim = z.object({
  id,
  reference: z.string(),
  partner: z.object({ id, name: z.string() }),
  role: ClaimRole,
  productFamily: z.object({ id: z.string(), name: z.string() }),
  registration: z.object({ id, reference: z.string(), status: RegistrationStatus }),
  note: z.string(),
  filedOn: day,
  /** What a decline of it names, so that nobody declines what was changed meanwhile. */
  version: z.int(),
})
export type UntiedClaim = z.infer<typeof UntiedClaim>

export const StaffDeal = z
  .object({
    summary: DealSummary,
    kind: z.enum(dealKinds),
    tender: z.enum(tenders),
    source: keysOf(dealSources),
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
    /** The day since which nothing is open. */
    paidOn: day.nullable(),
    payments: z.array(CustomerPayment),
    /** What the customer has paid so far, and what of the deal it still owes; zero before the deal is won. */
    paidMinor: z.int(),
    openMinor: z.int(),
    lessenedMinor: z.int(),
    claims: z.array(StaffClaim),
    untied: z.array(UntiedClaim),
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
      declineClaim: Ability,
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
