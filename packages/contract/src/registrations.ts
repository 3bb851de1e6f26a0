import { z } from 'zod'
import { Ability } from './ability.ts'
import { DecisionCard } from './decisions.ts'
import { Duty } from './duties.ts'
import { amountMinor, country, day, id, instant, text } from './text.ts'

export const dealKinds = ['new', 'expansion', 'renewal'] as const
export const dealScopes = ['opportunity', 'account'] as const
export const dealRoles = ['resale', 'referral', 'managed', 'services'] as const
export const tenders = ['none', 'planned', 'published'] as const
export const customerChoices = ['open', 'thisPartner', 'anotherPartner'] as const

/** A website, host or e-mail address as people type it; normalised by the server. */
const domain = text(1, 253)

const accountShape = { name: text(1, 200), domain: domain.optional(), country, city: text(1, 100).optional() }
const dealShape = {
  kind: z.enum(dealKinds),
  scope: z.enum(dealScopes),
  role: z.enum(dealRoles),
  amountMinor,
  expectedCloseOn: day,
  description: text(1, 4000),
  contactName: text(1, 200).optional(),
  contactEmail: z.email('Give an e-mail address, like name@company.com.').max(254).optional(),
  meetingsHeld: z.int().min(0).max(1000),
  tender: z.enum(tenders),
  registeredWithCompetitor: z.boolean(),
  customerChoice: z.enum(customerChoices),
}
const productFamily = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Choose a product family.')

/** A partner's claim to an opportunity, complete. */
export const RegisterDeal = z
  .strictObject({
    account: z.strictObject(accountShape),
    productFamily,
    deal: z.strictObject(dealShape),
    /** The draft that this came from; it is put away when the registration is recorded. */
    draftId: id.optional(),
  })
  .meta({ id: 'RegisterDeal' })
export type RegisterDeal = z.infer<typeof RegisterDeal>

/** The same, half typed: what is left out is unknown. */
export const Precheck = z
  .strictObject({
    account: z.strictObject(accountShape).partial().optional(),
    productFamily: productFamily.optional(),
    deal: z.strictObject(dealShape).partial().optional(),
  })
  .meta({ id: 'Precheck' })
export type Precheck = z.infer<typeof Precheck>

/** A form as it is typed. Nothing in it is checked but its size, so that nothing is lost. */
export const DraftForm = z.record(
  z.string().max(60),
  z.union([z.string().max(8000), z.number(), z.boolean(), z.null()]),
)
export const SaveDraft = z.strictObject({ form: DraftForm }).meta({ id: 'SaveDraft' })
export const Draft = z
  .object({ id, title: z.string(), form: DraftForm, updatedAt: instant, version: z.int() })
  .meta({ id: 'Draft' })
export type Draft = z.infer<typeof Draft>

export const registrationStatuses = {
  approved: 'Protected',
  teaming: 'Teaming',
  informationNeeded: 'Needs you',
  inReview: 'In review',
  rejected: 'Not approved',
  withdrawn: 'Withdrawn',
  expired: 'Ended',
  lapsed: 'Lapsed',
  won: 'Won',
  lost: 'Lost',
} as const
export type RegistrationStatus = keyof typeof registrationStatuses
export const RegistrationStatus = z.enum(
  Object.keys(registrationStatuses) as [RegistrationStatus, ...RegistrationStatus[]],
)

/** A running deadline: who owes what to whom, and by when. */
export const Clock = z.object({
  owes: z.enum(['vendor', 'partner']),
  what: z.string(),
  dueAt: instant,
  late: z.boolean(),
})
export type Clock = z.infer<typeof Clock>

export const Protection = z.object({
  /** `interim`: for the time being, while the vendor is late with its answer. */
  kind: z.enum(['exclusive', 'teaming', 'shared', 'interim']),
  from: instant,
  until: instant,
  /** The last protected day in the vendor's time zone: what screens show. `until` is the end of that day. */
  lastDay: day,
  daysLeft: z.int(),
  /** Set when a lapse for want of activity was announced; never earlier than this day. */
  lapseOn: day.nullable(),
  extensionsUsed: z.int(),
  endedBecause: z.enum(['expired', 'lapsed', 'withdrawn', 'closed', 'overridden', 'decided', 'designated']).nullable(),
})
export type Protection = z.infer<typeof Protection>

export const RegistrationSummary = z
  .object({
    id,
    reference: z.string(),
    accountName: z.string(),
    country: z.string(),
    productFamily: z.object({ id: z.string(), name: z.string() }),
    amountMinor: z.int(),
    expectedCloseOn: day,
    status: RegistrationStatus,
    submittedAt: instant,
    clock: Clock.nullable(),
    protection: Protection.nullable(),
    /** Staff only. */
    partner: z.object({ id, name: z.string(), tierTitle: z.string() }).nullable(),
  })
  .meta({ id: 'RegistrationSummary' })
export type RegistrationSummary = z.infer<typeof RegistrationSummary>

export const TimelineEntry = z.object({
  at: instant,
  kind: z.enum([
    'submitted',
    'decided',
    'overridden',
    'asked',
    'answered',
    'activity',
    'reminded',
    'extended',
    'extensionRefused',
    'withdrawn',
    'lapsed',
    'expired',
    'closed',
    'scheduled',
    'late',
  ]),
  text: z.string(),
  /** Who, as this reader may know it: "You", a colleague's name, "Northwind", "The policy". */
  by: z.string(),
  /** In the future: expected, not yet happened. */
  ahead: z.boolean(),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

export const InformationRequest = z.object({
  id,
  question: z.string(),
  askedAt: instant,
  dueAt: instant,
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
})
export const activityKinds = {
  meeting: 'Meeting',
  demo: 'Demo',
  proposal: 'Proposal',
  call: 'Call',
  other: 'Something else',
} as const
export const Activity = z.object({
  id,
  kind: z.enum(Object.keys(activityKinds) as [keyof typeof activityKinds, ...(keyof typeof activityKinds)[]]),
  note: z.string(),
  happenedOn: day,
  loggedAt: instant,
  loggedByName: z.string(),
})

const detail = {
  summary: RegistrationSummary,
  account: z.object({
    name: z.string(),
    domain: z.string().nullable(),
    country: z.string(),
    city: z.string().nullable(),
  }),
  deal: z.object({
    ...dealShape,
    contactName: z.string().nullable(),
    contactEmail: z.string().nullable(),
  }),
  decision: DecisionCard,
  /** The latest decision on the protection itself (extension, reminder, lapse), if any. */
  protectionDecision: DecisionCard.nullable(),
  /** What the vendor owes on it, or owed last; null where a person was never asked. */
  duty: Duty.nullable(),
  timeline: z.array(TimelineEntry),
  informationRequests: z.array(InformationRequest),
  activities: z.array(Activity),
  version: z.int(),
}

export const PartnerRegistration = z
  .object({
    ...detail,
    /** The answer refused it for another partner's protection until a day, and that day is over. Whether it is free now isn't said. */
    toldDayIsOver: z.boolean(),
    can: z.object({ withdraw: Ability, extend: Ability, logActivity: Ability, answer: Ability }),
  })
  .meta({ id: 'PartnerRegistration' })
export type PartnerRegistration = z.infer<typeof PartnerRegistration>

/** An account that a registration may be for, or that may be of its family. */
export const AccountLikeness = z.object({
  accountId: id,
  name: z.string(),
  domain: z.string().nullable(),
  country: z.string().nullable(),
  city: z.string().nullable(),
  /** 0 to 1000. */
  chancePermille: z.int(),
  relatedPermille: z.int(),
  reasons: z.array(z.string()),
})
export type AccountLikeness = z.infer<typeof AccountLikeness>

/** Another interest in the same account, side by side. Staff only. */
export const CompetingInterest = z.object({
  kind: z.enum(['registration', 'directPipeline', 'incumbent']),
  title: z.string(),
  partnerName: z.string().nullable(),
  registrationId: id.nullable(),
  productFamilyName: z.string(),
  /** In words, without a date. */
  status: z.string(),
  /** For `directPipeline`: the day of the sales team's latest contact. */
  lastContactOn: day.nullable(),
  since: instant.nullable(),
  lastDay: day.nullable(),
})

export const StaffRegistration = z
  .object({
    ...detail,
    matchedAccount: z.object({
      id,
      name: z.string(),
      domain: z.string().nullable(),
      country: z.string().nullable(),
      city: z.string().nullable(),
      designation: z.enum(['open', 'named', 'house']),
      match: z.enum(['certain', 'likely', 'new']),
      /** Why it is taken for the same company, in words. */
      matchReason: z.string(),
      /** What a person has to choose from, or has chosen from; null when the matcher was sure. */
      question: z
        .object({
          candidates: z.array(AccountLikeness),
          related: z.array(AccountLikeness),
          settled: z.object({ byName: z.string(), at: instant }).nullable(),
        })
        .nullable(),
    }),
    competing: z.array(CompetingInterest),
    staffDecision: z.object({ decisionId: id }),
    history: z.array(
      z.object({ decisionId: id, decidedAt: instant, outcomeTitle: z.string(), decidedByName: z.string().nullable() }),
    ),
    can: z.object({ decide: Ability, take: Ability, ask: Ability, close: Ability, settleAccount: Ability }),
  })
  .meta({ id: 'StaffRegistration' })
export type StaffRegistration = z.infer<typeof StaffRegistration>

export const LogActivity = z
  .strictObject({ kind: Activity.shape.kind, note: text(1, 2000), happenedOn: day })
  .meta({ id: 'LogActivity' })
export const AnswerInformation = z
  .strictObject({
    answer: text(1, 4000),
    /** What the answer corrects in the deal; the rest stays as it was registered. */
    deal: z.strictObject(dealShape).partial().optional(),
  })
  .meta({ id: 'AnswerInformation' })
export const Withdraw = z.strictObject({ reason: text(1, 1000).optional() }).meta({ id: 'Withdraw' })
export const AskExtension = z.strictObject({ progress: text(1, 2000) }).meta({ id: 'AskExtension' })

/** A person decides in the policy's place, with a written reason. */
export const OverrideDecision = z
  .strictObject({
    outcome: z.enum(['approve', 'approveAsTeaming', 'reject']),
    protectionDays: z.int().min(1).max(730).optional(),
    /** Shown to the partner. */
    wording: text(10, 1000),
    /** Kept with the decision, for the vendor. */
    reason: text(10, 2000),
  })
  .meta({ id: 'OverrideDecision' })
export const AskInformation = z
  .strictObject({ question: text(10, 2000), answerWithinDays: z.int().min(1).max(90) })
  .meta({ id: 'AskInformation' })
export const CloseRegistration = z
  .strictObject({ result: z.enum(['won', 'lost']), note: text(1, 1000).optional() })
  .meta({ id: 'CloseRegistration' })
