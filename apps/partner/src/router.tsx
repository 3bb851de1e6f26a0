import { createRouter } from '@tanstack/react-router'
import { customersRoutes } from './customers/routes.ts'
import { earningsRoutes } from './earnings/routes.ts'
import { root, signedIn } from './frame.tsx'
import { homeRoutes } from './home/routes.ts'
import { integrationsRoutes } from './integrations/routes.ts'
import { invitationRoutes } from './invitation/routes.ts'
import { Pending, RouteProblem } from './layout/fallbacks.tsx'
import { mayIRoutes } from './may-i/routes.ts'
import { notificationsRoutes } from './notifications/routes.ts'
import { registerRoutes } from './register/routes.ts'
import { registrationsRoutes } from './registrations/routes.ts'
import { renewalsRoutes } from './renewals/routes.ts'
import { rulesRoutes } from './rules/routes.ts'
import { segmentsRoutes } from './segments/routes.ts'
import { sessionRoutes, sessionRoutesForStrangers } from './session/routes.ts'
import { teamRoutes } from './team/routes.ts'

const ofPartners = [
  ...sessionRoutes,
  ...homeRoutes,
  ...registerRoutes,
  ...registrationsRoutes,
  ...mayIRoutes,
  ...renewalsRoutes,
  ...segmentsRoutes,
  ...customersRoutes,
  ...earningsRoutes,
  ...notificationsRoutes,
  ...teamRoutes,
  ...rulesRoutes,
  ...integrationsRoutes,
] as const

export const router = createRouter({
  routeTree: root.addChildren([...sessionRoutesForStrangers, ...invitationRoutes, signedIn.addChildren(ofPartners)]),
  defaultPreload: 'intent',
  defaultPendingComponent: Pending,
  defaultErrorComponent: RouteProblem,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
