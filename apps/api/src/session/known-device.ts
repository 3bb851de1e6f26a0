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

/** Where this person tries from: a device of theirs, or an address. Devices that were known under earlier credentials aren't. */
export function placeOf(
  env: Env,
  headers: Headers,
  address: string | undefined,
  email: string,
  credentials: number,
): Place {
  const device = readDevice(headers.get('cookie'))
  const isTheirs = (proof: string) => proofsOf(env, device!.id, email, credentials).some((each) => same(proof, each))
  const known = device?.proofs.some(isTheirs) ?? false
  return { key: known ? `device ${device!.id}` : `address ${address ?? 'here'}`, known, address }
}

/** The Set-Cookie that makes this device known to be this person's. */
export function rememberDevice(env: Env, headers: Headers, email: string, credentials: number): string {
  const device = readDevice(headers.get('cookie'))
  const id = device?.id ?? env.drawBytes(16).toString('base64url')
  const [proof] = proofsOf(env, id, email, credentials)
  const others = (device?.proofs ?? []).filter((each) => each !== proof)
  const secure = env.publicUrl.startsWith('https:')
  const value = [id, proof, ...others.slice(0, mostPeople - 1)].join('.')
  return `${secure ? '__Host-' : ''}parley.device=${value}; Max-Age=${yearSeconds}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

/** The first as it is written now; the others as an earlier PARLEY_SECRET wrote it. */
const proofsOf = (env: Env, id: string, email: string, credentials: number): [string, ...string[]] => {
  const write = (key: Buffer) =>
    createHmac('sha256', key)
      .update(`${id} ${email.trim().toLowerCase()} ${credentials}`)
      .digest()
      .subarray(0, 16)
      .toString('base64url')
  const [current, ...before] = env.derivedKeys('known device')
  return [write(current), ...before.map(write)]
}

const same = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
