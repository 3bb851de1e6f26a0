import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frame } from '../frame.tsx'
import { searches } from '../paths.ts'

const duties = createRoute({
  getParentRoute: () => frame,
  path: '/duties',
  validateSearch: searches.duties,
  component: lazyRouteComponent(() => import('./who-answers-page.tsx'), 'WhoAnswersPage'),
})

export const dutiesRoutes = [duties] as const
