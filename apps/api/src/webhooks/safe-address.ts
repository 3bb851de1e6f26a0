import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { type AllowedHosts, allowsAddress, allowsHost, plainHost } from './allowed-hosts.ts'
import type { Address, Network } from './network.ts'

/** Why an address isn't called, in words for its owner. They are the same whether a name is unknown or private. */
export class UnsafeAddress extends Error {
  override name = 'UnsafeAddress'
}

/** An address as it was checked: `host` without brackets, `trusted` by PARLEY_WEBHOOK_HOSTS. */
export type CheckedUrl = { url: URL; host: string; port: number; trusted: boolean }

const privateWords = 'This address is private. Give one that can be reached from the internet.'
const privateEndings = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa)$/

/** Reads an address as fetch would, and says what is wrong with it without asking anybody. Throws UnsafeAddress. */
export function checkUrl(text: string, allowed: AllowedHosts): CheckedUrl {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what the URL parser would silently take out
  const url = /[\u0000-\u0020\u007f\\]/.test(text) ? null : URL.parse(text)
  if (!url || !/^https?:\/\/[^/?#]/i.test(text))
    throw new UnsafeAddress('Give the whole address, such as https://hooks.example.com/parley.')
  if (url.username || url.password || /^[^/]*\/\/[^/?#]*@/.test(text))
    throw new UnsafeAddress('Leave out what stands before the @. The signature shows that an event is from us.')
  if (url.hash || text.includes('#')) throw new UnsafeAddress('Leave out the # and what follows it.')
  if (url.href.length > 2000) throw new UnsafeAddress('Keep it to 2,000 characters, as a browser writes it.')
  const host = plainHost(url.hostname)
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  const trusted = allowsHost(allowed, host, port) || allowsAddress(allowed, host)
  if (url.protocol !== 'https:' && !trusted)
    throw new UnsafeAddress('Start it with https://, so that nobody reads along.')
  if (url.port !== '' && !trusted) throw new UnsafeAddress('Leave out the port: events go to port 443.')
  if (isIP(host) !== 0) assertCallable(host, trusted)
  else if (!trusted && (!host.includes('.') || privateEndings.test(host))) throw new UnsafeAddress(privateWords)
  return { url, host, port, trusted }
}

function assertCallable(address: string, trusted: boolean): void {
  if (isMetadata(address) || !(trusted || isPublic(address))) throw new UnsafeAddress(privateWords)
}

/**
 * The addresses to connect to, and to no other: each of them checked. One that is private among public ones spoils them
 * all. Throws UnsafeAddress.
 */
export async function findAddresses({ host, port, trusted }: CheckedUrl, network: Network): Promise<Address[]> {
  const family = isIP(host)
  if (family !== 0) {
    assertCallable(host, trusted)
    return [{ address: host, family: family as 4 | 6 }]
  }
  const found = await network.resolve(host).catch(() => [])
  const byName = allowsHost(network.allowed, host, port)
  const callable = ({ address }: Address) =>
    !isMetadata(address) && (byName || isPublic(address) || allowsAddress(network.allowed, address))
  if (found.length === 0 || !found.every(callable)) throw new UnsafeAddress(`No public address was found for ${host}.`)
  return found
}

/** Where clouds tell machines their keys. Two of them lie outside every private range; no setting lets one through. */
const metadata = [
  '169.254.169.254',
  '169.254.170.2',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd00:ec2::254',
  'fd20:ce::254',
].map((address) => ipaddr.parse(address).toNormalizedString())

function isMetadata(address: string): boolean {
  const inner = unwrapped(address)
  return inner !== null && metadata.includes(inner.toNormalizedString())
}

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/** Whether an address, as DNS or the URL parser gives it, is one of the internet's. Unknown spellings are not. */
export function isPublic(address: string): boolean {
  const inner = unwrapped(address)
  if (inner === null || inner.range() !== 'unicast') return false
  if (metadata.includes(inner.toNormalizedString())) return false
  return inner instanceof ipaddr.IPv4 || inner.match(globalUnicast)
}

const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')

/** The IPv4 address inside a mapped or NAT64 one; null for what isn't one plain address. */
function unwrapped(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const family = isIP(address)
  if (family === 0 || address.includes('%')) return null
  // In hexadecimal throughout: ipaddr.js takes ::127.0.0.1 for a mapped address, which it isn't.
  const plain = family === 6 ? plainHost(new URL(`http://[${address}]/`).hostname) : address
  const parsed = ipaddr.parse(plain)
  if (parsed instanceof ipaddr.IPv4) return parsed
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address()
  return parsed.match(nat64) ? new ipaddr.IPv4(parsed.toByteArray().slice(12)) : parsed
}
