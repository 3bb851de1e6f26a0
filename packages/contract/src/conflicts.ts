import { z } from 'zod'
import { Ability } from './ability.ts'
import { Evidence } from './evidence.ts'
import { TimelineEntry } from './registrations.ts'
import { day, id, instant, text } from './text.ts'

/** Where a case stands, in words. */
export const caseStates = {
  gathering: 'Gathering evidence',
  missing: 'Something isn’t known',
  person: 'A person decides',
  decided: 'Decided',
  appealed: 'Under appeal',
  over: 'Over',
} as const
export type CaseState = keyof typeof caseStates
export const CaseState = z.enum(Object.keys(caseStates) as [CaseState, ...CaseState[]])

/** What an award means for one claim. */
export const claimOutcomes = {
  leads: 'Leads',
  shares: 'Shares the lead',
  beside: 'Works beside',
  doesNotLead: 'Doesn’t lead',
} as const
export type ClaimOutcome = keyof typeof claimOutcomes
const ClaimOutcome = z.enum(Object.keys(claimOutcomes) as [ClaimOutcome, ...ClaimOutcome[]])

const shareBps = z.int('Give the share in whole basis points.').min(1).max(10_000)

export const teamingRoles = {
  sourced: 'Brought the customer',
  influenced: 'Helped to convince it',
  resold: 'Sells',
  implemented: 'Implements',
  assisted: 'Assists',
} as const
export type TeamingRole = keyof typeof teamingRoles
export const TeamingRole = z.enum(Object.keys(teamingRoles) as [TeamingRole, ...TeamingRole[]])

/** On what terms a partner would work with others on it; it names nobody, and nobody but the vendor's people reads it. */
export const TeamingOffer = z.object({
  role: TeamingRole,
  roleTitle: z.string(),
  leastShareBps: z.int(),
  note: z.string().nullable(),
  offeredAt: instant,
  offeredBy: z.string(),
  /** Its part in a teaming rests on it: confirmed by this, or agreed. */
  isTaken: z.boolean(),
})
export type TeamingOffer = z.infer<typeof TeamingOffer>

/** Within these bounds, a teaming needs no further word of the partner. */
export const OfferTeaming = z
  .strictObject({ role: TeamingRole, leastShareBps: shareBps, note: text(1, 1000).optional() })
  .meta({ id: 'OfferTeaming' })
export type OfferTeaming = z.infer<typeof OfferTeaming>

/** An appeal, as both sides read it; `answeredBy` is a role to partners. */
export const Appeal = z
  .object({
    id,
    grounds: z.string(),
    filedAt: instant,
    filedBy: z.string(),
    /** The end of the vendor's time for an answer; null where the rules give none. */
    dueAt: instant.nullable(),
    lastDay: day.nullable(),
    /** The vendor was late, and since then what the rules say for that holds. */
    silentSince: instant.nullable(),
    isUpheld: z.boolean().nullable(),
    wording: z.string().nullable(),
    answeredAt: instant.nullable(),
    answeredBy: z.string().nullable(),
  })
  .meta({ id: 'Appeal' })
export type Appeal = z.infer<typeof Appeal>

const outcome = {
  outcome: ClaimOutcome,
  title: z.string(),
  shareBps: z.int().nullable(),
  /** In the claimant's own words: nothing of the others. */
  wording: z.string(),
  decidedAt: instant,
}

/** Why a claim has its points: each rule that gave some. */
const Given = z.object({ rule: z.string(), title: z.string(), text: z.string(), points: z.int().nullable() })

export const CaseClaim = z
  .object({
    id,
    by: z.enum(['partner', 'direct']),
    /** The partner's name, or the vendor's own sales team. */
    name: z.string(),
    since: instant,
    /** Nobody of it wants the account any more. */
    isWithdrawn: z.boolean(),
    registrations: z.array(
      z.object({ id, reference: z.string(), accountName: z.string(), status: z.string(), isProtected: z.boolean() }),
    ),
    /** What it asked to do there without a registration, the oldest first, and as long as it counts as an interest. */
    acting: z.array(
      z.object({ engagementId: id, words: z.string(), byName: z.string(), askedAt: instant, countsUntil: day }),
    ),
    /** Whether it could be given the lead: it has registered or, our own team, has an opportunity. */
    canLead: z.boolean(),
    /** As the policy weighs it now; nothing of it is recorded before an award. */
    weighed: z.object({
      outcome: z.string(),
      title: z.string(),
      favour: z.int(),
      points: z.int().nullable(),
      headline: z.string(),
      given: z.array(Given),
      missing: z.array(z.object({ fact: z.string(), title: z.string() })),
    }),
    facts: z.array(
      z.object({
        fact: z.string(),
        title: z.string(),
        value: z.string(),
        /** Who said so in the records' place, and why. */
        said: z.object({ byName: z.string(), reason: z.string(), at: instant }).nullable(),
      }),
    ),
    evidence: z.array(Evidence),
    /** The decision about this claim that the newest award rests on. */
    decisionId: id.nullable(),
    outcome: z.object(outcome).nullable(),
    appeal: Appeal.nullable(),
    teamingOffer: TeamingOffer.nullable(),
  })
  .meta({ id: 'CaseClaim' })
export type CaseClaim = z.infer<typeof CaseClaim>

/** A fact that a person may say of a claim, with what it can be. */
export const SayableFact = z.object({
  fact: z.string(),
  title: z.string(),
  question: z.string().nullable(),
  kind: z.enum(['yesNo', 'choice', 'count', 'date']),
  values: z.array(z.object({ value: z.string(), title: z.string() })),
})

export const ConflictCase = z
  .object({
    id,
    account: z.object({ id, name: z.string() }),
    productFamilyName: z.string(),
    state: CaseState,
    openedAt: instant,
    openedBecause: z.string(),
    closedAt: instant.nullable(),
    closedBecause: z.string().nullable(),
    /** Who owes what until when: evidence of the claimants, or a person's decision. */
    due: z.object({ what: z.string(), at: instant, lastDay: day }).nullable(),
    /** What the policy would say now, what was decided, or why it ended without that: one sentence. */
    headline: z.string(),
    /** Whether the policy would settle it as things stand, or leave it to a person. */
    isSettledByPolicy: z.boolean(),
    /** How the claims are compared: by the active policy. */
    rules: z.object({ policyVersion: z.int(), minimumPoints: z.int(), clearMarginPoints: z.int() }),
    claims: z.array(CaseClaim),
    awards: z.array(
      z.object({
        id,
        madeBy: z.enum(['policy', 'person', 'appeal']),
        words: z.string(),
        byName: z.string(),
        reason: z.string().nullable(),
        policyVersion: z.int(),
        decidedAt: instant,
      }),
    ),
    sayable: z.array(SayableFact),
    timeline: z.array(TimelineEntry),
    can: z.object({
      ...{ decide: Ability, award: Ability, say: Ability, attach: Ability, answerAppeal: Ability },
      proposeTeaming: Ability,
    }),
    version: z.int(),
  })
  .meta({ id: 'ConflictCase' })
export type ConflictCase = z.infer<typeof ConflictCase>

/** What a person says of a claim; null takes it back. */
export const SayFact = z
  .strictObject({
    fact: z.string().regex(/^[a-z]+\.[a-zA-Z]+$/, 'Choose one of the facts of the case.'),
    value: z.union([
      z.boolean(),
      z.int(),
      z.string().regex(/^[A-Za-z0-9-]{1,40}$/, 'Choose one of the values of this fact.'),
      z.null(),
    ]),
    reason: text(10, 1000),
  })
  .meta({ id: 'SayFact' })

/** A person's award. `wordingForLead` and `wordingForOthers` are what the partners read, so they name nobody. */
export const AwardCase = z
  .strictObject({
    result: z.enum(['lead', 'share', 'sideBySide']),
    leadClaimId: id.optional(),
    shares: z
      .array(z.strictObject({ claimId: id, shareBps }))
      .min(2)
      .max(10)
      .optional(),
    /** For how many days whoever leads is protected; the policy's when left out. */
    protectionDays: z.int().min(1).max(730).optional(),
    wordingForLead: text(10, 1000),
    wordingForOthers: text(10, 1000),
    reason: text(10, 2000),
  })
  .meta({ id: 'AwardCase' })
export type AwardCase = z.infer<typeof AwardCase>

export const AnswerAppeal = z
  .strictObject({
    isUpheld: z.boolean(),
    /** What the partner reads; it names nobody. */
    wording: text(10, 1000),
    /** What whoever led until now reads; needed where the appeal is upheld. */
    wordingForOthers: text(10, 1000).optional(),
    reason: text(10, 2000),
  })
  .meta({ id: 'AnswerAppeal' })
export type AnswerAppeal = z.infer<typeof AnswerAppeal>

/** A partner's own side: what it has shown, what that says, and what came of it. Of any other claim there is nothing here. */
export const OwnClaim = z
  .object({
    accountName: z.string(),
    productFamily: z.object({ id: z.string(), name: z.string() }),
    /** What is known of the claim, by the facts that partners may know. */
    facts: z.array(z.object({ fact: z.string(), title: z.string(), value: z.string() })),
    /** What the published rules count of it. */
    counts: z.array(z.string()),
    /** What would count besides, in the published rules' words. */
    couldCount: z.array(z.string()),
    outcome: z
      .object({ ...outcome, decidedBy: z.string(), appealUntil: instant.nullable(), appealLastDay: day.nullable() })
      .nullable(),
    appeal: Appeal.nullable(),
    teamingOffer: TeamingOffer.nullable(),
    can: z.object({ appeal: Ability, offerTeaming: Ability, withdrawOffer: Ability }),
  })
  .meta({ id: 'OwnClaim' })
export type OwnClaim = z.infer<typeof OwnClaim>

export const FileAppeal = z.strictObject({ grounds: text(20, 2000) }).meta({ id: 'FileAppeal' })

const teaming = { id, role: TeamingRole, roleTitle: z.string(), shareBps: z.int() }

/** A teaming as one of its members sees it. The others have names once all have confirmed. */
export const OwnTeaming = z
  .object({
    ...teaming,
    registrationId: id,
    accountName: z.string(),
    productFamilyName: z.string(),
    state: z.enum(['waitsForYou', 'waitsForOthers', 'agreed', 'ended']),
    madeAt: instant,
    agreedAt: instant.nullable(),
    others: z.array(z.object({ partnerName: z.string(), roleTitle: z.string(), shareBps: z.int() })),
    can: z.object({ answer: Ability }),
  })
  .meta({ id: 'OwnTeaming' })
export type OwnTeaming = z.infer<typeof OwnTeaming>

export const StaffTeaming = z
  .object({
    id,
    accountName: z.string(),
    productFamilyName: z.string(),
    madeAt: instant,
    agreedAt: instant.nullable(),
    endedAt: instant.nullable(),
    members: z.array(
      z.object({
        partnerName: z.string(),
        registrationId: id,
        reference: z.string(),
        roleTitle: z.string(),
        shareBps: z.int(),
        state: z.enum(['waits', 'confirmed', 'declined']),
        /** Confirmed by what it had offered before. */
        byOffer: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'StaffTeaming' })
export type StaffTeaming = z.infer<typeof StaffTeaming>

/** Partners that are to work one deal, each by its registration; the shares add up to 10,000. */
export const ProposeTeaming = z
  .strictObject({
    members: z
      .array(z.strictObject({ registrationId: id, role: TeamingRole, shareBps }))
      .min(2)
      .max(10),
  })
  .meta({ id: 'ProposeTeaming' })
export type ProposeTeaming = z.infer<typeof ProposeTeaming>

export const AnswerTeaming = z.strictObject({ answer: z.enum(['confirm', 'decline']) }).meta({ id: 'AnswerTeaming' })
