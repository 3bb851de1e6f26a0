import type { MiddlewareHandler } from 'hono'
import { AppError } from '../app-error.ts'
import { ownOrigins } from '../session/auth.ts'

/** Where people come by https, a page that came without isn't ours: somebody on the way may have written it. */
const isNoWeaker = (origin: string, publicUrl: string) => origin.startsWith('https:') || !publicUrl.startsWith('https:')

/** Refuses what another site's page sends with this browser's cookies. Programs that send no Origin are let through. */
export function sameOrigin(publicUrl: string): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const origin = c.req.header('origin')
    const site = c.req.header('sec-fetch-site')
    const foreign =
      origin === undefined
        ? site !== undefined && site !== 'same-origin' && site !== 'none'
        : origin !== publicUrl && !(ownOrigins(c.req.raw).includes(origin) && isNoWeaker(origin, publicUrl))
    if (foreign) throw new AppError('notAllowed', 'Another site sent this. Do it in Parley itself.')
    return next()
  }
}
