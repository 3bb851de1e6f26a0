import type { Route } from './route.ts'
import { accounts } from './routes/accounts.ts'
import { partnerClaims, staffDeals } from './routes/deals.ts'
import { staffDesignations } from './routes/designations.ts'
import { partnerEngagements, staffEngagements } from './routes/engagements.ts'
import { imports } from './routes/imports.ts'
import { partner } from './routes/partner.ts'
import { policies } from './routes/policies.ts'
import { session } from './routes/session.ts'
import { staff } from './routes/staff.ts'

const reachable: readonly Route[] = [
  session.me,
  ...Object.values(partner),
  ...Object.values(staff),
  ...Object.values(accounts),
  ...Object.values(imports),
  // Not to decline a claim: that is a person's word.
  ...Object.values<Route>(staffDeals).filter(({ id }) => id !== staffDeals.declineClaim.id),
  ...Object.values(partnerClaims),
  // To ask and to read: consent, and what was done in spite of an answer, are a person's word.
  ...[partnerEngagements.ask, partnerEngagements.list, partnerEngagements.get, partnerEngagements.listHelp],
  ...[
    staffEngagements.ask,
    staffEngagements.list,
    staffEngagements.get,
    staffEngagements.counts,
    staffEngagements.listHelp,
    staffEngagements.markList,
  ],
  // Who represents the vendor, and what customers wrote: to read. Letters are brought, checked and decided by people.
  ...[staffDesignations.represents, staffDesignations.list, staffDesignations.get, staffDesignations.open],
  ...Object.values<Route>(policies).filter(({ method }) => method === 'get'),
]
const ids = new Set(reachable.map(({ id }) => id))

/**
 * Whether an API key may use this route at all: registrations, deals and claims, accounts, imports, May I?, customers' letters to read, and reading
 * policies. What isn't listed here is
 * for people, so that a new route is closed to keys until somebody opens it: team, keys, sessions, notices, webhooks, what puts a
 * policy in force.
 */
export const mayUseApiKey = (route: Pick<Route, 'id'>): boolean => ids.has(route.id)
