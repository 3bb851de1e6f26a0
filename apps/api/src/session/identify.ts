import type { Audience } from '@parley/contract/route'
import { partnerRoles, type Role } from '@parley/contract/session'
import { bearerOf, identifyKey } from '../api-keys/identify-key.ts'
import type { Actor, Env } from '../context.ts'
import { viewOf } from '../view-as/view-of.ts'

const plain = /(?:^|;\s*)parley\.session_token=([^;]+)/
const secure = /(?:^|;\s*)__Host-parley\.session_token=([^;]+)/

/** The signed session cookie's value; signed, so that knowing the database is not enough to make one. */
export function sessionCookie(env: Pick<Env, 'publicUrl'>, headers: Headers): string | undefined {
  return (env.publicUrl.startsWith('https:') ? secure : plain).exec(headers.get('cookie') ?? '')?.[1]
}

type Identified = { actor: Actor; setCookies: string[] }

/**
 * Who sends this request to a route for this audience, and the cookies that renew the session; null for a stranger. An API key
 * stands for itself, whatever cookies come with it.
 */
export async function identify(env: Env, headers: Headers, audience: Audience): Promise<Identified | null> {
  const key = bearerOf(headers)
  if (key !== undefined) return { actor: await identifyKey(env, key), setCookies: [] }
  const found = await ofSession(env, headers)
  if (found?.actor.audience !== 'staff') return found
  const viewed = await viewOf(env, headers, found.actor, audience)
  return viewed ? { ...found, actor: viewed } : found
}

async function ofSession(env: Env, headers: Headers): Promise<Identified | null> {
  const cookie = sessionCookie(env, headers)
  if (!cookie) return null
  const known = env.sessions.get(cookie)
  if (known) return { actor: known, setCookies: [] }
  const { mark } = env.sessions
  // Only this cookie is shown, so that the one that is remembered is the one that was verified.
  const { name } = (await env.auth.$context).authCookies.sessionToken
  const found = await env.auth.api.getSession({ headers: new Headers({ cookie: `${name}=${cookie}` }) })
  if (!found || found.user.disabledAt || !(await mayGoOn(env, found.session))) return null
  const { user, session } = found
  const role = user.role as Role
  const audience = (partnerRoles as readonly Role[]).includes(role) ? 'partner' : 'staff'
  const actor: Actor = {
    userId: user.id,
    name: user.name,
    email: user.email,
    role,
    audience,
    partnerId: user.partnerId ?? null,
    sessionId: session.id,
    // Whoever came by the provider showed there whatever the provider asks for.
    secondFactorMissing:
      needsSecondFactor(env, audience) && !user.twoFactorEnabled && session.signedInBy !== 'provider',
  }
  env.sessions.set(cookie, actor, mark)
  return { actor, setCookies: [] }
}

/** Whether this audience must have a second factor. */
export const needsSecondFactor = ({ signIn }: Pick<Env, 'signIn'>, audience: Actor['audience']): boolean =>
  signIn.secondFactor === 'everybody' || (signIn.secondFactor === 'staff' && audience === 'staff')

const seenEveryMs = 5 * 60_000

type Seen = {
  id: string
  createdAt: Date
  lastSeenAt?: Date | null | undefined
  signedInBy?: string | null | undefined
}

/**
 * False, and the session ended, when nobody used it for too long, it began too long ago, or it began with a password where none are
 * taken any more. Notes that it is used.
 */
async function mayGoOn(env: Env, { id, createdAt, lastSeenAt, signedInBy }: Seen): Promise<boolean> {
  const now = env.clock()
  const idleMs = now.getTime() - (lastSeenAt ?? createdAt).getTime()
  const { password, idleMinutes, sessionHours } = env.signIn
  const isOver = idleMs > idleMinutes * 60_000 || now.getTime() - createdAt.getTime() > sessionHours * 3_600_000
  if (isOver || (!password && signedInBy !== 'provider')) {
    await env.pool.query('DELETE FROM auth.session WHERE id = $1', [id])
    return false
  }
  if (idleMs > seenEveryMs) await env.pool.query('UPDATE auth.session SET "lastSeenAt" = $2 WHERE id = $1', [id, now])
  return true
}
