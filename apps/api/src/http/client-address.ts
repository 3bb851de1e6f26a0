import type { Context } from 'hono'
import ipaddr from 'ipaddr.js'
import type { HttpEnv } from './mount.ts'

/**
 * Whose network a request came from: the socket's other end, or, behind a proxy of ours, what that one saw; of IPv6 the /64.
 * Undefined for the same machine, from which everybody's requests would count as one's, and where there is no socket.
 */
export function clientAddress(c: Context<HttpEnv>, trustsProxy: boolean): string | undefined {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  const seen = trustsProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  const text = seen && ipaddr.isValid(seen) ? seen : incoming?.socket?.remoteAddress
  if (text === undefined || !ipaddr.isValid(text)) return undefined
  const address = ipaddr.process(text)
  if (address.range() === 'loopback') return undefined
  if (address.kind() === 'ipv4') return address.toString()
  return `${new ipaddr.IPv6([...(address as ipaddr.IPv6).parts.slice(0, 4), 0, 0, 0, 0]).toString()}/64`
}
