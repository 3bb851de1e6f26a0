import { session } from '@parley/contract/routes/session'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { AppError } from '../app-error.ts'
import type { Env } from '../context.ts'
import { type Http, type HttpEnv, mount } from '../http/mount.ts'
import { readBody } from '../http/read-body.ts'
import { sessionCookie } from './identify.ts'
import { readMe } from './read-me.ts'
import { SignInLimit } from './sign-in-limit.ts'

const mostBytes = 16 * 1024

export function sessionRoutes(app: Http, env: Env): void {
  mount(app, env, session.me, (ctx) => readMe(ctx))
}

/** better-auth's own routes, with the guessing of passwords slowed down and the memo of sessions kept true. */
export function authRoutes(app: Http, env: Env): void {
  const limit = new SignInLimit(env.clock)
  app.use(
    '/api/auth/*',
    bodyLimit({
      maxSize: mostBytes,
      onError: () => {
        throw new AppError('tooLarge', 'Send at most 16 KiB.')
      },
    }),
  )
  app.post('/api/auth/sign-in/email', async (c) => {
    const body = await readBody(c.req.raw.clone(), mostBytes)
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
    if (answer.status === 401) limit.failed(email, address)
    return orProblem(answer)
  })
  app.post('/api/auth/sign-out', async (c) => {
    const cookie = sessionCookie(c.req.raw.headers)
    if (cookie) env.sessions.forget(cookie)
    return orProblem(await env.auth.handler(c.req.raw))
  })
  app.on(['GET', 'POST'], '/api/auth/*', async (c) => orProblem(await env.auth.handler(c.req.raw)))
}

/** better-auth's refusals in the words and the shape of all the others. */
function orProblem(answer: Response): Response {
  if (answer.status < 400) return answer
  if (answer.status === 401)
    throw new AppError('notSignedIn', 'This e-mail address and password don’t go together. Check both.')
  if (answer.status === 403) throw new AppError('notAllowed', 'Another site sent this. Do it in Parley itself.')
  if (answer.status === 404) throw new AppError('notFound', 'There is nothing at this address.')
  if (answer.status < 500) throw new AppError('refused', 'This can’t be done here. Check what was sent.')
  throw new AppError('unavailable', 'Signing in doesn’t work at the moment. Try again shortly.', undefined, 2)
}

/** Where the request came from, as far as the socket tells; tests have none. */
function addressOf(c: Context<HttpEnv>): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  return incoming?.socket?.remoteAddress ?? 'here'
}
