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

/** What the studio shows beside the editor, after each pause in typing. Nothing is written. */
export const PolicyCheck = z
  .object({
    findings: z.array(Finding),
    cases: z.array(CaseResult),
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
