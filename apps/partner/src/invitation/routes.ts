import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../frame.tsx'
import { paths } from '../paths.ts'

const invitation = createRoute({
  getParentRoute: () => root,
  path: paths.invitation,
  component: lazyRouteComponent(() => import('./invitation-page.tsx'), 'InvitationPage'),
})

export const invitationRoutes = [invitation] as const
