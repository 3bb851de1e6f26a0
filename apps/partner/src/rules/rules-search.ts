import { z } from 'zod'

export const rulePoints = ['registration', 'protection', 'paper', 'commission', 'clawback'] as const
export const designations = ['house', 'named'] as const
export const publishedSearch = z.object({
  q: z.coerce.string().max(200).optional().catch(undefined),
  designation: z.enum(designations).optional().catch(undefined),
})
export type PublishedSearch = z.infer<typeof publishedSearch>
export const rulesSearch = z.object({ point: z.enum(rulePoints).optional().catch(undefined) })
