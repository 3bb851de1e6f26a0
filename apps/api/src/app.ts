import { join } from 'node:path'
import { allRoutes } from '@parley/contract/routes/all'
import { repositoryDir } from '@parley/db/settings'
import { type Context, Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { AppError } from './app-error.ts'
import { attestationPages, publicAttestationRoutes } from './attestations/attestations.routes.ts'
import type { Env } from './context.ts'
import { demoRoutes } from './demo/demo.routes.ts'
import { docsRoutes } from './docs/docs.routes.ts'
import type { Http, HttpEnv } from './http/mount.ts'
import { onEveryAnswer } from './http/on-every-answer.ts'
import { problemResponse } from './http/problem.ts'
import { limitByAddress } from './http/rate-limits.ts'
import { sameOrigin } from './http/same-origin.ts'
import { StaticFiles } from './http/static-files.ts'
import { notificationRoutes } from './notifications/notifications.routes.ts'
import { about, explain, failFast, healthRoutes, observeRequests } from './operation/operation.routes.ts'
import { partnerRoutes } from './partner-routes.ts'
import { authRoutes } from './session/auth.routes.ts'
import { sessionRoutes } from './session/session.routes.ts'
import { staffRoutes } from './staff-routes.ts'
import { invitationRoutes } from './team/team.routes.ts'

/** All that one port serves: the API with its two routers, sign-in, and both apps. */
export function createApp(env: Env): Http {
  const app = new Hono<HttpEnv>()
  app.use(requestId({ generator: () => env.newId(), limitLength: 64 }))
  observeRequests(app, env)
  app.use(secureHeaders(headers(env)))
  app.use(onEveryAnswer)
  app.use('/api/*', limitByAddress(env), sameOrigin(env.publicUrl))
  app.use('/.well-known/*', limitByAddress(env))
  healthRoutes(app, env)
  failFast(app, env)
  docsRoutes(app)
  demoRoutes(app, env)
  authRoutes(app, env)
  app.route('/api/v1', v1(env))
  attestationPages(app, env)
  serveApps(app)
  app.notFound((c) => {
    const error = new AppError('notFound', 'There is nothing at this address.')
    return problemResponse(error, c.req.path, c.get('requestId'))
  })
  app.onError(async (thrown, c) => {
    const error = await explain(env, thrown)
    const response = problemResponse(error, c.req.path, c.get('requestId'))
    if (response.status === 500) env.logger.error({ err: thrown, ...about(c) }, 'unexpected')
    return response
  })
  return app
}

function v1(env: Env): Http {
  const app = new Hono<HttpEnv>()
  sessionRoutes(app, env)
  invitationRoutes(app, env)
  publicAttestationRoutes(app, env)
  notificationRoutes(app, env)
  app.route('/', partnerRoutes(env))
  app.route('/', staffRoutes(env))
  const methods = Map.groupBy(allRoutes, (route) => route.path)
  for (const [path, routes] of methods) {
    const allowed = routes.map(({ method }) => method.toUpperCase()).join(', ')
    app.all(path.replaceAll(/\{(\w+)\}/g, ':$1'), (c) => {
      const error = new AppError('methodNotAllowed', `This address takes ${allowed}.`)
      const response = problemResponse(error, c.req.path, c.get('requestId'))
      response.headers.set('allow', allowed)
      return response
    })
  }
  return app
}

function serveApps(app: Http): void {
  const partner = new StaticFiles(join(repositoryDir, 'apps/partner/dist'))
  const admin = new StaticFiles(join(repositoryDir, 'apps/admin/dist'))
  app.get('/api/*', (c) => c.notFound())
  app.get('/admin', (c) => c.redirect('/admin/'))
  app.get(
    '/admin/*',
    (c) => admin.serve(c.req.raw, c.req.path.slice('/admin/'.length), c.get('styleNonce')) ?? c.notFound(),
  )
  app.get('*', (c) => partner.serve(c.req.raw, c.req.path.slice(1), c.get('styleNonce')) ?? c.notFound())
}

/** Mantine and CodeMirror write style elements, which carry the nonce of the page that they are on. What isn't a page needs none. */
function styleSources(env: Env, c: Context<HttpEnv>): string {
  if (/^\/(api|represents|problems)(\/|$)/.test(c.req.path) || /\.(?!html$)\w{1,8}$/.test(c.req.path)) return "'self'"
  const nonce = env.drawBytes(16).toString('base64url')
  c.set('styleNonce', nonce)
  return `'self' 'nonce-${nonce}'`
}

function headers(env: Env): Parameters<typeof secureHeaders>[0] {
  return {
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: [(c) => styleSources(env, c as Context<HttpEnv>)],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'same-origin',
    strictTransportSecurity: env.publicUrl.startsWith('https:') ? 'max-age=31536000; includeSubDomains' : false,
  }
}
