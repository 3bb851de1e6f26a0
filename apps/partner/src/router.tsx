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
import { bringLetterSearch, makeLinkSearch } from './customers/customers-search.ts'
import { makeClaimSearch, statementSearch } from './earnings/earnings-search.ts'
import { webhookSearch } from './integrations/integrations-search.ts'
import { AppFrame } from './layout/app-frame.tsx'
import { NotFound, Pending, RouteProblem } from './layout/fallbacks.tsx'
import { keepOnlyFor } from './layout/kept.ts'
import { mayISearch } from './may-i/may-i-search.ts'
import { notificationsSearch } from './notifications/notifications-search.ts'
import { paths } from './paths.ts'
import { registerSearch } from './register/register-search.ts'
import { customerSearch } from './registrations/customer-search.ts'
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

const customer = createRoute({
  getParentRoute: () => signedIn,
  path: paths.customer,
  validateSearch: customerSearch,
  component: lazyRouteComponent(() => import('./registrations/customer-page.tsx'), 'CustomerPage'),
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

const renewals = createRoute({
  getParentRoute: () => signedIn,
  path: paths.renewals,
  component: lazyRouteComponent(() => import('./renewals/renewals-page.tsx'), 'RenewalsPage'),
})

const renewal = createRoute({
  getParentRoute: () => signedIn,
  path: paths.renewal,
  component: lazyRouteComponent(() => import('./renewals/renewal-page.tsx'), 'RenewalPage'),
})

const customers = createRoute({
  getParentRoute: () => signedIn,
  path: paths.customers,
  component: lazyRouteComponent(() => import('./customers/customers-page.tsx'), 'CustomersPage'),
})

const bringLetter = createRoute({
  getParentRoute: () => signedIn,
  path: paths.bringLetter,
  validateSearch: bringLetterSearch,
  component: lazyRouteComponent(() => import('./customers/bring-letter-page.tsx'), 'BringLetterPage'),
})

const letter = createRoute({
  getParentRoute: () => signedIn,
  path: paths.letter,
  component: lazyRouteComponent(() => import('./customers/letter-page.tsx'), 'LetterPage'),
})

const told = createRoute({
  getParentRoute: () => signedIn,
  path: paths.told,
  component: lazyRouteComponent(() => import('./customers/told-page.tsx'), 'ToldPage'),
})

const makeLink = createRoute({
  getParentRoute: () => signedIn,
  path: paths.makeLink,
  validateSearch: makeLinkSearch,
  component: lazyRouteComponent(() => import('./customers/make-link-page.tsx'), 'MakeLinkPage'),
})

const link = createRoute({
  getParentRoute: () => signedIn,
  path: paths.link,
  component: lazyRouteComponent(() => import('./customers/link-page.tsx'), 'LinkPage'),
})

const earnings = createRoute({
  getParentRoute: () => signedIn,
  path: paths.earnings,
  component: lazyRouteComponent(() => import('./earnings/earnings-page.tsx'), 'EarningsPage'),
})

const claims = createRoute({
  getParentRoute: () => signedIn,
  path: paths.claims,
  component: lazyRouteComponent(() => import('./earnings/claims-page.tsx'), 'ClaimsPage'),
})

const makeClaim = createRoute({
  getParentRoute: () => signedIn,
  path: paths.makeClaim,
  validateSearch: makeClaimSearch,
  component: lazyRouteComponent(() => import('./earnings/make-claim-page.tsx'), 'MakeClaimPage'),
})

const claim = createRoute({
  getParentRoute: () => signedIn,
  path: paths.claim,
  component: lazyRouteComponent(() => import('./earnings/claim-page.tsx'), 'ClaimPage'),
})

const statements = createRoute({
  getParentRoute: () => signedIn,
  path: paths.statements,
  component: lazyRouteComponent(() => import('./earnings/statements-page.tsx'), 'StatementsPage'),
})

const statement = createRoute({
  getParentRoute: () => signedIn,
  path: paths.statement,
  validateSearch: statementSearch,
  component: lazyRouteComponent(() => import('./earnings/statement-page.tsx'), 'StatementPage'),
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
  customer,
  mayI,
  asked,
  renewals,
  renewal,
  customers,
  bringLetter,
  letter,
  told,
  makeLink,
  link,
  earnings,
  claims,
  makeClaim,
  claim,
  statements,
  statement,
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
