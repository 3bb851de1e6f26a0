import { isSharedDomain } from '@parley/identity/shared-domains'
import { webPlace } from '@parley/identity/web-place'

/**
 * The hosts in a cell with websites or e-mail addresses, apart by spaces, commas, semicolons or bars. Free mail and pages on a
 * shared host say nothing of a company and are left out; `unknown` is the first that isn't an address at all.
 */
export function hostsOf(cell: string): { hosts: string[]; unknown: string | null } {
  const hosts: string[] = []
  let unknown: string | null = null
  for (const typed of cell.split(/[\s,;|]+/)) {
    if (saysNothing(typed)) continue
    const place = webPlace(typed)
    if (place) hosts.push(place.host)
    else if (!isOfNoCompany(typed)) unknown ??= typed
  }
  return { hosts: [...new Set(hosts)], unknown }
}

const saysNothing = (typed: string) => /^(|-+|\.|n\/?a|none|keine?|null|https?:\/\/)$/i.test(typed)

/** Free mail, a shared host, an address by number, or a whole ending such as gov.uk. */
function isOfNoCompany(typed: string): boolean {
  const address = typed.includes('@') ? typed.slice(typed.lastIndexOf('@') + 1) : typed
  const host = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`)?.hostname ?? ''
  if (/^[\d.]+$/.test(host) && /^[\d.]+([:/]|$)/.test(address.replace(/^https?:\/\//i, '')) && address.includes('.'))
    return true
  const labels = host.split('.')
  if (labels.length > 1 && webPlace(`x.${host}`) !== null) return true
  return labels.some((_label, at) => isSharedDomain(labels.slice(at).join('.')))
}
