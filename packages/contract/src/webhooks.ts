import { z } from 'zod'
import { Ability } from './ability.ts'
import { id, instant, text } from './text.ts'
import { testTopic, WebhookTopic } from './webhook-events.ts'

/** How an endpoint stands. */
export const webhookStatuses = {
  active: 'Sending',
  paused: 'Paused',
  disabled: 'Off',
} as const
export const WebhookStatus = z.enum(
  Object.keys(webhookStatuses) as [keyof typeof webhookStatuses, ...(keyof typeof webhookStatuses)[]],
)
export type WebhookStatus = z.infer<typeof WebhookStatus>

export const deliveryStates = {
  waiting: 'On its way',
  succeeded: 'Delivered',
  failed: 'Given up',
} as const
export const DeliveryState = z.enum(
  Object.keys(deliveryStates) as [keyof typeof deliveryStates, ...(keyof typeof deliveryStates)[]],
)
export type DeliveryState = z.infer<typeof DeliveryState>

export const WebhookEndpoint = z
  .object({
    id,
    url: z.string(),
    description: z.string(),
    topics: z.array(WebhookTopic),
    status: WebhookStatus,
    /** Why it isn't sending, and what to do; null while it is. */
    pausedWhy: z.string().nullable(),
    /** The first of an unbroken run of failures. */
    failingSince: instant.nullable(),
    lastSuccessAt: instant.nullable(),
    waitingCount: z.int(),
    failedCount: z.int(),
    /** Until then the secret before the present one signs along. */
    previousSecretUntil: instant.nullable(),
    createdByName: z.string(),
    createdAt: instant,
    version: z.int(),
    can: z.object({ test: Ability, replay: Ability }),
  })
  .meta({ id: 'WebhookEndpoint' })
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>

/** `whsec_` and base64. It is told in this answer and never again: a repeat of the request gets null. */
const secret = z.string().nullable()
export const NewWebhookEndpoint = z.object({ endpoint: WebhookEndpoint, secret }).meta({ id: 'NewWebhookEndpoint' })
export const NewWebhookSecret = z.object({ endpoint: WebhookEndpoint, secret }).meta({ id: 'NewWebhookSecret' })

const url = z
  .string()
  .trim()
  .min(1, 'Give the address that receives the events.')
  .max(2000, 'Keep it to 2,000 characters.')
const topics = z
  .array(WebhookTopic)
  .min(1, 'Choose at least one event.')
  .max(WebhookTopic.options.length)
  .refine((chosen) => new Set(chosen).size === chosen.length, 'Name each event once.')
const description = text(0, 200)

export const CreateWebhook = z
  .strictObject({ url, description: description.default(''), topics })
  .meta({ id: 'CreateWebhook' })
export type CreateWebhook = z.infer<typeof CreateWebhook>

/** The whole of what can be changed. `paused` keeps what happens for later. */
export const ChangeWebhook = z
  .strictObject({ url, description, topics, status: z.enum(['active', 'paused']) })
  .meta({ id: 'ChangeWebhook' })
export type ChangeWebhook = z.infer<typeof ChangeWebhook>

/** A partner's endpoint as the vendor's staff sees it: how it stands, and where it is, but not its whole address. */
export const PartnerWebhookState = z
  .object({
    id,
    partner: z.object({ id, name: z.string() }),
    host: z.string(),
    status: WebhookStatus,
    failingSince: instant.nullable(),
    lastSuccessAt: instant.nullable(),
    waitingCount: z.int(),
    failedCount: z.int(),
  })
  .meta({ id: 'PartnerWebhookState' })
export type PartnerWebhookState = z.infer<typeof PartnerWebhookState>

const DeliveryTopic = z.enum([...WebhookTopic.options, testTopic])

export const WebhookDelivery = z
  .object({
    id,
    /** The `webhook-id` header: the same at each try and each replay. */
    messageId: z.string(),
    topic: DeliveryTopic,
    /** What it is about, in a word: a reference, or “Test”. */
    about: z.string(),
    state: DeliveryState,
    /** Since it was made or last replayed. */
    attempts: z.int(),
    /** Null once it has ended. */
    nextTryAt: instant.nullable(),
    createdAt: instant,
    endedAt: instant.nullable(),
    /** Of the last attempt; null where nothing went wrong. */
    lastError: z.string().nullable(),
    /** HTTP status of the last attempt, where there was a reply. */
    lastStatus: z.int().nullable(),
  })
  .meta({ id: 'WebhookDelivery' })
export type WebhookDelivery = z.infer<typeof WebhookDelivery>

export const WebhookAttempt = z
  .object({
    at: instant,
    tookMs: z.int(),
    status: z.int().nullable(),
    error: z.string().nullable(),
    /** As they were sent; null when nothing was. */
    headers: z
      .object({ 'webhook-id': z.string(), 'webhook-timestamp': z.string(), 'webhook-signature': z.string() })
      .nullable(),
  })
  .meta({ id: 'WebhookAttempt' })
export type WebhookAttempt = z.infer<typeof WebhookAttempt>

export const WebhookDeliveryDetail = z
  .object({
    delivery: WebhookDelivery,
    /** The body, byte for byte. */
    payload: z.string(),
    attempts: z.array(WebhookAttempt),
  })
  .meta({ id: 'WebhookDeliveryDetail' })
export type WebhookDeliveryDetail = z.infer<typeof WebhookDeliveryDetail>

export const ReplayFailed = z.strictObject({ since: instant }).meta({ id: 'ReplayFailed' })
export type ReplayFailed = z.infer<typeof ReplayFailed>
