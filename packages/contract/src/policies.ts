import { z } from 'zod'
import { Ability } from './ability.ts'
import { id, instant, text } from './text.ts'

/** JSON text as typed: kept whole even when it can't be parsed. 1 MiB at most. */
export const jsonText = z.string().max(1_048_576, 'A policy may have 1 MiB at most.')

export const Finding = z
  .object({
    severity: z.enum(['error', 'warning']),
    /** RFC 6901 pointer into the document. */
    pointer: z.string(),
    message: z.string(),
    mend: z.string().optional(),
    /** For text that isn't JSON: where. Lines and columns start at 1. */
    at: z.object({ line: z.int(), column: z.int() }).optional(),
    /** Which of the two texts it is about. */
    in: z.enum(['document', 'cases']),
    /** What the analysis calls it, for example `range-hole`. */
    kind: z.string().optional(),
    /** Facts that show it, in words: "expected amount: $6,000". They were replayed through the evaluator. */
    witness: z.array(z.string()).optional(),
    /** The examples expect the analysis to report it. */
    expected: z.boolean().optional(),
  })
  .meta({ id: 'Finding' })
export type Finding = z.infer<typeof Finding>

export const CaseResult = z
  .object({
    name: z.string(),
    pass: z.boolean(),
    expected: z.string(),
    actual: z.string(),
    because: z.array(z.string()),
  })
  .meta({ id: 'CaseResult' })
export type CaseResult = z.infer<typeof CaseResult>

/** Several claims that are settled together: what the result was to hold, and what it holds there. */
export const TogetherResult = z
  .object({ name: z.string(), pass: z.boolean(), expected: z.string(), actual: z.string() })
  .meta({ id: 'TogetherResult' })
export type TogetherResult = z.infer<typeof TogetherResult>

/** What the cases have seen of a policy. Pointers lead into the document. */
export const PolicyCoverage = z
  .object({
    rules: z.array(
      z.object({
        rule: z.string(),
        title: z.string(),
        pointer: z.string(),
        decides: z.int(),
        holds: z.int(),
        holdsNot: z.int(),
      }),
    ),
    conditions: z.array(
      z.object({
        pointer: z.string(),
        text: z.string(),
        rules: z.array(z.string()),
        seenTrue: z.boolean(),
        seenFalse: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'PolicyCoverage' })
export type PolicyCoverage = z.infer<typeof PolicyCoverage>

/** What the studio shows beside the editor, after each pause in typing. Nothing is written. */
export const PolicyCheck = z
  .object({
    /** Of the texts themselves, and of the analysis: contradictions, rules never reached, gaps. */
    findings: z.array(Finding),
    /** Questions of the analysis that took too long to answer. */
    undecided: z.array(z.string()),
    cases: z.array(CaseResult),
    together: z.array(TogetherResult),
    /** Null while the policy or its cases can't be read. */
    coverage: PolicyCoverage.nullable(),
    /** Rules that no case decides. */
    uncovered: z.array(z.string()),
    /** What differs from the version in force, in words. */
    changes: z.array(
      z.object({
        kind: z.enum(['added', 'removed', 'changed', 'moved', 'parameter']),
        what: z.string(),
        text: z.string(),
      }),
    ),
    submittable: Ability,
  })
  .meta({ id: 'PolicyCheck' })
export type PolicyCheck = z.infer<typeof PolicyCheck>

/** draft → submitted → approved → active (now or at a date, which can be cancelled); a declined one goes back to draft. */
export const policyStatuses = {
  draft: 'Draft',
  submitted: 'Waits for approval',
  declined: 'Declined',
  approved: 'Approved',
  scheduled: 'Scheduled',
  active: 'In force',
  superseded: 'Superseded',
} as const
export type PolicyStatus = keyof typeof policyStatuses
export const PolicyStatus = z.enum(Object.keys(policyStatuses) as [PolicyStatus, ...PolicyStatus[]])

/** A date that was called off before it came. */
export const PolicyCancellation = z
  .object({ activeFrom: instant, reason: z.string(), cancelledByName: z.string(), cancelledAt: instant })
  .meta({ id: 'PolicyCancellation' })
export type PolicyCancellation = z.infer<typeof PolicyCancellation>

export const PolicyVersionSummary = z
  .object({
    point: z.string(),
    version: z.int(),
    title: z.string(),
    status: PolicyStatus,
    /** What the author says it changes, and why. */
    note: z.string(),
    authorName: z.string(),
    submittedAt: instant,
    reviewedByName: z.string().nullable(),
    reviewedAt: instant.nullable(),
    reviewNote: z.string().nullable(),
    activeFrom: instant.nullable(),
    activatedByName: z.string().nullable(),
    /** Newest first. */
    cancellations: z.array(PolicyCancellation),
    /** SHA-256 of the canonical JSON of document and cases: what was approved is what is activated. */
    contentHash: z.string(),
    decisions: z.int(),
  })
  .meta({ id: 'PolicyVersionSummary' })
export type PolicyVersionSummary = z.infer<typeof PolicyVersionSummary>

export const PolicyVersion = z
  .object({
    summary: PolicyVersionSummary,
    document: z.unknown(),
    cases: z.unknown(),
    check: PolicyCheck,
    can: z.object({ approve: Ability, decline: Ability, activate: Ability, cancel: Ability, rollBack: Ability }),
  })
  .meta({ id: 'PolicyVersion' })
export type PolicyVersion = z.infer<typeof PolicyVersion>

export const PolicyDraft = z
  .object({
    id,
    point: z.string(),
    document: z.string(),
    cases: z.string(),
    basedOn: z.int(),
    authorName: z.string(),
    updatedAt: instant,
    version: z.int(),
    can: z.object({ edit: Ability }),
  })
  .meta({ id: 'PolicyDraft' })
export type PolicyDraft = z.infer<typeof PolicyDraft>

/** One decision point in the studio: what is in force, what is coming, who drafts. */
export const PolicyBook = z
  .object({
    point: z.string(),
    title: z.string(),
    question: z.string(),
    inForce: PolicyVersionSummary,
    scheduled: z.array(PolicyVersionSummary),
    waiting: z.array(PolicyVersionSummary),
    drafts: z.array(z.object({ id, authorName: z.string(), updatedAt: instant, basedOn: z.int() })),
    can: z.object({ draft: Ability }),
  })
  .meta({ id: 'PolicyBook' })
export type PolicyBook = z.infer<typeof PolicyBook>

/** Decisions, and the sum of their amounts in minor units of the vendor's currency; those without an amount add nothing. */
const Tally = z.object({ decisions: z.int(), amountMinor: z.int() }).meta({ id: 'BacktestTally' })

/** Granted: the outcome's favour is above 0. */
const fourWays = { grantedStill: Tally, noLongerGranted: Tally, nowGranted: Tally, stillNotGranted: Tally }
export const FourWays = z.object(fourWays).meta({ id: 'BacktestFourWays' })
export type FourWays = z.infer<typeof FourWays>

/** The name is null for decisions that have none. */
export const BacktestGroup = z.object({ name: z.string().nullable(), ...fourWays }).meta({ id: 'BacktestGroup' })
export type BacktestGroup = z.infer<typeof BacktestGroup>

const outcomeInWords = z.object({ type: z.string(), title: z.string(), favour: z.int(), terms: z.string() })

/** A recorded decision that the draft would have made otherwise. */
export const ChangedDecision = z
  .object({
    decisionId: id,
    subjectTitle: z.string(),
    partnerName: z.string().nullable(),
    tier: z.string().nullable(),
    productFamily: z.string().nullable(),
    amountMinor: z.int().nullable(),
    decidedAt: instant,
    from: outcomeInWords,
    to: outcomeInWords,
    /** The draft's rules that would make it. */
    because: z.array(z.object({ rule: z.string(), title: z.string() })),
  })
  .meta({ id: 'ChangedDecision' })
export type ChangedDecision = z.infer<typeof ChangedDecision>

const decisionsOf = z.array(z.object({ title: z.string(), decisions: z.int() }))

/** What a draft would have made of one page of recorded decisions, newest first. Pages add up. For staff only: it names partners. */
export const PolicyBacktest = z
  .object({
    point: z.string(),
    /** What the draft is compared with: the version in force, or the outcomes as they were recorded. */
    against: z.enum(['inForce', 'recorded']),
    inForceVersion: z.int(),
    currency: z.string(),
    /** How many decisions of this point are recorded in all: told with the first page. */
    recorded: z.int().nullable(),
    /** How many were read for this page, and how many of them could be compared. */
    decisions: z.int(),
    compared: Tally,
    /** The oldest decision of this page. */
    oldestDecidedAt: instant.nullable(),
    fourWays: FourWays,
    /** Outcomes that change; `from` and `to` are the same where only the terms do. */
    outcomes: z.array(z.object({ from: z.string(), to: z.string(), decisions: z.int(), amountMinor: z.int() })),
    byPartner: z.array(BacktestGroup),
    byTier: z.array(BacktestGroup),
    byProductFamily: z.array(BacktestGroup),
    byAmount: z.array(BacktestGroup),
    /** Those that change sides, and those that otherwise change; the newest ones of the page. */
    flips: z.array(ChangedDecision),
    otherChanges: z.array(ChangedDecision),
    skipped: z.array(z.object({ reason: z.string(), decisions: z.int(), facts: decisionsOf })),
    /** Decisions that one of the two policies can't make, for want of facts that weren't recorded. */
    informationNeeded: z.object({ decisions: z.int(), facts: decisionsOf }),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'PolicyBacktest' })
export type PolicyBacktest = z.infer<typeof PolicyBacktest>

/** Decisions of one page of a backtest: what is read when nothing is said, and the most. */
export const backtestLimits = { usual: 1_000, most: 5_000 } as const

export const BacktestPolicy = z
  .strictObject({
    document: jsonText,
    against: z.enum(['inForce', 'recorded']).default('inForce'),
    limit: z.int().min(1).max(backtestLimits.most).default(backtestLimits.usual),
    cursor: z.string().max(200).optional(),
  })
  .meta({ id: 'BacktestPolicy' })

export const CheckPolicy = z.strictObject({ document: jsonText, cases: jsonText }).meta({ id: 'CheckPolicy' })
export const SavePolicyDraft = CheckPolicy.meta({ id: 'SavePolicyDraft' })
export const StartPolicyDraft = z.strictObject({ basedOn: z.int().min(1).optional() }).meta({ id: 'StartPolicyDraft' })
export const SubmitPolicyDraft = z.strictObject({ note: text(10, 2000) }).meta({ id: 'SubmitPolicyDraft' })
export const ReviewPolicy = z.strictObject({ note: text(1, 2000).optional() }).meta({ id: 'ReviewPolicy' })
export const DeclinePolicy = z.strictObject({ note: text(10, 2000) }).meta({ id: 'DeclinePolicy' })
/** Now when `activeFrom` is left out; else a later instant. */
export const ActivatePolicy = z.strictObject({ activeFrom: instant.optional() }).meta({ id: 'ActivatePolicy' })
export const CancelActivation = z.strictObject({ reason: text(10, 2000) }).meta({ id: 'CancelActivation' })
export const RollBackPolicy = z.strictObject({ reason: text(10, 2000) }).meta({ id: 'RollBackPolicy' })
