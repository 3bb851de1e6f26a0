import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frame } from '../frame.tsx'
import { searches } from '../paths.ts'

const mayI = createRoute({
  getParentRoute: () => frame,
  path: '/may-i',
  validateSearch: searches.mayI,
  component: lazyRouteComponent(() => import('./may-i-page.tsx'), 'MayIPage'),
})

const callList = createRoute({
  getParentRoute: () => frame,
  path: '/may-i/list',
  component: lazyRouteComponent(() => import('./call-list-page.tsx'), 'CallListPage'),
})

const asked = createRoute({
  getParentRoute: () => frame,
  path: '/may-i/$id',
  component: lazyRouteComponent(() => import('./asked-page.tsx'), 'AskedPage'),
})

export const mayIRoutes = [mayI, callList, asked] as const
