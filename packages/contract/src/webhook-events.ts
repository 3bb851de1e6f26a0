import { z } from 'zod'
import { RegistrationStatus } from './registrations.ts'
import { id, instant } from './text.ts'

/** What an endpoint can be told of, in words for whoever chooses. */
export const webhookTopics = {
  'registration.decided': {
    title: 'A registration was decided',
    words: 'By the rules, at once or after an answer: granted, refused, in review, or with a question.',
  },
  'registration.overridden': {
    title: 'A person decided instead of the rules',
    words: 'Somebody at the vendor gave another answer, with a reason.',
  },
  'registration.informationRequested': {
    title: 'The vendor asked for something',
    words: 'The partner has until a day to answer.',
  },
  'registration.answered': {
    title: 'A question was answered',
    words: 'The partner gave what was missing, and it is decided again.',
  },
  'registration.answerDue': {
    title: 'An answer falls due',
    words: 'The partner’s to a question, or the vendor’s to a registration in review: its status says whose.',
  },
  'registration.withdrawn': { title: 'A registration was withdrawn', words: 'By the partner. Its protection ends.' },
  'registration.closed': { title: 'A deal was won or lost', words: 'The vendor closed the registration.' },
  'protection.extended': { title: 'A protection was extended', words: 'It ends later than before.' },
  'protection.extensionRefused': { title: 'An extension was refused', words: 'The protection ends as before.' },
  'protection.reminded': {
    title: 'A protection ends soon',
    words: 'Or lapses soon, because nothing was heard of the deal.',
  },
  'protection.lapsed': { title: 'A protection lapsed', words: 'Nothing was heard of the deal for too long.' },
  'protection.expired': { title: 'A protection expired', words: 'Its last day is over.' },
} as const

export const WebhookTopic = z.enum(
  Object.keys(webhookTopics) as [keyof typeof webhookTopics, ...(keyof typeof webhookTopics)[]],
)
export type WebhookTopic = z.infer<typeof WebhookTopic>
export const isWebhookTopic = (topic: string): topic is WebhookTopic => Object.hasOwn(webhookTopics, topic)

/** The topic of the event that somebody sends to try an endpoint. Nobody subscribes to it. */
export const testTopic = 'webhook.test'

const data = {
  registrationId: id,
  /** As people say it: `R-7K2F9Q`. */
  reference: z.string(),
  /** When the event was sent off. Read the registration for what came since. */
  status: RegistrationStatus,
  /** Opens the registration for a person who is signed in. */
  link: z.url(),
}

const event = <Data extends z.ZodType>(shape: Data) =>
  z.object({
    type: WebhookTopic,
    /** When it happened. */
    timestamp: instant,
    data: shape,
  })

/** The body of a webhook to a partner: of its own registrations, and what names them. The rest is read from the API. */
export const PartnerWebhookEvent = event(z.object(data)).meta({ id: 'PartnerWebhookEvent' })
export type PartnerWebhookEvent = z.infer<typeof PartnerWebhookEvent>

/** The body of a webhook to the vendor: of every partner's registrations. */
export const VendorWebhookEvent = event(z.object({ ...data, partnerId: id })).meta({ id: 'VendorWebhookEvent' })
export type VendorWebhookEvent = z.infer<typeof VendorWebhookEvent>

export const TestWebhookEvent = z
  .object({ type: z.literal(testTopic), timestamp: instant, data: z.object({ endpointId: id }) })
  .meta({ id: 'TestWebhookEvent' })
export type TestWebhookEvent = z.infer<typeof TestWebhookEvent>
