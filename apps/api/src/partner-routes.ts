import { Hono } from 'hono'
import { partnerAccountRoutes } from './accounts/accounts.routes.ts'
import type { Env } from './context.ts'
import type { Http, HttpEnv } from './http/mount.ts'
import { partnerPolicyRoutes } from './policies/policies.routes.ts'
import { partnerRegistrationRoutes } from './registrations/registrations.routes.ts'

/** What partners may ask for. */
export function partnerRoutes(env: Env): Http {
  const app = new Hono<HttpEnv>()
  partnerRegistrationRoutes(app, env)
  partnerAccountRoutes(app, env)
  partnerPolicyRoutes(app, env)
  return app
}
