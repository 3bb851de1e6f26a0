import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frame, root } from '../frame.tsx'
import { searches } from '../paths.ts'
import { SignInPage } from './sign-in-page.tsx'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: searches.signIn,
  component: SignInPage,
})

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./password-pages.tsx'), 'ForgotPasswordPage'),
})

const setPassword = createRoute({
  getParentRoute: () => root,
  path: '/set-password',
  component: lazyRouteComponent(() => import('./password-pages.tsx'), 'SetPasswordPage'),
})

const ownAccount = createRoute({
  getParentRoute: () => frame,
  path: '/account',
  component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage'),
})

export const sessionRoutes = [ownAccount] as const
export const sessionRoutesForStrangers = [signIn, forgotPassword, setPassword] as const
