import { STATUS_CODES } from 'node:http'
import { UnsafeAddress } from './safe-address.ts'

/** What is wrong with a status; null for a success. */
export function wordsOfStatus(status: number): string | null {
  if (status >= 200 && status < 300) return null
  const said = `${status}${STATUS_CODES[status] ? ` (${STATUS_CODES[status]})` : ''}`
  if (status === 410) return `It answered ${said}: it wants no more events.`
  if (status === 429) return `It answered ${said}: it asks for a pause.`
  if (status >= 300 && status < 400)
    return `It answered ${said}, a redirect, which isn’t followed. Give the address that it leads to.`
  return `It answered ${said}.`
}

const failures: Record<string, string> = {
  ECONNREFUSED: 'Nobody listens at this address.',
  ECONNRESET: 'The connection was closed before there was an answer.',
  EPIPE: 'The connection was closed before there was an answer.',
  ETIMEDOUT: 'Nobody answered at this address.',
  EHOSTUNREACH: 'This address can’t be reached.',
  ENETUNREACH: 'This address can’t be reached.',
  CERT_HAS_EXPIRED: 'Its certificate has expired.',
  CERT_NOT_YET_VALID: 'Its certificate isn’t valid yet.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another name.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is signed by itself.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Its certificate is signed by an authority that isn’t trusted.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Its certificate comes without the ones between it and a trusted authority.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'Its certificate is signed by an authority that isn’t trusted.',
}

/** Why there was no answer. What the receiver itself wrote is in none of these. */
export function wordsOfFailure(error: unknown): string {
  if (error instanceof UnsafeAddress) return error.message
  if (error instanceof AggregateError) return wordsOfFailure(error.errors[0])
  const code = String((error as { code?: unknown }).code ?? '')
  if (Object.hasOwn(failures, code)) return failures[code]!
  if (code.startsWith('HPE_')) return 'Its answer isn’t HTTP.'
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') return 'It doesn’t speak https as it should.'
  return 'The connection failed.'
}
