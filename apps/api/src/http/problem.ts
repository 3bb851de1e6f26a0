import { type Problem, type ProblemCode, problemStatus } from '@parley/contract/problem'
import { AppError } from '../app-error.ts'

/** What happened, in a few words. */
export const problemTitle: Record<ProblemCode, string> = {
  malformed: 'This can’t be read',
  idempotencyKeyMissing: 'An Idempotency-Key is missing',
  notSignedIn: 'Sign in first',
  notAllowed: 'This isn’t yours to do',
  secondFactorNeeded: 'Set up a second factor first',
  notFound: 'Not found',
  methodNotAllowed: 'Not done this way',
  tooSlow: 'Too slow',
  conflict: 'Something else is in the way',
  stale: 'Changed in the meantime',
  tooLarge: 'Too large',
  wrongMediaType: 'Another format is needed',
  refused: 'Some of it needs a change',
  idempotencyKeyReused: 'This key belongs to another request',
  preconditionRequired: 'Say which version you saw',
  tooMany: 'Too many tries',
  headersTooLarge: 'Too many headers',
  unexpected: 'Something went wrong on our side',
  unavailable: 'Away for a moment',
}

/** RFC 9457 problem details of anything that was thrown. Of what we didn't foresee, only the request's id is told. */
export function toProblem(error: unknown, instance: string, requestId: string): Problem {
  const known =
    error instanceof AppError
      ? error
      : new AppError('unexpected', `Nothing was changed. Tell us this id and we can look into it: ${requestId}`)
  return {
    type: `/problems/${known.code}`,
    title: problemTitle[known.code],
    status: problemStatus[known.code],
    detail: known.message,
    instance,
    code: known.code,
    requestId,
    ...(known.fields ? { errors: known.fields } : {}),
    ...(known.alike ? { alike: known.alike } : {}),
  }
}

/** The problem as a response. */
export function problemResponse(error: unknown, instance: string, requestId: string): Response {
  const problem = toProblem(error, instance, requestId)
  const wait = error instanceof AppError ? error.retryAfterSeconds : undefined
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(wait === undefined ? {} : { 'retry-after': String(wait) }),
    },
  })
}
