import { z } from 'zod'

const short = z.string().max(253).optional().catch(undefined)

/** Which draft is open, or what is known of the customer already from another registration. */
export const registerSearch = z.object({
  draft: z.uuid().optional().catch(undefined),
  name: short,
  accountDomain: short,
  country: short,
  city: short,
})
export type RegisterSearch = z.infer<typeof registerSearch>
