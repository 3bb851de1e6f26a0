import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frame } from '../frame.tsx'
import { searches } from '../paths.ts'
import { ConflictsPage } from './conflicts-page.tsx'

const conflicts = createRoute({
  getParentRoute: () => frame,
  path: '/conflicts',
  validateSearch: searches.conflicts,
  component: ConflictsPage,
})

const conflict = createRoute({
  getParentRoute: () => frame,
  path: '/conflicts/$id',
  validateSearch: searches.conflict,
  component: lazyRouteComponent(() => import('./case-page.tsx'), 'CasePage'),
})

export const conflictsRoutes = [conflicts, conflict] as const
