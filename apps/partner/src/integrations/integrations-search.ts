import { z } from 'zod'

/** The filter of the deliveries, and the one that is open; dropped when they can't be used. */
export const webhookSearch = z.object({
  state: z.enum(['waiting', 'succeeded', 'failed']).optional().catch(undefined),
  delivery: z.uuid().optional().catch(undefined),
})
