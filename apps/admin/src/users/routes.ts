import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frame } from '../frame.tsx'
import { searches } from '../paths.ts'

const users = createRoute({
  getParentRoute: () => frame,
  path: '/users',
  validateSearch: searches.users,
  component: lazyRouteComponent(() => import('./users-page.tsx'), 'UsersPage'),
})

export const usersRoutes = [users] as const
