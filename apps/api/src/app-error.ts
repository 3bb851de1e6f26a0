import type { Problem, ProblemCode } from '@parley/contract/problem'

/** What is wrong with one part of a request: `pointer` is an RFC 6901 pointer into its body. */
export type FieldError = { pointer: string; detail: string; mend?: string }

/** What the asker can do something about. Anything else that is thrown is our own fault and tells only its request id. */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: ProblemCode
  readonly fields: FieldError[] | undefined
  /** Seconds to wait before asking again, where waiting helps. */
  readonly retryAfterSeconds: number | undefined
  /** Accounts that something may be the same as, for the staff to choose from. */
  readonly alike: Problem['alike']

  constructor(
    code: ProblemCode,
    message: string,
    fields?: FieldError[],
    retryAfterSeconds?: number,
    alike?: Problem['alike'],
  ) {
    super(message)
    this.code = code
    this.fields = fields
    this.retryAfterSeconds = retryAfterSeconds
    this.alike = alike
  }
}

/** One sentence for a record that isn't there and for one that isn't yours: nobody can tell which. */
export const notFound = (what: string) => new AppError('notFound', `There is no ${what} with this id.`)
