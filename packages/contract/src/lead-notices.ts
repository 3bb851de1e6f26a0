import { z } from 'zod'
import { Ability } from './ability.ts'
import { letterShape } from './letters.ts'
import { day, Family, id, instant, keysOf } from './text.ts'

export const leadNoticeStates = {
  open: 'A letter waits',
  tookEffect: 'The letter took effect',
  youStay: 'You stay',
  withdrawn: 'Nothing follows from it',
} as const

/** To the present lead: the customer has named another representative. Whom, it never says. */
export const LeadNotice = z
  .object({
    id,
    accountName: z.string(),
    productFamily: Family,
    registrationId: id.nullable(),
    receivedOn: day,
    lastDay: day.nullable(),
    renewsOn: day.nullable(),
    state: keysOf(leadNoticeStates),
    headline: z.string(),
    /** What is possible now. */
    possible: z.string(),
    toldAt: instant,
    endedAt: instant.nullable(),
    rescission: z.object(letterShape).nullable(),
    can: z.object({ bring: Ability }),
    version: z.int(),
  })
  .meta({ id: 'LeadNotice' })
export type LeadNotice = z.infer<typeof LeadNotice>
