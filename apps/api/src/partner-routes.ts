import { Hono } from 'hono'
import { partnerAccountRoutes } from './accounts/accounts.routes.ts'
import { partnerKeyRoutes } from './api-keys/api-keys.routes.ts'
import { partnerAttestationRoutes } from './attestations/attestations.routes.ts'
import { partnerStatementRoutes } from './commissions/statements.routes.ts'
import { partnerConflictRoutes } from './conflicts/conflicts.routes.ts'
import type { Env } from './context.ts'
import { partnerClaimRoutes } from './deals/deals.routes.ts'
import { partnerDesignationRoutes } from './designations/designations.routes.ts'
import { partnerEngagementRoutes } from './engagements/engagements.routes.ts'
import { partnerEvidenceRoutes } from './evidence/evidence.routes.ts'
import type { Http, HttpEnv } from './http/mount.ts'
import { partnerPolicyRoutes } from './policies/policies.routes.ts'
import { partnerRegistrationRoutes } from './registrations/registrations.routes.ts'
import { partnerRenewalRoutes } from './renewals/renewals.routes.ts'
import { partnerSegmentRoutes } from './segments/segments.routes.ts'
import { partnerTeamRoutes } from './team/team.routes.ts'
import { partnerWebhookRoutes } from './webhooks/webhooks.routes.ts'

/** What partners may ask for. */
export function partnerRoutes(env: Env): Http {
  const app = new Hono<HttpEnv>()
  partnerRegistrationRoutes(app, env)
  partnerEvidenceRoutes(app, env)
  partnerAccountRoutes(app, env)
  partnerConflictRoutes(app, env)
  partnerEngagementRoutes(app, env)
  partnerDesignationRoutes(app, env)
  partnerAttestationRoutes(app, env)
  partnerPolicyRoutes(app, env)
  partnerWebhookRoutes(app, env)
  partnerTeamRoutes(app, env)
  partnerKeyRoutes(app, env)
  partnerClaimRoutes(app, env)
  partnerRenewalRoutes(app, env)
  partnerStatementRoutes(app, env)
  partnerSegmentRoutes(app, env)
  return app
}
