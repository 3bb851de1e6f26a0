import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedIn } from '../frame.tsx'
import { paths } from '../paths.ts'

const renewals = createRoute({
  getParentRoute: () => signedIn,
  path: paths.renewals,
  component: lazyRouteComponent(() => import('./renewals-page.tsx'), 'RenewalsPage'),
})

const renewal = createRoute({
  getParentRoute: () => signedIn,
  path: paths.renewal,
  component: lazyRouteComponent(() => import('./renewal-page.tsx'), 'RenewalPage'),
})

export const renewalsRoutes = [renewals, renewal] as const
