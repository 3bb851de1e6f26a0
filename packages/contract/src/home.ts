import { z } from 'zod'
import { DecisionCard } from './decisions.ts'
import { Duty } from './duties.ts'
import { RegistrationSummary } from './registrations.ts'
import { id, instant } from './text.ts'

/** A partner's first screen: what needs me, what ends soon, what was decided. */
export const PartnerHome = z
  .object({
    needsYou: z.array(RegistrationSummary),
    endsSoon: z.array(RegistrationSummary),
    decidedLately: z.array(
      z.object({
        registration: RegistrationSummary,
        outcomeTitle: z.string(),
        favour: z.int(),
        decidedAt: instant,
        headline: z.string(),
      }),
    ),
    drafts: z.array(z.object({ id, title: z.string(), updatedAt: instant })),
    counts: z.object({ protected: z.int(), inReview: z.int(), needsYou: z.int(), toRenew: z.int() }),
  })
  .meta({ id: 'PartnerHome' })
export type PartnerHome = z.infer<typeof PartnerHome>

/** The rules of engagement in force, in plain words, as this partner may read them. */
export const RulesOfEngagement = z
  .object({
    point: z.string(),
    title: z.string(),
    question: z.string(),
    version: z.int(),
    activeFrom: instant,
    /** A later version that is approved and dated, if any. */
    next: z.object({ version: z.int(), activeFrom: instant }).nullable(),
    clauses: z.array(
      z.object({
        title: z.string(),
        when: z.string(),
        follows: z.string(),
        why: z.string(),
        source: z.string(),
        outcomeTitle: z.string(),
        favour: z.int(),
        /** What a person weighs, where a person decides. */
        criteria: z.array(z.string()),
      }),
    ),
    otherwise: z.string(),
    /** Days, shares and amounts that the rules work out, each with how. */
    workedOut: z.array(z.object({ title: z.string(), text: z.string() })),
    /** Which days and hours count as business ones, in sentences; empty where no rule asks. */
    calendar: z.array(z.string()),
    parameters: z.array(z.object({ title: z.string(), value: z.string() })),
    /** The partner edition of the policy document: published rules and facts known to partners only. */
    edition: z.unknown(),
  })
  .meta({ id: 'RulesOfEngagement' })
export type RulesOfEngagement = z.infer<typeof RulesOfEngagement>

/** The work queue: what waits for the vendor (or for a partner), by time left. */
export const WorkItem = z
  .object({
    registration: RegistrationSummary,
    what: z.string(),
    dueAt: instant,
    late: z.boolean(),
    why: z.string(),
    /** Whose it is, and who has it now; null where the partner owes the next step. */
    duty: Duty.pick({ heldAs: true, people: true, takenAt: true, firstWordBy: true, interim: true }).nullable(),
  })
  .meta({ id: 'WorkItem' })
export const WorkQueue = z
  .object({ items: z.array(WorkItem), lateCount: z.int(), waitingForPartner: z.array(WorkItem), asOf: instant })
  .meta({ id: 'WorkQueue' })
export type WorkQueue = z.infer<typeof WorkQueue>

export const PrecheckAnswer = z
  .object({
    card: DecisionCard,
    /** Facts whose value can still change the answer: the questions that matter, in the form's order. */
    matters: z.array(z.string()),
  })
  .meta({ id: 'PrecheckAnswer' })
export type PrecheckAnswer = z.infer<typeof PrecheckAnswer>
