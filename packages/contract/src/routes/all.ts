import { accounts } from './accounts.ts'
import { apiKeys } from './api-keys.ts'
import { audit } from './audit.ts'
import { partnerClaims, staffDeals } from './deals.ts'
import { delivery } from './delivery.ts'
import { partnerEngagements, staffEngagements } from './engagements.ts'
import { partnerEvidence, staffEvidence } from './evidence.ts'
import { imports } from './imports.ts'
import { notifications } from './notifications.ts'
import { partner } from './partner.ts'
import { policies } from './policies.ts'
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
  ...Object.values(partnerEngagements),
  ...Object.values(staffEngagements),
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
  ...Object.values(staffStatements),
  ...Object.values(partnerStatements),
]
