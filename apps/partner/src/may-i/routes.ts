import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedIn } from '../frame.tsx'
import { paths } from '../paths.ts'
import { mayISearch } from './may-i-search.ts'

const mayI = createRoute({
  getParentRoute: () => signedIn,
  path: paths.mayI,
  validateSearch: mayISearch,
  component: lazyRouteComponent(() => import('./may-i-page.tsx'), 'MayIPage'),
})

const asked = createRoute({
  getParentRoute: () => signedIn,
  path: paths.asked,
  component: lazyRouteComponent(() => import('./asked-page.tsx'), 'AskedPage'),
})

export const mayIRoutes = [mayI, asked] as const
