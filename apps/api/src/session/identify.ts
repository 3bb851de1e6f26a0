import { partnerRoles, type Role } from '@parley/contract/session'
import type { Actor, Env } from '../context.ts'

const cookiePattern = /(?:^|;\s*)(?:__Secure-)?parley\.session_token=([^;]+)/

/** The signed session cookie's value; signed, so that knowing the database is not enough to make one. */
export function sessionCookie(headers: Headers): string | undefined {
  return cookiePattern.exec(headers.get('cookie') ?? '')?.[1]
}

/** Who sends this request, and the cookies that renew the session; null for a stranger. */
export async function identify(env: Env, headers: Headers): Promise<{ actor: Actor; setCookies: string[] } | null> {
  const cookie = sessionCookie(headers)
  if (!cookie) return null
  const known = env.sessions.get(cookie)
  if (known) return { actor: known, setCookies: [] }
  const found = await env.auth.api.getSession({ headers, returnHeaders: true })
  if (!found.response) return null
  const { user } = found.response
  const role = user.role as Role
  const actor: Actor = {
    userId: user.id,
    name: user.name,
    email: user.email,
    role,
    audience: (partnerRoles as readonly Role[]).includes(role) ? 'partner' : 'staff',
    partnerId: user.partnerId ?? null,
  }
  env.sessions.set(cookie, actor)
  return { actor, setCookies: found.headers.getSetCookie() }
}
