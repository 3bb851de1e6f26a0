import { registrationStatuses } from '@parley/contract/registrations'
import { z } from 'zod'

const known = new Set(Object.keys(registrationStatuses))
export const sorts = {
  newest: 'Newest first',
  ending: 'Protection ends first',
  closing: 'Closes first',
  amount: 'Largest first',
} as const
export type Sort = keyof typeof sorts

/** What is shown without being asked for; it stays out of the address. */
export const listDefaults = { sort: 'newest' as Sort }

/** The list's filters, in the address. What can't be read falls back to no filter. */
export const listSearch = z.object({
  /** Statuses, separated by commas. */
  status: z
    .string()
    .optional()
    .transform(
      (value) =>
        value
          ?.split(',')
          .filter((one) => known.has(one))
          .join(',') || undefined,
    )
    .catch(undefined),
  productFamily: z.string().max(40).optional().catch(undefined),
  q: z.coerce.string().max(200).optional().catch(undefined),
  sort: z
    .enum(Object.keys(sorts) as [Sort, ...Sort[]])
    .default(listDefaults.sort)
    .catch(listDefaults.sort),
})
export type ListSearch = z.infer<typeof listSearch>
