import { z } from 'zod'
import { id, instant } from './text.ts'

export const Reason = z.object({
  /** Staff only: the rule's id, a deep link into the policy. */
  rule: z.string().nullable(),
  title: z.string(),
  text: z.string(),
  /** What is still open to the partner. */
  possible: z.string().optional(),
  source: z.string().optional(),
})
export type Reason = z.infer<typeof Reason>

export const FactShown = z.object({
  fact: z.string(),
  title: z.string(),
  value: z.string(),
  /** Staff only ever see `internal` facts. */
  internal: z.boolean(),
})
export type FactShown = z.infer<typeof FactShown>

/** The signature of the product: the same form for partner and staff, with what each may know. */
export const DecisionCard = z
  .object({
    /** Null for a pre-check: nothing was recorded. */
    decisionId: id.nullable(),
    point: z.string(),
    question: z.string(),
    outcome: z.object({
      /** `informationNeeded` when facts that matter are unknown. */
      type: z.string(),
      title: z.string(),
      /** 2 granted, 1 granted in part, 0 waiting, -1 refused. */
      favour: z.int().min(-1).max(2),
      params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      /** The same in words, in the decision point's order: "105", "days of protection". The title is empty where the value says all. */
      terms: z.array(z.object({ name: z.string(), title: z.string(), value: z.string() })),
    }),
    /** One sentence: the answer. */
    headline: z.string(),
    reasons: z.array(Reason),
    /** The smallest changes that would lead to a better answer, in words. */
    changes: z.array(z.object({ text: z.string(), outcomeTitle: z.string() })),
    /** Facts that matter and are unknown, in the decision point's order, with the question that a form asks. */
    missing: z.array(z.object({ fact: z.string(), title: z.string(), question: z.string().nullable() })),
    facts: z.array(FactShown),
    policy: z.object({ version: z.int(), title: z.string(), activeFrom: instant.nullable() }).nullable(),
    decidedAt: instant,
    /** `person` when somebody overrode the policy, with the written reason. */
    decidedBy: z.enum(['policy', 'person']),
    /** Staff: the person's name. Partners read the role instead. */
    decidedByName: z.string().nullable(),
    overrideReason: z.string().nullable(),
  })
  .meta({ id: 'DecisionCard' })
export type DecisionCard = z.infer<typeof DecisionCard>

/** A node of a rule's conditions, as evaluated. */
export type TraceNode = {
  kind: 'all' | 'any' | 'not' | 'condition' | 'leaf'
  text: string
  result: 'true' | 'false' | 'unknown'
  fact?: string | undefined
  actual?: string | undefined
  children: TraceNode[]
}
export const TraceNode: z.ZodType<TraceNode> = z
  .object({
    kind: z.enum(['all', 'any', 'not', 'condition', 'leaf']),
    text: z.string(),
    result: z.enum(['true', 'false', 'unknown']),
    fact: z.string().optional(),
    actual: z.string().optional(),
    get children() {
      return z.array(TraceNode)
    },
  })
  .meta({ id: 'TraceNode' })

export const RuleTrace = z
  .object({
    rule: z.string(),
    title: z.string(),
    priority: z.int(),
    audience: z.enum(['published', 'internal']),
    source: z.string(),
    outcomeTitle: z.string(),
    result: z.enum(['true', 'false', 'unknown']),
    /** Whether this rule made the outcome. */
    decided: z.boolean(),
    /** It does not hold, and one fact alone keeps it from holding. */
    nearly: z.boolean(),
    conditions: TraceNode,
  })
  .meta({ id: 'RuleTrace' })
export type RuleTrace = z.infer<typeof RuleTrace>

export const DecisionSummary = z
  .object({
    id,
    point: z.string(),
    subjectId: z.string(),
    subjectTitle: z.string(),
    partnerName: z.string().nullable(),
    outcomeType: z.string(),
    outcomeTitle: z.string(),
    favour: z.int(),
    because: z.array(z.string()),
    policyVersion: z.int().nullable(),
    decidedAt: instant,
    decidedBy: z.enum(['policy', 'person']),
    decidedByName: z.string().nullable(),
    /** Why it was decided in the policy's place; null where the policy decided. */
    overrideReason: z.string().nullable(),
  })
  .meta({ id: 'DecisionSummary' })
export type DecisionSummary = z.infer<typeof DecisionSummary>

export const StaffDecision = z
  .object({
    summary: DecisionSummary,
    card: DecisionCard,
    trace: z.array(RuleTrace),
    fired: z.array(z.string()),
    nearly: z.array(z.object({ rule: z.string(), title: z.string(), by: z.array(z.string()) })),
    supersedes: id.nullable(),
    supersededBy: id.nullable(),
  })
  .meta({ id: 'StaffDecision' })
export type StaffDecision = z.infer<typeof StaffDecision>

export const Rerun = z
  .object({ same: z.boolean(), stored: DecisionCard, rerun: DecisionCard, differences: z.array(z.string()) })
  .meta({ id: 'Rerun' })
export type Rerun = z.infer<typeof Rerun>
