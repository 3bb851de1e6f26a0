import { parse } from 'tldts'
import { isSharedDomain } from './shared-domains.ts'
import { commonLabels } from './words.ts'

export interface WebPlace {
  /** Without "www", in ASCII form: "mycor.iam.inrae.fr". */
  readonly host: string
  /** By the public-suffix list: "inrae.fr". */
  readonly domain: string
  /** "inrae". */
  readonly label: string
  /** All parts of the host that may name a company, the domain's own first: "inrae", "mycor", "iam". */
  readonly labels: readonly string[]
  /** "fr". */
  readonly suffix: string
}

/**
 * Where a company is on the web, from a URL, a host or an e-mail address; null for free mail, shared hosts' own domains,
 * addresses by number and what isn't a domain. A page of its own on a shared host ("acme.github.io") counts.
 */
export function webPlace(typed: string): WebPlace | null {
  const text = typed.trim().slice(0, 500)
  const address = text.includes('@') && !text.includes('/') ? text.slice(text.lastIndexOf('@') + 1) : text
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address.replace(/^\/\//, '')}`
  const hostname = URL.parse(withScheme)?.hostname.replace(/\.$/, '').toLowerCase()
  if (!hostname) return null
  const found = parse(hostname, { allowPrivateDomains: true, extractHostname: false })
  if (found.isIp || !found.domain || !(found.isIcann || found.isPrivate) || isSharedDomain(found.domain)) return null
  const host = hostname.replace(/^www\d?\./, '')
  const label = plain(found.domainWithoutSuffix ?? '')
  const others = (found.subdomain ?? '').split('.').map(plain)
  const parts = /-/.test(found.domainWithoutSuffix ?? '') ? found.domainWithoutSuffix!.split('-').map(plain) : []
  const labels = [label, ...[...parts, ...others].filter((each) => each.length > 1 && !commonLabels.has(each))]
  return {
    host,
    domain: found.domain,
    label,
    labels: [...new Set(labels)].slice(0, 6),
    suffix: found.publicSuffix ?? '',
  }
}

const plain = (label: string) => label.replace(/[^a-z0-9]/g, '')
