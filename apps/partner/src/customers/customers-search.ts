import { z } from 'zod'

/** A parameter that can't be used is dropped, so that an old link still opens its screen. */
const loose = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)

export const bringLetterSearch = z.object({ company: loose(z.string().max(254)) })
/** By which registration or letter the customer is led. */
export const makeLinkSearch = z.object({ registrationId: loose(z.uuid()), letterId: loose(z.uuid()) })
