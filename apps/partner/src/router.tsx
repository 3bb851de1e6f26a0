import { ProblemError } from '@parley/contract/client'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  stripSearchParams,
} from '@tanstack/react-router'
import { meQuery, queryClient } from './api.ts'
import { webhookSearch } from './integrations/integrations-search.ts'
import { AppFrame } from './layout/app-frame.tsx'
import { NotFound, Pending, RouteProblem } from './layout/fallbacks.tsx'
import { keepOnlyFor } from './layout/kept.ts'
import { mayISearch } from './may-i/may-i-search.ts'
import { notificationsSearch } from './notifications/notifications-search.ts'
import { paths } from './paths.ts'
import { registerSearch } from './register/register-search.ts'
import { listDefaults, listSearch } from './registrations/list-search.ts'
import { registrationSearch } from './registrations/registration-search.ts'
import { publishedSearch, rulesSearch } from './rules/rules-search.ts'
import { signInSearch } from './session/sign-in-search.ts'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })

const signIn = createRoute({
  getParentRoute: () => root,
  path: paths.signIn,
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('./session/sign-in-page.tsx'), 'SignInPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: paths.invitation,
  component: lazyRouteComponent(() => import('./invitation/invitation-page.tsx'), 'InvitationPage'),
})

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: paths.forgotPassword,
  component: lazyRouteComponent(() => import('./session/password-pages.tsx'), 'ForgotPasswordPage'),
})

const setPassword = createRoute({
  getParentRoute: () => root,
  path: paths.setPassword,
  component: lazyRouteComponent(() => import('./session/password-pages.tsx'), 'SetPasswordPage'),
})

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: AppFrame,
  beforeLoad: async ({ location }) => {
    try {
      const { me } = await queryClient.ensureQueryData(meQuery)
      keepOnlyFor(me.user.id)
      if (me.secondFactorNeeded && me.audience === 'partner' && location.pathname !== paths.account)
        throw redirect({ to: paths.account })
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'notSignedIn')
        throw redirect({ to: paths.signIn, search: location.href === '/' ? {} : { next: location.href } })
      throw error
    }
  },
})

const account = createRoute({
  getParentRoute: () => signedIn,
  path: paths.account,
  component: lazyRouteComponent(() => import('./session/account-page.tsx'), 'AccountPage'),
})

const home = createRoute({
  getParentRoute: () => signedIn,
  path: paths.home,
  component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage'),
})

const register = createRoute({
  getParentRoute: () => signedIn,
  path: paths.register,
  validateSearch: registerSearch,
  component: lazyRouteComponent(() => import('./register/register-page.tsx'), 'RegisterPage'),
})

const registrations = createRoute({
  getParentRoute: () => signedIn,
  path: paths.registrations,
  validateSearch: listSearch,
  search: { middlewares: [stripSearchParams(listDefaults)] },
  component: lazyRouteComponent(() => import('./registrations/list-page.tsx'), 'ListPage'),
})

const registration = createRoute({
  getParentRoute: () => signedIn,
  path: paths.registration,
  validateSearch: registrationSearch,
  component: lazyRouteComponent(() => import('./registrations/registration-page.tsx'), 'RegistrationPage'),
})

const mayI = createRoute({
  getParentRoute: () => signedIn,
  path: paths.mayI,
  validateSearch: mayISearch,
  component: lazyRouteComponent(() => import('./may-i/may-i-page.tsx'), 'MayIPage'),
})

const asked = createRoute({
  getParentRoute: () => signedIn,
  path: paths.asked,
  component: lazyRouteComponent(() => import('./may-i/asked-page.tsx'), 'AskedPage'),
})

const notifications = createRoute({
  getParentRoute: () => signedIn,
  path: paths.notifications,
  validateSearch: notificationsSearch,
  component: lazyRouteComponent(() => import('./notifications/notifications-page.tsx'), 'NotificationsPage'),
})

const notificationSettings = createRoute({
  getParentRoute: () => signedIn,
  path: paths.notificationSettings,
  component: lazyRouteComponent(() => import('./notifications/settings-page.tsx'), 'NotificationSettingsPage'),
})

const team = createRoute({
  getParentRoute: () => signedIn,
  path: paths.team,
  component: lazyRouteComponent(() => import('./team/team-page.tsx'), 'TeamPage'),
})

const rules = createRoute({
  getParentRoute: () => signedIn,
  path: paths.rules,
  validateSearch: rulesSearch,
  component: lazyRouteComponent(() => import('./rules/rules-page.tsx'), 'RulesPage'),
})

const publishedAccounts = createRoute({
  getParentRoute: () => signedIn,
  path: paths.publishedAccounts,
  validateSearch: publishedSearch,
  component: lazyRouteComponent(() => import('./rules/published-accounts-page.tsx'), 'PublishedAccountsPage'),
})

const integrations = createRoute({
  getParentRoute: () => signedIn,
  path: paths.integrations,
  component: lazyRouteComponent(() => import('./integrations/integrations-page.tsx'), 'IntegrationsPage'),
})

const webhook = createRoute({
  getParentRoute: () => signedIn,
  path: paths.webhook,
  validateSearch: webhookSearch,
  component: lazyRouteComponent(() => import('./integrations/webhook-page.tsx'), 'WebhookPage'),
})

const ofPartners = [
  account,
  home,
  register,
  registrations,
  registration,
  mayI,
  asked,
  notifications,
  notificationSettings,
  team,
  rules,
  publishedAccounts,
  integrations,
  webhook,
] as const
export const router = createRouter({
  routeTree: root.addChildren([signIn, forgotPassword, setPassword, invitation, signedIn.addChildren(ofPartners)]),
  defaultPreload: 'intent',
  defaultPendingComponent: Pending,
  defaultErrorComponent: RouteProblem,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
