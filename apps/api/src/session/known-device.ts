import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Env } from '../context.ts'
import type { Place } from './attempts.ts'

const mostPeople = 8
const yearSeconds = 365 * 86_400
const pattern = /(?:^|;\s*)(?:__Host-)?parley\.device=([A-Za-z0-9_-]{22})((?:\.[A-Za-z0-9_-]{22}){0,8})(?:;|$)/

/** The cookie of a device on which people have signed in: a random id, and a proof for each of them. It opens nothing by itself. */
function readDevice(cookies: string | null): { id: string; proofs: string[] } | undefined {
  const found = pattern.exec(cookies ?? '')
  return found ? { id: found[1]!, proofs: found[2]!.split('.').slice(1) } : undefined
}

/** Where this person tries from: a device of theirs, or an address. */
export function placeOf(env: Env, headers: Headers, address: string | undefined, email: string): Place {
  const device = readDevice(headers.get('cookie'))
  const known = device?.proofs.some((proof) => same(proof, proofOf(env, device.id, email))) ?? false
  return { key: known ? `device ${device!.id}` : `address ${address ?? 'here'}`, known, address }
}

/** The Set-Cookie that makes this device known to be this person's. */
export function rememberDevice(env: Env, headers: Headers, email: string): string {
  const device = readDevice(headers.get('cookie'))
  const id = device?.id ?? env.drawBytes(16).toString('base64url')
  const proof = proofOf(env, id, email)
  const others = (device?.proofs ?? []).filter((each) => each !== proof)
  const secure = env.publicUrl.startsWith('https:')
  const value = [id, proof, ...others.slice(0, mostPeople - 1)].join('.')
  return `${secure ? '__Host-' : ''}parley.device=${value}; Max-Age=${yearSeconds}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

const proofOf = (env: Env, id: string, email: string) =>
  createHmac('sha256', env.derivedKey('known device'))
    .update(`${id} ${email.trim().toLowerCase()}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url')

const same = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
