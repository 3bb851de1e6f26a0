import { z } from 'zod'

const loose = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)

/** The segment that is looked at: a country, a product family, and a city of it (`elsewhere` for the small ones). */
export const segmentsSearch = z.object({
  country: loose(z.string().regex(/^[A-Z]{2}$/)),
  family: loose(z.string().max(40)),
  place: loose(z.string().max(200)),
})
export type SegmentsSearch = z.infer<typeof segmentsSearch>
