import { z } from 'zod'
import { AboutRecord } from './account-timeline.ts'
import { day, id, instant } from './text.ts'

const named = z.object({ id: z.string(), name: z.string() })

/** Who leads an account for a product family now, and why. */
export const FamilyLead = z.object({
  kind: z.enum(['partner', 'vendor', 'nobody']),
  partner: named.nullable(),
  /** Null where the lead has no end. */
  lastDay: day.nullable(),
  daysLeft: z.int().nullable(),
  /** Why, in a sentence: the decision's first reason, or what it rests on without one. */
  why: z.string(),
  decisionId: id.nullable(),
  registrationId: id.nullable(),
})
export type FamilyLead = z.infer<typeof FamilyLead>

/** Somebody beside the lead who wants to sell there. */
export const Interested = z.object({
  /** The partner's name, or who of the vendor. */
  name: z.string(),
  /** In words: "Registered, in review", "Our own pipeline". */
  what: z.string(),
  since: instant.nullable(),
  registrationId: id.nullable(),
})
export type Interested = z.infer<typeof Interested>

/** One product family at an account: all that matters before somebody acts. */
export const FamilyLook = z.object({
  productFamily: named,
  lead: FamilyLead,
  interested: z.array(Interested),
  openDeals: z.array(z.object({ id, reference: z.string(), amountMinor: z.int(), currency: z.string() })),
  /** What runs there already: through whom, since when, and when it is to be renewed. */
  contract: z
    .object({ through: z.string(), since: day.nullable(), renewsOn: day.nullable(), dealId: id.nullable() })
    .nullable(),
  /** The open case, where several want it. */
  conflictId: id.nullable(),
})
export type FamilyLook = z.infer<typeof FamilyLook>

/** Something that somebody owes somebody at this account. */
export const Owed = z.object({
  owes: z.enum(['vendor', 'partner']),
  /** The vendor's or the partner's name. */
  who: z.string(),
  what: z.string(),
  productFamilyName: z.string().nullable(),
  since: instant.nullable(),
  /** The end of the last day for it; null where no day was promised. */
  dueAt: instant.nullable(),
  lastDay: day.nullable(),
  late: z.boolean(),
  about: AboutRecord.nullable(),
})
export type Owed = z.infer<typeof Owed>

/** An account in one look: who leads for what and until when, who else wants it, what is owed. */
export const AccountLook = z
  .object({
    accountId: id,
    families: z.array(FamilyLook),
    /** The shortest time first; what has no day last. */
    owed: z.array(Owed),
  })
  .meta({ id: 'AccountLook' })
export type AccountLook = z.infer<typeof AccountLook>
