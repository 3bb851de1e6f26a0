import { z } from 'zod'
import { pageQuery } from './page.ts'
import { id, instant } from './text.ts'

/** What the entries of an account's timeline are about, as its filter names it. */
export const accountEventKinds = {
  registration: 'Registrations',
  protection: 'Protection',
  engagement: 'May I?',
  help: 'Help',
  conflict: 'Conflicts',
  letter: 'The customer’s word',
  deal: 'Deals',
  commission: 'Commission',
  account: 'The record',
} as const
export type AccountEventKind = keyof typeof accountEventKinds
export const AccountEventKind = z.enum(Object.keys(accountEventKinds) as [AccountEventKind, ...AccountEventKind[]])

/** What an entry or a duty leads to, in the reader's app. */
export const AboutRecord = z.object({
  kind: z.enum([
    'registration',
    'engagement',
    'deal',
    'claim',
    'statement',
    'conflict',
    'letter',
    'renewal',
    'duplicates',
  ]),
  id,
})
export type AboutRecord = z.infer<typeof AboutRecord>

/** Something dated at an account, as its reader may know it. */
export const AccountEvent = z
  .object({
    at: instant,
    kind: AccountEventKind,
    /** What happened, in a sentence without who and without whose. */
    text: z.string(),
    /** Who, as this reader may know it; empty where nobody did it. */
    by: z.string(),
    /** Whose registration, question or claim it is. Staff only. */
    partnerName: z.string().nullable(),
    productFamilyName: z.string().nullable(),
    about: AboutRecord.nullable(),
    /** In the future: expected, not yet happened. */
    ahead: z.boolean(),
  })
  .meta({ id: 'AccountEvent' })
export type AccountEvent = z.infer<typeof AccountEvent>

/** Newest first, what lies ahead before it. `kinds`: those of which this reader has anything here. */
export const AccountTimeline = z
  .object({
    accountName: z.string(),
    kinds: z.array(AccountEventKind),
    items: z.array(AccountEvent),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'AccountTimeline' })
export type AccountTimeline = z.infer<typeof AccountTimeline>

export const TimelineQuery = z.object({
  ...pageQuery,
  kind: AccountEventKind.optional(),
  ahead: z.literal('no').optional().describe('Leaves out what lies ahead.'),
})
