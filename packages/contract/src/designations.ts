import { z } from 'zod'
import { Ability } from './ability.ts'
import { DecisionCard } from './decisions.ts'
import { leadNoticeStates } from './lead-notices.ts'
import { LetterCheck, letterShape } from './letters.ts'
import { day, Family, id, instant, keysOf, text } from './text.ts'

/** What stands with a letter for one product family. */
export const designationStates = {
  deciding: 'Waits for the vendor',
  waiting: 'Waits',
  inEffect: 'In effect',
  notAccepted: 'Not accepted',
  ended: 'Ended',
} as const
export type DesignationState = keyof typeof designationStates

export const WaiveWait = z.strictObject({ reason: text(10, 1000) }).meta({ id: 'WaiveWait' })
export const DecideDesignation = z
  .strictObject({
    outcome: z.enum(['takesEffect', 'notAccepted']),
    /** For the record, among the staff. */
    reason: text(10, 1000),
    /** What the partner reads. */
    wording: text(10, 1000),
  })
  .meta({ id: 'DecideDesignation' })

const designation = {
  id,
  productFamily: Family,
  state: keysOf(designationStates),
  /** The decision in a sentence, as the reader may know it. */
  headline: z.string(),
  /** While it waits: the day on which it takes effect unless something comes between. */
  takesEffectOn: day.nullable(),
  /** The last day for a letter that takes it back. */
  lastDay: day.nullable(),
  inEffectAt: instant.nullable(),
  /** The last day for which it counts, once it is in effect. */
  holdsUntil: day.nullable(),
  endedAt: instant.nullable(),
  decision: DecisionCard,
}

export const Designation = z.object(designation).meta({ id: 'Designation' })
export type Designation = z.infer<typeof Designation>

export const LetterSummary = z
  .object({
    ...letterShape,
    /** Staff only. */
    partnerName: z.string().nullable(),
    designations: z.array(
      z.object({
        productFamily: Family,
        state: keysOf(designationStates),
        takesEffectOn: day.nullable(),
        holdsUntil: day.nullable(),
      }),
    ),
    /** Something waits for the vendor: the letter isn't checked, or a person decides. */
    waitsForVendor: z.boolean(),
  })
  .meta({ id: 'LetterSummary' })
export type LetterSummary = z.infer<typeof LetterSummary>

export const PartnerLetter = z
  .object({ ...letterShape, designations: z.array(Designation), version: z.int() })
  .meta({ id: 'PartnerLetter' })
export type PartnerLetter = z.infer<typeof PartnerLetter>

/** The present lead of a designation, and what came of telling it. For the staff. */
const PresentLead = z.object({
  kind: z.enum(['partner', 'vendor']),
  partnerName: z.string().nullable(),
  registrationId: id.nullable(),
  toldAt: instant,
  lastDay: day.nullable(),
  state: keysOf(leadNoticeStates),
  rescission: z
    .object({ ...letterShape, checks: z.array(LetterCheck), can: z.object({ check: Ability }), version: z.int() })
    .nullable(),
})

export const StaffLetter = z
  .object({
    ...letterShape,
    partner: z.object({ id, name: z.string() }),
    /** Null until it is certain which company wrote it. */
    account: z.object({ id, name: z.string() }).nullable(),
    checks: z.array(LetterCheck),
    designations: z.array(
      z.object({
        ...designation,
        presentLead: PresentLead.nullable(),
        can: z.object({ waive: Ability, decide: Ability, rescind: Ability }),
      }),
    ),
    can: z.object({ check: Ability, settleAccount: Ability }),
    version: z.int(),
  })
  .meta({ id: 'StaffLetter' })
export type StaffLetter = z.infer<typeof StaffLetter>
