import { type ProblemCode, problemStatus } from '@parley/contract/problem'
import type { Route } from '@parley/contract/route'

/** What each problem means and what mends it, for whoever writes a program: in the API's document and at `/problems/<code>`. */
export const problemMeaning: Record<ProblemCode, string> = {
  malformed: 'The JSON can’t be read. Send valid JSON in UTF-8.',
  idempotencyKeyMissing: 'Send an `Idempotency-Key` of 1 to 200 visible ASCII characters, such as a random UUID.',
  notSignedIn: 'Nobody is signed in, or the session or API key has ended.',
  notAllowed: 'This is for somebody else; `detail` says for whom.',
  secondFactorNeeded:
    'The vendor asks for a second factor, and this person has none yet. Set one up under “Your account”.',
  notFound: 'There is no such record, or it isn’t yours: the two are never told apart.',
  methodNotAllowed: 'This address takes other methods.',
  tooSlow: 'The request didn’t arrive in time. Send it again.',
  conflict: 'The state of the record doesn’t allow it; `detail` says why.',
  stale: 'The record was changed since you saw it. Load it again, and send its ETag as `If-Match`.',
  tooLarge: 'The body is larger than is taken; `detail` says how much that is.',
  wrongMediaType: 'Send `content-type: application/json`.',
  refused:
    'Some of it needs a change: `errors` names each place (`pointer`, RFC 6901), what is wrong, and often the mend.',
  idempotencyKeyReused: 'This `Idempotency-Key` was used for another request. Use a new one.',
  preconditionRequired: 'Send `If-Match` with the ETag of the record as you saw it.',
  tooMany: 'That is as often as we answer. Wait for as many seconds as `Retry-After` says.',
  headersTooLarge: 'The headers are larger than is taken.',
  unexpected: 'Our fault, and nothing was changed. Tell the operator the `requestId`.',
  unavailable:
    'Away for a moment. Send it again after as many seconds as `Retry-After` says, with the same `Idempotency-Key`.',
}

/** The problems that a route can answer with, by status: from what it takes, and from who may ask. */
export function problemsOf(route: Route): ProblemCode[] {
  const codes: ProblemCode[] = ['tooMany', 'unexpected', 'unavailable']
  if (route.audience !== 'public') codes.push('notSignedIn', 'notAllowed', 'secondFactorNeeded')
  // An id stands in the address or in the body.
  if (route.params || route.body) codes.push('notFound')
  if (route.body) codes.push('malformed', 'tooLarge', 'tooSlow', 'wrongMediaType')
  if (route.body || route.query) codes.push('refused')
  if (route.creates) codes.push('idempotencyKeyMissing', 'idempotencyKeyReused')
  // Where another site's page asks for a public one with a browser's cookies.
  if (route.method !== 'get' && route.audience === 'public') codes.push('notAllowed')
  if (route.method !== 'get' || route.params) codes.push('conflict')
  if (route.etag === 'needs') codes.push('stale', 'preconditionRequired')
  return codes.sort((a, b) => problemStatus[a] - problemStatus[b])
}
