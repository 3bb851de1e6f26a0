import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root, signedIn } from '../frame.tsx'
import { paths } from '../paths.ts'
import { signInSearch } from './sign-in-search.ts'

const signIn = createRoute({
  getParentRoute: () => root,
  path: paths.signIn,
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
})

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: paths.forgotPassword,
  component: lazyRouteComponent(() => import('./password-pages.tsx'), 'ForgotPasswordPage'),
})

const setPassword = createRoute({
  getParentRoute: () => root,
  path: paths.setPassword,
  component: lazyRouteComponent(() => import('./password-pages.tsx'), 'SetPasswordPage'),
})

const account = createRoute({
  getParentRoute: () => signedIn,
  path: paths.account,
  component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage'),
})

export const sessionRoutes = [account] as const
export const sessionRoutesForStrangers = [signIn, forgotPassword, setPassword] as const
