import { session } from '@parley/contract/routes'
import type { Context } from 'hono'
import { AppError } from '../app-error.ts'
import type { Env } from '../context.ts'
import { type Http, type HttpEnv, mount } from '../http/mount.ts'
import { readBody } from '../http/read-body.ts'
import { sessionCookie } from './identify.ts'
import { readMe } from './read-me.ts'
import { SignInLimit } from './sign-in-limit.ts'

export function sessionRoutes(app: Http, env: Env): void {
  mount(app, env, session.me, (ctx) => readMe(ctx))
}

/** better-auth's own routes, with the guessing of passwords slowed down and the memo of sessions kept true. */
export function authRoutes(app: Http, env: Env): void {
  const limit = new SignInLimit(env.clock)
  app.post('/api/auth/sign-in/email', async (c) => {
    const body = await readBody(c.req.raw.clone(), 16 * 1024)
    const email = (body as { email?: unknown } | null)?.email
    if (typeof email !== 'string' || typeof (body as { password?: unknown }).password !== 'string') {
      throw new AppError('refused', 'Give your e-mail address and your password.')
    }
    const address = addressOf(c)
    const wait = limit.secondsToWait(email, address)
    if (wait > 0) {
      throw new AppError(
        'tooMany',
        `Too many tries for this e-mail address. Try again in ${Math.ceil(wait / 60)} minutes.`,
        undefined,
        wait,
      )
    }
    const answer = await env.auth.handler(c.req.raw)
    if (answer.ok) limit.succeeded(email, address)
    else limit.failed(email, address)
    return answer
  })
  app.post('/api/auth/sign-out', (c) => {
    const cookie = sessionCookie(c.req.raw.headers)
    if (cookie) env.sessions.forget(cookie)
    return env.auth.handler(c.req.raw)
  })
  app.on(['GET', 'POST'], '/api/auth/*', (c) => env.auth.handler(c.req.raw))
}

/** Where the request came from, as far as the socket tells; tests have none. */
function addressOf(c: Context<HttpEnv>): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  return incoming?.socket?.remoteAddress ?? 'here'
}
