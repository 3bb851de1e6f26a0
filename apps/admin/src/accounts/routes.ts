import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frame } from '../frame.tsx'
import { searches } from '../paths.ts'

const newAccount = createRoute({
  getParentRoute: () => frame,
  path: '/accounts/new',
  validateSearch: searches.newAccount,
  component: lazyRouteComponent(() => import('./add-account-page.tsx'), 'AddAccountPage'),
})

const accountTimeline = createRoute({
  getParentRoute: () => frame,
  path: '/accounts/$id/timeline',
  validateSearch: searches.accountTimeline,
  component: lazyRouteComponent(() => import('./timeline-page.tsx'), 'TimelinePage'),
})

const represents = createRoute({
  getParentRoute: () => frame,
  path: '/accounts/$id/represents',
  validateSearch: searches.represents,
  component: lazyRouteComponent(() => import('./represents-page.tsx'), 'RepresentsPage'),
})

const editAccount = createRoute({
  getParentRoute: () => frame,
  path: '/accounts/$id/edit',
  validateSearch: searches.editAccount,
  component: lazyRouteComponent(() => import('./edit-account-page.tsx'), 'EditAccountPage'),
})

export const accountsRoutes = [newAccount, accountTimeline, represents, editAccount] as const
