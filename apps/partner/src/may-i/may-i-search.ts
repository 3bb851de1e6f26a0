import { z } from 'zod'

const loose = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)

/** `asked`: the question whose answer is shown. */
export const mayISearch = z.object({
  asked: loose(z.uuid()),
  show: loose(z.enum(['mine', 'told'])),
})
export type MayISearch = z.infer<typeof mayISearch>
