import { z } from 'zod'
import { AccountLikeness } from './registrations.ts'

/** Every error's code, and its HTTP status. The code ends the problem's `type`: `/problems/<code>`. */
export const problemStatus = {
  malformed: 400,
  idempotencyKeyMissing: 400,
  notSignedIn: 401,
  notAllowed: 403,
  /** The vendor asks for a second factor, and this person has none yet. */
  secondFactorNeeded: 403,
  notFound: 404,
  methodNotAllowed: 405,
  tooSlow: 408,
  conflict: 409,
  stale: 412,
  tooLarge: 413,
  wrongMediaType: 415,
  refused: 422,
  idempotencyKeyReused: 422,
  preconditionRequired: 428,
  tooMany: 429,
  headersTooLarge: 431,
  unexpected: 500,
  unavailable: 503,
} as const

export type ProblemCode = keyof typeof problemStatus

/** RFC 9457 problem details; `errors[].pointer` is an RFC 6901 pointer into the request's body. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string(), mend: z.string().optional() })).optional(),
    /** Known accounts that a new one may be, when it is refused for them. Staff only. */
    alike: z.array(AccountLikeness).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
