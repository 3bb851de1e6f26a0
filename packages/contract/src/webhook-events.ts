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
  'duty.met': { title: 'An answer came in time', words: 'The vendor answered, or asked, by when it had promised.' },
  'duty.missed': {
    title: 'An answer is late',
    words: 'The vendor had promised it by now. What follows, the rules for requests say.',
  },
  'protection.extended': { title: 'A protection was extended', words: 'It ends later than before.' },
  'protection.extensionRefused': { title: 'An extension was refused', words: 'The protection ends as before.' },
  'protection.reminded': {
    title: 'A protection ends soon',
    words: 'Or lapses soon, because nothing was heard of the deal.',
  },
  'protection.lapsed': { title: 'A protection lapsed', words: 'Nothing was heard of the deal for too long.' },
  'protection.expired': { title: 'A protection expired', words: 'Its last day is over.' },
  'renewal.noted': {
    title: 'An incumbency was changed',
    words: 'A warning, its end, or the customer’s letter that it leaves its partner.',
  },
  'engagement.asked': {
    title: 'Somebody asked to act at an account',
    words: 'May I? was answered, and the partner that leads is told, or its consent is asked for.',
  },
  'consent.answered': { title: 'Consent was given or refused', words: 'By whoever was asked, with the reason.' },
  'consent.lapsed': { title: 'Consent wasn’t answered in time', words: 'No answer is what the rules say it is.' },
  'claim.filed': { title: 'A share of a deal was claimed', words: 'By the partner, or by the vendor for it.' },
  'claim.decided': {
    title: 'A claim was decided',
    words: 'What it earns, what it waits for, or why it earns nothing; and again when it is owed.',
  },
  'claim.declined': { title: 'A claim wasn’t taken up', words: 'It earns nothing. The claim has the vendor’s reason.' },
  'claim.reduced': { title: 'A share was lowered', words: 'By a rule that the claim names.' },
  'claim.takenBack': { title: 'A share was taken back', words: 'By a rule that the claim names. It is set off later.' },
  'statement.made': { title: 'A statement is ready', words: 'For a month and a currency, line by line.' },
  'statement.paid': { title: 'A statement was paid', words: 'What it comes to is on its way.' },
  'dispute.opened': { title: 'A line was disputed', words: 'The vendor has until a day to answer.' },
  'dispute.answered': { title: 'A dispute was answered', words: 'A correction comes on the next statement.' },
} as const

export const WebhookTopic = z.enum(
  Object.keys(webhookTopics) as [keyof typeof webhookTopics, ...(keyof typeof webhookTopics)[]],
)
export type WebhookTopic = z.infer<typeof WebhookTopic>
export const isWebhookTopic = (topic: string): topic is WebhookTopic => Object.hasOwn(webhookTopics, topic)

/** The topic of the event that somebody sends to try an endpoint. Nobody subscribes to it. */
export const testTopic = 'webhook.test'

/** Opens the record for a person who is signed in. */
const link = z.url()
/** As people say it: `R-7K2F9Q`. */
const reference = z.string()

/** What names the record that an event is about; the rest is read from the API. Topics begin with what they are about. */
const about = {
  registration: {
    registrationId: id,
    reference,
    /** When the event was sent off. Read the registration for what came since. */
    status: RegistrationStatus,
    link,
  },
  renewal: { renewalId: id, accountName: z.string(), endsOn: z.iso.date(), link },
  engagement: { engagementId: id, accountName: z.string(), link },
  claim: { claimId: id, reference, registrationId: id.nullable(), link },
  statement: { statementId: id, reference, month: z.string(), link },
  dispute: { disputeId: id, statementId: id, reference, link },
}
export type WebhookSubject = keyof typeof about

const subjectOfTopic = {
  registration: 'registration',
  protection: 'registration',
  duty: 'registration',
  renewal: 'renewal',
  engagement: 'engagement',
  consent: 'engagement',
  claim: 'claim',
  statement: 'statement',
  dispute: 'dispute',
} as const satisfies Record<string, WebhookSubject>

/** What a topic is about: `protection.lapsed` is about a registration. */
export const subjectOf = (topic: WebhookTopic): WebhookSubject =>
  subjectOfTopic[topic.split('.')[0] as keyof typeof subjectOfTopic]

const eventAbout = <Shape extends z.ZodRawShape>(subject: WebhookSubject, shape: Shape) =>
  z.object({
    type: WebhookTopic.extract(WebhookTopic.options.filter((topic) => subjectOf(topic) === subject)),
    /** When it happened. */
    timestamp: instant,
    data: z.object(shape),
  })

/** The body of a webhook to a partner: of what is its own, and what names it. The rest is read from the API. */
export const PartnerWebhookEvent = z
  .union([
    eventAbout('registration', about.registration),
    eventAbout('renewal', about.renewal),
    eventAbout('engagement', about.engagement),
    eventAbout('claim', about.claim),
    eventAbout('statement', about.statement),
    eventAbout('dispute', about.dispute),
  ])
  .meta({ id: 'PartnerWebhookEvent' })
export type PartnerWebhookEvent = z.infer<typeof PartnerWebhookEvent>

/** The body of a webhook to the vendor: of every partner's. A question may concern none. */
export const VendorWebhookEvent = z
  .union([
    eventAbout('registration', { ...about.registration, partnerId: id }),
    eventAbout('renewal', { ...about.renewal, partnerId: id }),
    eventAbout('engagement', { ...about.engagement, partnerId: id.nullable() }),
    eventAbout('claim', { ...about.claim, partnerId: id }),
    eventAbout('statement', { ...about.statement, partnerId: id }),
    eventAbout('dispute', { ...about.dispute, partnerId: id }),
  ])
  .meta({ id: 'VendorWebhookEvent' })
export type VendorWebhookEvent = z.infer<typeof VendorWebhookEvent>

export const TestWebhookEvent = z
  .object({ type: z.literal(testTopic), timestamp: instant, data: z.object({ endpointId: id }) })
  .meta({ id: 'TestWebhookEvent' })
export type TestWebhookEvent = z.infer<typeof TestWebhookEvent>
