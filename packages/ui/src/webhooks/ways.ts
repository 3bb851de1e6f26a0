import type { partnerWebhooks, vendorWebhooks } from '@parley/contract/routes/webhooks'

type Partner = typeof partnerWebhooks
type Vendor = typeof vendorWebhooks

/** The same deeds, on a partner's own webhooks or on the vendor's: each app gives its routes. */
export type WebhookWays = { [Way in keyof Partner]: Partner[Way] | Vendor[Way] }

/** What stands in the screen's address: the filter of the deliveries, and the one that is open. */
export type WebhookSearch = { state?: 'waiting' | 'succeeded' | 'failed' | undefined; delivery?: string | undefined }
