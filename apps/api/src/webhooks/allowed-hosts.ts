import { isIP } from 'node:net'
import { SettingError } from '@parley/db/settings'
import ipaddr from 'ipaddr.js'

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number]

/** What PARLEY_WEBHOOK_HOSTS lets through beside https to public addresses: hosts, and ranges of addresses. */
export type AllowedHosts = { hosts: { host: string; port: number | null }[]; ranges: Range[] }

/**
 * Reads `hooks.intranet:8443, 127.0.0.1:9000, 10.20.0.0/16`. A host without a port means any port. Throws SettingError
 * for a part that is neither a host nor a range.
 */
export function parseAllowedHosts(text: string | undefined): AllowedHosts {
  const parts = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const allowed: AllowedHosts = { hosts: [], ranges: [] }
  for (const part of parts) {
    if (ipaddr.isValidCIDR(part)) allowed.ranges.push(ipaddr.parseCIDR(part))
    else allowed.hosts.push(readHost(part))
  }
  return allowed
}

function readHost(part: string): AllowedHosts['hosts'][number] {
  const [, bracketed, plain, port] = /^(?:\[([0-9a-f:.]+)\]|([^:/@\s[\]]+))(?::(\d{1,5}))?$/i.exec(part) ?? []
  const url = (bracketed ?? plain) ? URL.parse(`http://${bracketed ? `[${bracketed}]` : plain}/`) : null
  if (!url || (port && Number(port) > 65_535)) {
    throw new SettingError(
      `PARLEY_WEBHOOK_HOSTS has "${part}": write hosts such as hooks.intranet:8443, or ranges such as 10.20.0.0/16, with commas between.`,
    )
  }
  return { host: plainHost(url.hostname), port: port ? Number(port) : null }
}

/** Without brackets and without the dot at the end: one spelling for one host. */
export const plainHost = (hostname: string): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

export const allowsHost = ({ hosts }: AllowedHosts, host: string, port: number): boolean =>
  hosts.some((each) => each.host === host && (each.port === null || each.port === port))

export function allowsAddress({ ranges }: AllowedHosts, address: string): boolean {
  if (isIP(address) === 0) return false
  const parsed = ipaddr.process(address)
  return ranges.some(([base, bits]) => base.kind() === parsed.kind() && parsed.match(base as ipaddr.IPv4, bits))
}
