import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frame } from '../frame.tsx'
import { searches } from '../paths.ts'

const renewals = createRoute({
  getParentRoute: () => frame,
  path: '/renewals',
  validateSearch: searches.renewals,
  component: lazyRouteComponent(() => import('./renewals-page.tsx'), 'RenewalsPage'),
})

const renewal = createRoute({
  getParentRoute: () => frame,
  path: '/renewals/$id',
  validateSearch: searches.renewal,
  component: lazyRouteComponent(() => import('./renewal-view.tsx'), 'RenewalPage'),
})

export const renewalsRoutes = [renewals, renewal] as const
