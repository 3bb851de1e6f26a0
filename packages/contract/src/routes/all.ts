import { accounts } from './accounts.ts'
import { apiKeys } from './api-keys.ts'
import { partnerAttestations, publicAttestations, staffAttestations } from './attestations.ts'
import { audit } from './audit.ts'
import { partnerConflicts, staffConflicts } from './conflicts.ts'
import { partnerClaims, staffDeals } from './deals.ts'
import { delivery } from './delivery.ts'
import { partnerDesignations, staffDesignations } from './designations.ts'
import { staffDuties } from './duties.ts'
import { partnerEngagements, staffEngagements } from './engagements.ts'
import { partnerEvidence, staffEvidence } from './evidence.ts'
import { imports } from './imports.ts'
import { notifications } from './notifications.ts'
import { partner } from './partner.ts'
import { policies } from './policies.ts'
import { partnerRenewals, staffRenewals } from './renewals.ts'
import { savedViews } from './saved-views.ts'
import { partnerSegments, staffSegments } from './segments.ts'
import { session } from './session.ts'
import { ownAccount, signIn } from './sign-in.ts'
import { staff } from './staff.ts'
import { partnerStatements, staffStatements } from './statements.ts'
import { invitations, team, users } from './team.ts'
import { viewAs } from './view-as.ts'
import { partnerWebhooks, vendorWebhooks } from './webhooks.ts'

/** Every route there is: what isn't listed here doesn't exist. */
export const allRoutes = [
  ...Object.values(session),
  ...Object.values(signIn),
  ...Object.values(ownAccount),
  ...Object.values(partner),
  ...Object.values(staff),
  ...Object.values(partnerEvidence),
  ...Object.values(staffEvidence),
  ...Object.values(accounts),
  ...Object.values(staffDuties),
  ...Object.values(partnerEngagements),
  ...Object.values(staffEngagements),
  ...Object.values(staffConflicts),
  ...Object.values(partnerConflicts),
  ...Object.values(partnerDesignations),
  ...Object.values(staffDesignations),
  ...Object.values(publicAttestations),
  ...Object.values(partnerAttestations),
  ...Object.values(staffAttestations),
  ...Object.values(imports),
  ...Object.values(policies),
  ...Object.values(audit),
  ...Object.values(notifications),
  ...Object.values(delivery),
  ...Object.values(team),
  ...Object.values(users),
  ...Object.values(invitations),
  ...Object.values(apiKeys),
  ...Object.values(viewAs),
  ...Object.values(partnerWebhooks),
  ...Object.values(vendorWebhooks),
  ...Object.values(staffDeals),
  ...Object.values(partnerClaims),
  ...Object.values(staffRenewals),
  ...Object.values(partnerRenewals),
  ...Object.values(staffStatements),
  ...Object.values(partnerStatements),
  ...Object.values(partnerSegments),
  ...Object.values(staffSegments),
  ...Object.values(savedViews),
]
