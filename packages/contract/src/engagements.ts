import { z } from 'zod'
import { Ability } from './ability.ts'
import { DecisionCard } from './decisions.ts'
import { day, id, instant, text } from './text.ts'

/** What a party is about to do at an account. Each completes "May I …?". */
export const engagementVerbs = {
  contact: 'contact them',
  quote: 'send a quote',
  discount: 'give a discount',
  redirect: 'change their plan',
  takeDirect: 'take them direct',
  assist: 'help in the sale',
} as const
export type EngagementVerb = keyof typeof engagementVerbs
export const EngagementVerb = z.enum(Object.keys(engagementVerbs) as [EngagementVerb, ...EngagementVerb[]])

export const engagementPurposes = ['sale', 'support', 'news'] as const
const productFamily = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Choose a product family.')

/** What may be said beside the company and the verb; what is left out is taken as the usual. */
const circumstances = {
  /** Without one, the answer is the strictest of all product families. */
  productFamily: productFamily.optional(),
  purpose: z.enum(engagementPurposes).default('sale'),
  /** Whether the customer asked for it. That the lead asked is known from its own request for help. */
  askedForBy: z.enum(['nobody', 'customer']).default('nobody'),
  dealKind: z.enum(['new', 'expansion', 'renewal']).optional(),
  customerWrote: z.enum(['none', 'you', 'change']).default('none'),
  /** A share of the deal is claimed for the help. */
  shareClaimed: z.boolean().default(false),
  renewalReviewHeld: z.boolean().optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Choose a country.')
    .optional(),
  /** What is planned, in a sentence. Whoever is told or asked reads it. */
  note: text(1, 1000).optional(),
}

/** May I? `company` is a name, a domain or an e-mail address. */
export const AskEngagement = z
  .strictObject({ company: text(1, 254), verb: EngagementVerb, ...circumstances })
  .meta({ id: 'AskEngagement' })
export type AskEngagement = z.output<typeof AskEngagement>

/** The same, of an account that is known. */
export const AskStaffEngagement = z
  .strictObject({
    company: text(1, 254),
    /** Which account is meant, where the text could mean several: one of `alike` of the refusal. */
    accountId: id.optional(),
    verb: EngagementVerb,
    ...circumstances,
  })
  .meta({ id: 'AskStaffEngagement' })
export type AskStaffEngagement = z.output<typeof AskStaffEngagement>

export const consentStates = {
  waiting: 'Waits for an answer',
  given: 'Consent given',
  refused: 'Consent refused',
  unanswered: 'Not answered in time',
} as const
export type ConsentState = keyof typeof consentStates

export const Consent = z.object({
  /** `you` where the reader is the one who answers. */
  askedOf: z.enum(['you', 'lead', 'vendor']),
  state: z.enum(Object.keys(consentStates) as [ConsentState, ...ConsentState[]]),
  askedAt: instant,
  /** The end of the last day for the answer; null where it waits for as long as it takes. */
  dueAt: instant.nullable(),
  lastDay: day.nullable(),
  /** As it was given with the answer. */
  reason: z.string().nullable(),
  answeredAt: instant.nullable(),
  /** Who answered, as the reader may know it. */
  answeredBy: z.string().nullable(),
})
export type Consent = z.infer<typeof Consent>

/** What was done although the answer wasn't yes. Who, why and who approved is for the staff. */
export const Deed = z.object({
  doneOn: day,
  recordedAt: instant,
  approvedAt: instant.nullable(),
  doneByName: z.string().nullable(),
  reason: z.string().nullable(),
  approvedByName: z.string().nullable(),
})

export const HelpRequest = z
  .object({
    id,
    registrationId: id,
    accountName: z.string(),
    productFamilyName: z.string(),
    wish: z.string(),
    askedAt: instant,
    askedByName: z.string(),
    /** Set once somebody of the vendor helps. */
    helpedAt: instant.nullable(),
    /** Staff only. */
    partnerName: z.string().nullable(),
  })
  .meta({ id: 'HelpRequest' })
export type HelpRequest = z.infer<typeof HelpRequest>

const summary = {
  id,
  verb: EngagementVerb,
  /** "send a quote": what was asked, in words that complete a sentence. */
  verbWords: z.string(),
  /** `you`: the reader's own company. */
  askedBy: z.enum(['you', 'vendor', 'partner']),
  askedByName: z.string(),
  askedAt: instant,
  accountName: z.string(),
  productFamily: z.object({ id: z.string(), name: z.string() }),
  outcome: z.object({ type: z.string(), title: z.string(), favour: z.int() }),
  headline: z.string(),
  consent: Consent.nullable(),
  doneAnyway: z.boolean(),
}

export const EngagementSummary = z.object(summary).meta({ id: 'EngagementSummary' })
export type EngagementSummary = z.infer<typeof EngagementSummary>

/** Whom to talk to. A person is named to the staff alone. */
const TalkTo = z.object({ title: z.string(), name: z.string().nullable(), email: z.string().nullable() })

const detail = {
  ...summary,
  purpose: z.enum(engagementPurposes),
  note: z.string().nullable(),
  /** No product family was named: this one has the strictest answer. */
  anyFamily: z.boolean(),
  decision: DecisionCard,
  /** Who leads, as the reader may know it; `unsaid` where it isn't told. */
  lead: z.object({
    kind: z.enum(['you', 'partner', 'vendor', 'nobody', 'unsaid']),
    /** Staff only. */
    partnerName: z.string().nullable(),
    registrationId: id.nullable(),
    /** The last day of its protection. */
    lastDay: day.nullable(),
  }),
  talkTo: TalkTo.nullable(),
  deed: Deed.nullable(),
  /** The answer is kept as help that the lead asked for. */
  recordedAsHelp: z.boolean(),
  /** The customer isn't turned away: since when a partner is looked for. */
  matchingSince: instant.nullable(),
  version: z.int(),
}

export const PartnerEngagement = z
  .object({ ...detail, can: z.object({ answer: Ability }) })
  .meta({ id: 'PartnerEngagement' })
export type PartnerEngagement = z.infer<typeof PartnerEngagement>

export const StaffEngagement = z
  .object({
    ...detail,
    typed: z.string(),
    /** Null where no account is known for certain. */
    account: z.object({ id, name: z.string() }).nullable(),
    can: z.object({ answer: Ability, recordDeed: Ability, approveDeed: Ability }),
  })
  .meta({ id: 'StaffEngagement' })
export type StaffEngagement = z.infer<typeof StaffEngagement>

export const AnswerConsent = z
  .strictObject({ answer: z.enum(['given', 'refused']), reason: text(1, 1000) })
  .meta({ id: 'AnswerConsent' })
export const RecordDeed = z.strictObject({ doneOn: day, reason: text(10, 1000) }).meta({ id: 'RecordDeed' })
export const AskHelp = z.strictObject({ wish: text(1, 1000) }).meta({ id: 'AskHelp' })

/** How often the vendor's own people asked, and what came of it: for its own scorecard. */
export const EngagementCounts = z
  .object({
    asked: z.int(),
    permitted: z.int(),
    told: z.int(),
    consentAsked: z.int(),
    refused: z.int(),
    /** Asked to make an offer at an account that is protected for a partner, and refused. */
    refusedAtProtected: z.int(),
    help: z.int(),
    doneAnyway: z.int(),
    approved: z.int(),
  })
  .meta({ id: 'EngagementCounts' })
export type EngagementCounts = z.infer<typeof EngagementCounts>

export const callListLimits = { rows: 2_000, bytes: 1_048_576 } as const

/** A call list as a CSV file: which of these companies may be called, quoted or helped? */
export const MarkCallList = z
  .strictObject({
    fileName: text(1, 200),
    base64: z.base64('Send the file as base64.').min(4).max(1_398_104, 'The file may have 1 MiB.'),
    verb: EngagementVerb,
    productFamily: productFamily.optional(),
  })
  .meta({ id: 'MarkCallList' })

export const MarkedCallList = z
  .object({
    fileName: z.string(),
    /** The same rows in the same order, with the columns "May I?", "Why", "Who leads", "Until" and "Known as". UTF-8 with a mark. */
    csv: z.string(),
    rows: z.int(),
    /** How many rows have each answer, in the order of what it allows. */
    answers: z.array(z.object({ type: z.string(), title: z.string(), favour: z.int(), rows: z.int() })),
    /** Rows that have no answer, numbered as spreadsheets do. */
    problems: z.array(z.object({ row: z.int(), detail: z.string(), mend: z.string() })),
  })
  .meta({ id: 'MarkedCallList' })
export type MarkedCallList = z.infer<typeof MarkedCallList>
