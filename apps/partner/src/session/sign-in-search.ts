import { z } from 'zod'

/** Where to go after signing in: an address of this app, never another site's. */
export const signInSearch = z.object({
  next: z
    .string()
    .regex(/^\/(?![/\\])/)
    .optional()
    .catch(undefined),
})
