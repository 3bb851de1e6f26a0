import { z } from 'zod'
import { pageQuery } from '../page.ts'
import { id } from '../text.ts'

export const byId = z.object({ id })
export const nothing = z.null()

/** How registrations are listed, for partners and for staff. */
export const list = z.object({
  ...pageQuery,
  status: z.string().max(200).optional().describe('One or more statuses, separated by commas.'),
  productFamily: z.string().max(40).optional(),
  q: z.string().max(200).optional().describe('Part of the account name or the reference.'),
  sort: z.enum(['newest', 'closing', 'ending', 'amount']).default('newest'),
})
