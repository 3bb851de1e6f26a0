import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedIn } from '../frame.tsx'
import { paths } from '../paths.ts'
import { registerSearch } from './register-search.ts'

const register = createRoute({
  getParentRoute: () => signedIn,
  path: paths.register,
  validateSearch: registerSearch,
  component: lazyRouteComponent(() => import('./register-page.tsx'), 'RegisterPage'),
})

export const registerRoutes = [register] as const
