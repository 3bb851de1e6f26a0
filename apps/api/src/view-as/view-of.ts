import type { Audience } from '@parley/contract/route'
import type { Role } from '@parley/contract/session'
import type { Actor, Env } from '../context.ts'

const plain = /(?:^|;\s*)parley\.view_as=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/
const secure = /(?:^|;\s*)__Host-parley\.view_as=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/
const isSecure = (publicUrl: string) => publicUrl.startsWith('https:')

/** The view of a cookie. It is no secret: it counts only beside the session of the very person who began this view. */
export function viewIdIn(publicUrl: string, cookies: string): string | undefined {
  return (isSecure(publicUrl) ? secure : plain).exec(cookies)?.[1]
}

type Found = { user_id: string; name: string; email: string; role: Role; partner_id: string; ends_at: Date }

/**
 * Who this member of staff is while a view goes on: the partner's person as whom they look; on the staff's own routes and in the
 * console themselves, marked as looking. Both only read. Null where there is no view, or no more.
 */
export async function viewOf(env: Env, headers: Headers, staff: Actor, audience: Audience): Promise<Actor | null> {
  const viewId = viewIdIn(env.publicUrl, headers.get('cookie') ?? '')
  if (!viewId || staff.secondFactorMissing) return null
  const { rows } = await env.pool.query<Found>({
    name: 'find_view_as',
    text: 'SELECT * FROM parley.find_view_as($1, $2, $3)',
    values: [viewId, staff.userId, env.clock()],
  })
  const found = rows[0]
  if (!found) return null
  const isThemselves = audience === 'staff' || (audience === 'anyone' && headers.get('parley-app') === 'console')
  if (isThemselves) return { ...staff, looksAs: { viewId, name: found.name, endsAt: found.ends_at } }
  return {
    userId: found.user_id,
    name: found.name,
    email: found.email,
    role: found.role,
    audience: 'partner',
    partnerId: found.partner_id,
    via: 'viewAs',
    viewedBy: { userId: staff.userId, name: staff.name, viewId, endsAt: found.ends_at },
  }
}

/** The cookie of a view that goes on for so many seconds; 0 clears it. */
export function viewCookie(publicUrl: string, viewId: string, seconds: number): string {
  const [prefix, flag] = isSecure(publicUrl) ? ['__Host-', '; Secure'] : ['', '']
  return `${prefix}parley.view_as=${viewId}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${flag}`
}
