import type { Merge } from '@parley/contract/accounts'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { AccountPage } from './accounts/account-page.tsx'
import { AccountPanel } from './accounts/account-view.tsx'
import { AccountsPage } from './accounts/accounts-page.tsx'
import { useMe } from './api.ts'
import { ConflictCard } from './conflicts/conflict-card.tsx'
import { ConflictsPage } from './conflicts/conflicts-page.tsx'
import { DecisionPage } from './decisions/decision-page.tsx'
import { DecisionPanel } from './decisions/decision-view.tsx'
import { DuplicatesPage } from './duplicates/duplicates-page.tsx'
import { MergesPage } from './duplicates/merges-page.tsx'
import { PairPage } from './duplicates/pair-page.tsx'
import { UndoMerge } from './duplicates/undo-merge.tsx'
import { Broken, NotFound } from './layout/fallbacks.tsx'
import { Redirect } from './layout/redirect.tsx'
import { parseSearch, stringifySearch } from './layout/search-words.ts'
import { Shell } from './layout/shell.tsx'
import { useSignOut } from './layout/sign-out.ts'
import { homeOf, searches } from './paths.ts'
import { BooksPage } from './policies/books-page.tsx'
import { HistoryPage } from './policies/history-page.tsx'
import { QueuePage } from './queue/queue-page.tsx'
import { RegistrationPage } from './registrations/registration-page.tsx'
import { RegistrationPanel } from './registrations/registration-view.tsx'
import { RegistrationsPage } from './registrations/registrations-page.tsx'
import { SignInPage } from './session/sign-in-page.tsx'
import { SignedIn } from './session/signed-in.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Broken })
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: searches.signIn,
  component: SignInPage,
})
const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./session/password-pages.tsx'), 'ForgotPasswordPage'),
})
const setPassword = createRoute({
  getParentRoute: () => root,
  path: '/set-password',
  component: lazyRouteComponent(() => import('./session/password-pages.tsx'), 'SetPasswordPage'),
})
const frame = createRoute({ getParentRoute: () => root, id: 'console', component: Console })

const ownAccount = createRoute({
  getParentRoute: () => frame,
  path: '/account',
  component: lazyRouteComponent(() => import('./session/account-page.tsx'), 'AccountPage'),
})

/* The one place where features meet: a list shows another feature’s record in its panel. */
const undo = (merge: Merge) => <UndoMerge merge={merge} />
const queue = createRoute({
  getParentRoute: () => frame,
  path: '/',
  validateSearch: searches.queue,
  component: Home,
})
const registrations = createRoute({
  getParentRoute: () => frame,
  path: '/registrations',
  validateSearch: searches.registrations,
  component: () => <RegistrationsPage panel={(id) => <RegistrationPanel id={id} />} />,
})
const registration = createRoute({
  getParentRoute: () => frame,
  path: '/registrations/$id',
  validateSearch: searches.registration,
  component: RegistrationPage,
})
const mayI = createRoute({
  getParentRoute: () => frame,
  path: '/may-i',
  validateSearch: searches.mayI,
  component: lazyRouteComponent(() => import('./may-i/may-i-page.tsx'), 'MayIPage'),
})
const callList = createRoute({
  getParentRoute: () => frame,
  path: '/may-i/list',
  component: lazyRouteComponent(() => import('./may-i/call-list-page.tsx'), 'CallListPage'),
})
const asked = createRoute({
  getParentRoute: () => frame,
  path: '/may-i/$id',
  component: lazyRouteComponent(() => import('./may-i/asked-page.tsx'), 'AskedPage'),
})
const accounts = createRoute({
  getParentRoute: () => frame,
  path: '/accounts',
  validateSearch: searches.accounts,
  component: () => <AccountsPage panel={(id) => <AccountPanel id={id} undo={undo} />} />,
})
const newAccount = createRoute({
  getParentRoute: () => frame,
  path: '/accounts/new',
  validateSearch: searches.newAccount,
  component: lazyRouteComponent(() => import('./accounts/add-account-page.tsx'), 'AddAccountPage'),
})
const account = createRoute({
  getParentRoute: () => frame,
  path: '/accounts/$id',
  component: () => <AccountPage undo={undo} />,
})
const accountTimeline = createRoute({
  getParentRoute: () => frame,
  path: '/accounts/$id/timeline',
  validateSearch: searches.accountTimeline,
  component: lazyRouteComponent(() => import('./accounts/timeline-page.tsx'), 'TimelinePage'),
})
const represents = createRoute({
  getParentRoute: () => frame,
  path: '/accounts/$id/represents',
  validateSearch: searches.represents,
  component: lazyRouteComponent(() => import('./accounts/represents-page.tsx'), 'RepresentsPage'),
})
const letters = createRoute({
  getParentRoute: () => frame,
  path: '/letters',
  validateSearch: searches.letters,
  component: lazyRouteComponent(() => import('./letters/letters-page.tsx'), 'LettersPage'),
})
const enterLetter = createRoute({
  getParentRoute: () => frame,
  path: '/letters/new',
  component: lazyRouteComponent(() => import('./letters/enter-letter-page.tsx'), 'EnterLetterPage'),
})
const attestationKeys = createRoute({
  getParentRoute: () => frame,
  path: '/letters/keys',
  component: lazyRouteComponent(() => import('./letters/keys-page.tsx'), 'KeysPage'),
})
const letter = createRoute({
  getParentRoute: () => frame,
  path: '/letters/$id',
  component: lazyRouteComponent(() => import('./letters/letter-page.tsx'), 'LetterPage'),
})
const link = createRoute({
  getParentRoute: () => frame,
  path: '/links/$id',
  component: lazyRouteComponent(() => import('./letters/link-page.tsx'), 'LinkPage'),
})
const editAccount = createRoute({
  getParentRoute: () => frame,
  path: '/accounts/$id/edit',
  validateSearch: searches.editAccount,
  component: lazyRouteComponent(() => import('./accounts/edit-account-page.tsx'), 'EditAccountPage'),
})
const deals = createRoute({
  getParentRoute: () => frame,
  path: '/deals',
  validateSearch: searches.deals,
  component: lazyRouteComponent(() => import('./deals/deals-page.tsx'), 'DealsPage'),
})
const newDeal = createRoute({
  getParentRoute: () => frame,
  path: '/deals/new',
  validateSearch: searches.newDeal,
  component: lazyRouteComponent(() => import('./deals/add-deal-page.tsx'), 'AddDealPage'),
})
const importDeals = createRoute({
  getParentRoute: () => frame,
  path: '/deals/import',
  component: lazyRouteComponent(() => import('./deals/import-deals-page.tsx'), 'ImportDealsPage'),
})
const deal = createRoute({
  getParentRoute: () => frame,
  path: '/deals/$id',
  validateSearch: searches.deal,
  component: lazyRouteComponent(() => import('./deals/deal-page.tsx'), 'DealPage'),
})
const statements = createRoute({
  getParentRoute: () => frame,
  path: '/statements',
  validateSearch: searches.statements,
  component: lazyRouteComponent(() => import('./statements/statements-page.tsx'), 'StatementsPage'),
})
const statement = createRoute({
  getParentRoute: () => frame,
  path: '/statements/$id',
  component: lazyRouteComponent(() => import('./statements/statement-page.tsx'), 'StatementPage'),
})
const disputes = createRoute({
  getParentRoute: () => frame,
  path: '/disputes',
  validateSearch: searches.disputes,
  component: lazyRouteComponent(() => import('./statements/disputes-page.tsx'), 'DisputesPage'),
})
const renewals = createRoute({
  getParentRoute: () => frame,
  path: '/renewals',
  validateSearch: searches.renewals,
  component: lazyRouteComponent(() => import('./renewals/renewals-page.tsx'), 'RenewalsPage'),
})
const renewal = createRoute({
  getParentRoute: () => frame,
  path: '/renewals/$id',
  validateSearch: searches.renewal,
  component: lazyRouteComponent(() => import('./renewals/renewal-view.tsx'), 'RenewalPage'),
})
const duties = createRoute({
  getParentRoute: () => frame,
  path: '/duties',
  validateSearch: searches.duties,
  component: lazyRouteComponent(() => import('./duties/who-answers-page.tsx'), 'WhoAnswersPage'),
})
const duplicates = createRoute({
  getParentRoute: () => frame,
  path: '/duplicates',
  validateSearch: searches.duplicates,
  component: DuplicatesPage,
})
const merges = createRoute({ getParentRoute: () => frame, path: '/duplicates/merges', component: MergesPage })
const pair = createRoute({
  getParentRoute: () => frame,
  path: '/duplicates/$one/$other',
  validateSearch: searches.pair,
  component: () => <PairPage conflict={(conflict) => <ConflictCard key={conflict.id} conflict={conflict} />} />,
})
const conflicts = createRoute({
  getParentRoute: () => frame,
  path: '/conflicts',
  validateSearch: searches.conflicts,
  component: ConflictsPage,
})
const conflict = createRoute({
  getParentRoute: () => frame,
  path: '/conflicts/$id',
  validateSearch: searches.conflict,
  component: lazyRouteComponent(() => import('./conflicts/case-page.tsx'), 'CasePage'),
})
const imports = createRoute({
  getParentRoute: () => frame,
  path: '/imports',
  component: lazyRouteComponent(() => import('./imports/imports-page.tsx'), 'ImportsPage'),
})
const oneImport = createRoute({
  getParentRoute: () => frame,
  path: '/imports/$id',
  validateSearch: searches.import,
  component: lazyRouteComponent(() => import('./imports/import-page.tsx'), 'ImportPage'),
})
const decisions = createRoute({
  getParentRoute: () => frame,
  path: '/decisions',
  validateSearch: searches.decisions,
  component: lazyRouteComponent(async () => {
    // It knows the outcomes of every decision point, which the other lists don't need.
    const { DecisionsPage } = await import('./decisions/decisions-page.tsx')
    return { default: () => <DecisionsPage panel={(id) => <DecisionPanel id={id} />} /> }
  }),
})
const decision = createRoute({ getParentRoute: () => frame, path: '/decisions/$id', component: DecisionPage })
const notifications = createRoute({
  getParentRoute: () => frame,
  path: '/notifications',
  validateSearch: searches.notifications,
  component: lazyRouteComponent(() => import('./notifications/notifications-page.tsx'), 'NotificationsPage'),
})
const notificationSettings = createRoute({
  getParentRoute: () => frame,
  path: '/notifications/settings',
  component: lazyRouteComponent(() => import('./notifications/settings-page.tsx'), 'NotificationSettingsPage'),
})
const delivery = createRoute({
  getParentRoute: () => frame,
  path: '/delivery',
  component: lazyRouteComponent(() => import('./delivery/delivery-page.tsx'), 'DeliveryPage'),
})
const webhooks = createRoute({
  getParentRoute: () => frame,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./webhooks/webhooks-page.tsx'), 'WebhooksPage'),
})
const webhook = createRoute({
  getParentRoute: () => frame,
  path: '/webhooks/$id',
  validateSearch: searches.webhook,
  component: lazyRouteComponent(() => import('./webhooks/webhook-page.tsx'), 'WebhookPage'),
})
const audit = createRoute({
  getParentRoute: () => frame,
  path: '/audit',
  validateSearch: searches.audit,
  component: lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
})
const users = createRoute({
  getParentRoute: () => frame,
  path: '/users',
  validateSearch: searches.users,
  component: lazyRouteComponent(() => import('./users/users-page.tsx'), 'UsersPage'),
})
const apiKeys = createRoute({
  getParentRoute: () => frame,
  path: '/api-keys',
  component: lazyRouteComponent(() => import('./api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
})
const books = createRoute({ getParentRoute: () => frame, path: '/policies', component: BooksPage })
const history = createRoute({ getParentRoute: () => frame, path: '/policies/$point', component: HistoryPage })
const version = createRoute({
  getParentRoute: () => frame,
  path: '/policies/$point/versions/$version',
  validateSearch: searches.version,
  component: lazyRouteComponent(() => import('./policies/version-page.tsx'), 'VersionPage'),
})
const studio = createRoute({
  getParentRoute: () => frame,
  path: '/policies/drafts/$id',
  validateSearch: searches.studio,
  component: lazyRouteComponent(() => import('./policies/studio/studio-page.tsx'), 'StudioPage'),
})

// Each route stands by itself above: written into this list, the compiler would lose its path.
const signedIn = frame.addChildren([
  ownAccount,
  queue,
  registrations,
  registration,
  mayI,
  callList,
  asked,
  accounts,
  newAccount,
  account,
  accountTimeline,
  represents,
  letters,
  enterLetter,
  attestationKeys,
  letter,
  link,
  editAccount,
  deals,
  newDeal,
  importDeals,
  deal,
  statements,
  statement,
  disputes,
  renewals,
  renewal,
  duties,
  duplicates,
  merges,
  pair,
  conflicts,
  conflict,
  imports,
  oneImport,
  decisions,
  decision,
  audit,
  webhooks,
  webhook,
  notifications,
  notificationSettings,
  delivery,
  users,
  apiKeys,
  books,
  history,
  version,
  studio,
])

export const router = createRouter({
  routeTree: root.addChildren([signIn, forgotPassword, setPassword, signedIn]),
  basepath: '/admin',
  defaultPreload: 'intent',
  parseSearch,
  stringifySearch,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

function Console() {
  const signOut = useSignOut()
  return (
    <SignedIn onSignOut={signOut}>
      <Shell />
    </SignedIn>
  )
}

/** The first screen: who has no work queue starts at the policies. */
function Home() {
  const { role } = useMe().user
  if (homeOf(role) !== '/') return <Redirect go={{ to: homeOf(role) }} />
  return <QueuePage panel={(id) => <RegistrationPanel id={id} />} />
}
