import { parse } from 'tldts'
import { isSharedDomain } from './shared-domains.ts'

/**
 * The registrable domain that belongs to one company ("https://www.shop.acme.co.uk/x" and "jo@acme.co.uk" give
 * "acme.co.uk"), in ASCII form; null for free mail, shared hosts, addresses by number and what isn't a domain.
 */
export function companyDomain(typed: string): string | null {
  const found = parse(host(typed.trim()), { allowPrivateDomains: true, extractHostname: true, validateHostname: true })
  if (found.isIp || found.domain === null || !(found.isIcann || found.isPrivate)) return null
  if (found.isPrivate) return null
  const domain = found.domain.toLowerCase()
  return isSharedDomain(domain) ? null : domain
}

/** Punycode for letters beyond ASCII, so that one domain has one spelling. */
function host(typed: string): string {
  const address = typed.includes('@') && !typed.includes('/') ? typed.slice(typed.lastIndexOf('@') + 1) : typed
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`
  return URL.parse(withScheme)?.hostname.replace(/\.$/, '') ?? ''
}
