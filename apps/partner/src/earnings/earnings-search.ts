import { z } from 'zod'

const loose = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)

/** `line`: the line that is open. `do`: what is being done with the statement. */
export const statementSearch = z.object({ line: loose(z.uuid()), do: loose(z.enum(['check', 'dispute'])) })

/** `registration`: by which a share is claimed. */
export const makeClaimSearch = z.object({ registration: loose(z.uuid()) })
