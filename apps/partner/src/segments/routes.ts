import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedIn } from '../frame.tsx'
import { paths } from '../paths.ts'
import { segmentsSearch } from './segments-search.ts'

const segments = createRoute({
  getParentRoute: () => signedIn,
  path: paths.segments,
  validateSearch: segmentsSearch,
  component: lazyRouteComponent(() => import('./segments-page.tsx'), 'SegmentsPage'),
})

export const segmentsRoutes = [segments] as const
