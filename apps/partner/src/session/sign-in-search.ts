import { z } from 'zod'

/** Where to go after signing in: an address of this app, never another site's. */
export const signInSearch = z.object({
  next: z
    .string()
    .regex(/^\/(?![/\\])/)
    .optional()
    .catch(undefined),
  /** Why the provider's answer opened nothing. */
  error: z.string().max(100).optional().catch(undefined),
})
