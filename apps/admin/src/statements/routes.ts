import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frame } from '../frame.tsx'
import { searches } from '../paths.ts'

const statements = createRoute({
  getParentRoute: () => frame,
  path: '/statements',
  validateSearch: searches.statements,
  component: lazyRouteComponent(() => import('./statements-page.tsx'), 'StatementsPage'),
})

const statement = createRoute({
  getParentRoute: () => frame,
  path: '/statements/$id',
  component: lazyRouteComponent(() => import('./statement-page.tsx'), 'StatementPage'),
})

const disputes = createRoute({
  getParentRoute: () => frame,
  path: '/disputes',
  validateSearch: searches.disputes,
  component: lazyRouteComponent(() => import('./disputes-page.tsx'), 'DisputesPage'),
})

export const statementsRoutes = [statements, statement, disputes] as const
