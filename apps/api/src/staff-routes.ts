import { Hono } from 'hono'
import { staffAccountRoutes } from './accounts/accounts.routes.ts'
import { staffKeyRoutes } from './api-keys/api-keys.routes.ts'
import { staffAttestationRoutes } from './attestations/attestations.routes.ts'
import { auditRoutes } from './audit/audit.routes.ts'
import { staffStatementRoutes } from './commissions/statements.routes.ts'
import { staffConflictRoutes } from './conflicts/conflicts.routes.ts'
import type { Env } from './context.ts'
import { staffDealRoutes } from './deals/deals.routes.ts'
import { staffDecisionRoutes } from './decisions/decisions.routes.ts'
import { staffDesignationRoutes } from './designations/designations.routes.ts'
import { staffDutyRoutes } from './duties/duties.routes.ts'
import { staffEngagementRoutes } from './engagements/engagements.routes.ts'
import { staffEvidenceRoutes } from './evidence/evidence.routes.ts'
import type { Http, HttpEnv } from './http/mount.ts'
import { staffImportRoutes } from './imports/imports.routes.ts'
import { deliveryRoutes } from './outbox/delivery.routes.ts'
import { staffPolicyRoutes } from './policies/policies.routes.ts'
import { staffRegistrationRoutes } from './registrations/registrations.routes.ts'
import { staffRenewalRoutes } from './renewals/renewals.routes.ts'
import { savedViewRoutes } from './saved-views/saved-views.routes.ts'
import { staffSegmentRoutes } from './segments/segments.routes.ts'
import { staffTeamRoutes } from './team/team.routes.ts'
import { viewAsRoutes } from './view-as/view-as.routes.ts'
import { staffWebhookRoutes } from './webhooks/webhooks.routes.ts'

/** What the vendor's staff may ask for. */
export function staffRoutes(env: Env): Http {
  const app = new Hono<HttpEnv>()
  staffRegistrationRoutes(app, env)
  staffEvidenceRoutes(app, env)
  staffDecisionRoutes(app, env)
  staffAccountRoutes(app, env)
  staffDutyRoutes(app, env)
  staffConflictRoutes(app, env)
  staffEngagementRoutes(app, env)
  staffDesignationRoutes(app, env)
  staffAttestationRoutes(app, env)
  staffImportRoutes(app, env)
  staffPolicyRoutes(app, env)
  auditRoutes(app, env)
  deliveryRoutes(app, env)
  staffWebhookRoutes(app, env)
  staffTeamRoutes(app, env)
  staffKeyRoutes(app, env)
  viewAsRoutes(app, env)
  staffDealRoutes(app, env)
  staffRenewalRoutes(app, env)
  staffStatementRoutes(app, env)
  staffSegmentRoutes(app, env)
  savedViewRoutes(app, env)
  return app
}
