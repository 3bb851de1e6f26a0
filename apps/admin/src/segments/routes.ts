import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frame } from '../frame.tsx'
import { searches } from '../paths.ts'

const overlap = createRoute({
  getParentRoute: () => frame,
  path: '/overlap',
  validateSearch: searches.overlap,
  component: lazyRouteComponent(() => import('./overlap-page.tsx'), 'OverlapPage'),
})

export const segmentsRoutes = [overlap] as const
