import { z } from 'zod'
import { day, id } from './text.ts'

export const BookedEntry = z.object({
  id,
  /** The entries of one booking add up to zero. */
  bookingId: id,
  bookedOn: day,
  kind: z.enum(['accrual', 'release', 'increase', 'reduction', 'clawback', 'setOff', 'payout']),
  account: z.enum(['expense', 'held', 'payable', 'paid', 'clawback']),
  claimReference: z.string(),
  partnerName: z.string(),
  amountMinor: z.int(),
  rule: z.string().nullable(),
  /** The rule, or the setting of the policy, in words. */
  ruleTitle: z.string().nullable(),
  policyVersion: z.int().nullable(),
  decisionId: id.nullable(),
})
export type BookedEntry = z.infer<typeof BookedEntry>
