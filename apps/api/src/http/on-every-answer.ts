import type { MiddlewareHandler } from 'hono'
import type { HttpEnv } from './mount.ts'
import { sayWhatIsLeft } from './rate-limits.ts'

/** Headers that no answer goes without, problems and files included; nobody keeps an answer of the API that doesn't say so. */
export const onEveryAnswer: MiddlewareHandler<HttpEnv> = async (c, next) => {
  await next()
  const { headers } = c.res
  headers.set('x-request-id', c.get('requestId'))
  if (c.req.path.startsWith('/api') && !headers.has('cache-control')) headers.set('cache-control', 'no-store')
  const used = c.get('used')
  if (used) sayWhatIsLeft(headers, used)
}
