import { Hono } from 'hono'
import { staffAccountRoutes } from './accounts/accounts.routes.ts'
import type { Env } from './context.ts'
import { staffDecisionRoutes } from './decisions/decisions.routes.ts'
import type { Http, HttpEnv } from './http/mount.ts'
import { staffImportRoutes } from './imports/imports.routes.ts'
import { staffPolicyRoutes } from './policies/policies.routes.ts'
import { staffRegistrationRoutes } from './registrations/registrations.routes.ts'

/** What the vendor's staff may ask for. */
export function staffRoutes(env: Env): Http {
  const app = new Hono<HttpEnv>()
  staffRegistrationRoutes(app, env)
  staffDecisionRoutes(app, env)
  staffAccountRoutes(app, env)
  staffImportRoutes(app, env)
  staffPolicyRoutes(app, env)
  return app
}
