import { z } from 'zod'
import { id, instant } from './text.ts'

/** An e-mail that didn't leave yet. What it says isn't shown: it may hold a link that signs in. */
export const HeldEmail = z
  .object({
    id,
    address: z.string(),
    subject: z.string(),
    kind: z.string(),
    createdAt: instant,
    attempts: z.int(),
    /** Why it didn't go the last time, in the mail server's words; null before the first try. */
    reason: z.string().nullable(),
    /** When it is tried again; null once it was given up. */
    nextAttemptAt: instant.nullable(),
    /** False when its text was wiped: then it can't be sent any more. */
    canRetry: z.boolean(),
  })
  .meta({ id: 'HeldEmail' })
export type HeldEmail = z.infer<typeof HeldEmail>

/** Something that happened and that couldn't be told. */
export const HeldMessage = z
  .object({
    id,
    topic: z.string(),
    title: z.string(),
    /** The registration that it is about, by its reference and account; null when there is none. */
    subject: z.object({ id, words: z.string() }).nullable(),
    happenedAt: instant,
    attempts: z.int(),
    reason: z.string(),
    nextAttemptAt: instant.nullable(),
  })
  .meta({ id: 'HeldMessage' })
export type HeldMessage = z.infer<typeof HeldMessage>

/** What leaves this house, and what is stuck. Lists show the first hundred. */
export const DeliveryState = z
  .object({
    mail: z.object({
      /** Whether a mail server is set; without, e-mails wait. */
      isSet: z.boolean(),
      /** How it stands, in a sentence. */
      words: z.string(),
      waiting: z.int(),
      givenUp: z.int(),
      sentLastDay: z.int(),
      oldestWaitingAt: instant.nullable(),
    }),
    messages: z.object({
      words: z.string(),
      waiting: z.int(),
      setAside: z.int(),
      oldestWaitingAt: instant.nullable(),
    }),
    emailsGivenUp: z.array(HeldEmail),
    emailsWaiting: z.array(HeldEmail),
    messagesHeld: z.array(HeldMessage),
    asOf: instant,
  })
  .meta({ id: 'DeliveryState' })
export type DeliveryState = z.infer<typeof DeliveryState>
