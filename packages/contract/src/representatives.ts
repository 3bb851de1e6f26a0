import { z } from 'zod'
import { day, Family, id, instant } from './text.ts'

/** Who represents the vendor at an account for a product family at an instant, and what that rests on. */
export const RepresentativeAnswer = z.object({
  productFamily: Family,
  kind: z.enum(['partner', 'vendor', 'nobody']),
  /** The partner's name or the vendor's; null where it is nobody. */
  name: z.string().nullable(),
  partnerId: id.nullable(),
  sentence: z.string(),
  since: day.nullable(),
  /** The last day of it, where there is one. */
  lastDay: day.nullable(),
  proof: z
    .object({
      kind: z.enum(['registration', 'letter', 'sale', 'list']),
      /** "The registration R-7K2F9Q", "The customer's letter of 3 March 2027". */
      title: z.string(),
      saidBy: z.string(),
      saidAt: instant.nullable(),
      decisionId: id.nullable(),
      /** The record in the console. */
      path: z.string().nullable(),
    })
    .nullable(),
  /** What to do where it is nobody. */
  toDo: z.string().nullable(),
  /** A letter that waits, and would change the answer. */
  waiting: z.object({ letterId: id, partnerName: z.string(), takesEffectOn: day.nullable() }).nullable(),
})
export type RepresentativeAnswer = z.infer<typeof RepresentativeAnswer>

export const Representatives = z
  .object({
    account: z.object({ id, name: z.string() }),
    at: instant,
    isNow: z.boolean(),
    answers: z.array(RepresentativeAnswer),
    /** Not inherited: each account of a family answers for itself. These are the answers of its relatives. */
    relatives: z.array(
      z.object({ accountId: id, accountName: z.string(), productFamilyName: z.string(), name: z.string() }),
    ),
  })
  .meta({ id: 'Representatives' })
export type Representatives = z.infer<typeof Representatives>
