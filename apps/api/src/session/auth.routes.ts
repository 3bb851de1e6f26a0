import { Code } from '@parley/contract/sign-in'
import type { Context } from 'hono'
import { z } from 'zod'
import { AppError } from '../app-error.ts'
import type { Env } from '../context.ts'
import { checkShape } from '../http/check-shape.ts'
import { clientAddress } from '../http/client-address.ts'
import type { Http, HttpEnv } from '../http/mount.ts'
import { readBody } from '../http/read-body.ts'
import { refusingSteadily } from '../http/steady-answer.ts'
import { identify } from './identify.ts'
import {
  goToProvider,
  returnFromProvider,
  type Step,
  signInByCode,
  signInByPassword,
  signOut,
  type Visit,
} from './sign-in.ts'

const mostBytes = 16 * 1024
const ByPassword = z.object({
  email: z.string().trim().min(1).max(320),
  password: z.string().min(1).max(1000),
})
const ByProvider = z.object({
  app: z.enum(['partner', 'admin']),
  /** Where to in that app afterwards: a path, never another site's. */
  next: z
    .string()
    .max(2000)
    .regex(/^\/(?![/\\])/)
    .default('/'),
})

/**
 * Everything that sets or ends the session cookie, below /api/auth. better-auth does the work; of its own routes only the
 * provider's callback is reachable.
 */
export function authRoutes(app: Http, env: Env): void {
  const visitOf = (c: Context<HttpEnv>): Visit => ({
    headers: c.req.raw.headers,
    address: clientAddress(c, env.trustsProxy),
  })
  const send = (c: Context<HttpEnv>, { setCookies, ...answer }: Step | { url: string; setCookies: string[] }) => {
    for (const cookie of setCookies) c.header('set-cookie', cookie, { append: true })
    return c.json(answer, 200, { 'cache-control': 'no-store' })
  }

  app.post('/api/auth/sign-in/email', async (c) => {
    const given = ByPassword.safeParse(await readBody(c.req.raw, mostBytes))
    if (!given.success) throw new AppError('refused', 'Give your e-mail address and your password.')
    const { email, password } = given.data
    return send(c, await refusingSteadily(env, () => signInByPassword(env, visitOf(c), email, password)))
  })
  app.post('/api/auth/sign-in/code', async (c) => {
    const { code } = checkShape(z.object({ code: Code }), await readBody(c.req.raw, mostBytes))
    return send(c, await refusingSteadily(env, () => signInByCode(env, visitOf(c), code)))
  })
  app.post('/api/auth/sign-in/provider', async (c) => {
    const given = checkShape(ByProvider, await readBody(c.req.raw, mostBytes))
    return send(c, await goToProvider(env, visitOf(c), given.app, given.next))
  })
  app.get('/api/auth/callback/oidc', async (c) => {
    if (!env.signIn.provider) return c.notFound()
    return returnFromProvider(env, visitOf(c), c.req.url)
  })
  app.post('/api/auth/sign-out', async (c) => {
    // As on a route of the staff's: whoever looks as a partner's person signs themselves out, not that person.
    const found = await identify(env, new Headers({ cookie: c.req.header('cookie') ?? '' }), 'staff')
    for (const cookie of await signOut(env, visitOf(c), found?.actor ?? null))
      c.header('set-cookie', cookie, { append: true })
    return c.json({}, 200, { 'cache-control': 'no-store' })
  })
  app.all('/api/auth/*', (c) => c.notFound())
}
