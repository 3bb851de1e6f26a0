import { lookup, Resolver } from 'node:dns/promises'
import { type AllowedHosts, parseAllowedHosts } from './allowed-hosts.ts'

export type Address = { address: string; family: 4 | 6 }

/** Finds the addresses of a name; throws when there are none. */
export type Resolve = (host: string) => Promise<Address[]>

/** Where webhooks may go, how names are found, and how long a receiver may take in all, in milliseconds. */
export type Network = { allowed: AllowedHosts; resolve: Resolve; withinMs: number }

export const openNetwork = (hosts?: string | undefined): Network => {
  const allowed = parseAllowedHosts(hosts)
  const listed = new Set(allowed.hosts.map(({ host }) => host))
  return {
    allowed,
    // A listed host may stand in this machine's own hosts file; anybody's name is asked for by DNS alone.
    resolve: (host) => (listed.has(host) ? resolveHere(host) : resolveByDns(host)),
    withinMs: 15_000,
  }
}

const resolveHere = async (host: string) => (await lookup(host, { all: true })) as Address[]

/** Not by getaddrinfo: a name server that never answers would hold one of the few threads that also hash passwords. */
async function resolveByDns(host: string): Promise<Address[]> {
  const resolver = new Resolver({ timeout: 3000, tries: 2 })
  const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  const found = [
    ...(four.status === 'fulfilled' ? four.value.map((address) => ({ address, family: 4 as const })) : []),
    ...(six.status === 'fulfilled' ? six.value.map((address) => ({ address, family: 6 as const })) : []),
  ]
  if (found.length === 0 && four.status === 'rejected') throw four.reason
  return found
}
