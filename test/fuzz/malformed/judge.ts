import { Problem } from '@parley/contract/problem'
import type { RawAnswer, RawRequest } from './raw-client.ts'

/** What is wrong with the answer to a malformed request, in words; undefined where nothing is. */
export function faultOf({ what }: RawRequest, answer: RawAnswer | string): string | undefined {
  if (typeof answer === 'string') return `${what}: ${answer}`
  const { status, headers, body } = answer
  const told = `${what}: ${status} ${body.slice(0, 300)}`
  if (status >= 500) return told
  if (!headers.get('x-request-id')) return `${told} without X-Request-Id`
  if (headers.get('x-content-type-options') !== 'nosniff' || !headers.get('content-security-policy'))
    return `${told} without security headers`
  if (status < 400) return undefined
  if (headers.get('content-type') !== 'application/problem+json') return `${told} as ${headers.get('content-type')}`
  if (body === '') return what.includes('another method') ? undefined : `${told} without a body` // HEAD has none
  const problem = parsed(body)
  const known = Problem.safeParse(problem)
  if (!known.success) return `${told} isn’t a problem`
  if (known.data.status !== status || !known.data.requestId) return `${told} says another status, or no request id`
  if (/\b(SELECT|INSERT|pg_|node_modules|at \w+ \(|\.ts:\d)/.test(body)) return `${told} tells how it is made`
  return undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
