import type { Merge } from '@parley/contract/accounts'
import { createRoute, createRouter } from '@tanstack/react-router'
import { AccountPage } from './accounts/account-page.tsx'
import { AccountPanel } from './accounts/account-view.tsx'
import { AccountsPage } from './accounts/accounts-page.tsx'
import { accountsRoutes } from './accounts/routes.ts'
import { useMe } from './api.ts'
import { apiKeysRoutes } from './api-keys/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { ConflictCard } from './conflicts/conflict-card.tsx'
import { conflictsRoutes } from './conflicts/routes.ts'
import { dealsRoutes } from './deals/routes.ts'
import { decisionsRoutes } from './decisions/routes.tsx'
import { deliveryRoutes } from './delivery/routes.ts'
import { PairPage } from './duplicates/pair-page.tsx'
import { duplicatesRoutes } from './duplicates/routes.ts'
import { UndoMerge } from './duplicates/undo-merge.tsx'
import { dutiesRoutes } from './duties/routes.ts'
import { frame, root } from './frame.tsx'
import { importsRoutes } from './imports/routes.ts'
import { Redirect } from './layout/redirect.tsx'
import { parseSearch, stringifySearch } from './layout/search-words.ts'
import { lettersRoutes } from './letters/routes.ts'
import { mayIRoutes } from './may-i/routes.ts'
import { notificationsRoutes } from './notifications/routes.ts'
import { homeOf, searches } from './paths.ts'
import { policiesRoutes } from './policies/routes.ts'
import { QueuePage } from './queue/queue-page.tsx'
import { RegistrationPanel } from './registrations/registration-view.tsx'
import { registrationsRoutes } from './registrations/routes.tsx'
import { renewalsRoutes } from './renewals/routes.ts'
import { segmentsRoutes } from './segments/routes.ts'
import { sessionRoutes, sessionRoutesForStrangers } from './session/routes.ts'
import { statementsRoutes } from './statements/routes.ts'
import { usersRoutes } from './users/routes.ts'
import { webhooksRoutes } from './webhooks/routes.ts'

/* Here features meet: a list shows another feature’s record in its panel. Every other route stands beside its feature. */
const undo = (merge: Merge) => <UndoMerge merge={merge} />
const queue = createRoute({
  getParentRoute: () => frame,
  path: '/',
  validateSearch: searches.queue,
  component: Home,
})
const accounts = createRoute({
  getParentRoute: () => frame,
  path: '/accounts',
  validateSearch: searches.accounts,
  component: () => <AccountsPage panel={(id) => <AccountPanel id={id} undo={undo} />} />,
})
const account = createRoute({
  getParentRoute: () => frame,
  path: '/accounts/$id',
  component: () => <AccountPage undo={undo} />,
})
const pair = createRoute({
  getParentRoute: () => frame,
  path: '/duplicates/$one/$other',
  validateSearch: searches.pair,
  component: () => <PairPage conflict={(conflict) => <ConflictCard key={conflict.id} conflict={conflict} />} />,
})

// Each route stands by itself above: written into this list, the compiler would lose its path.
const signedIn = frame.addChildren([
  queue,
  accounts,
  account,
  pair,
  ...sessionRoutes,
  ...registrationsRoutes,
  ...mayIRoutes,
  ...accountsRoutes,
  ...lettersRoutes,
  ...dealsRoutes,
  ...statementsRoutes,
  ...renewalsRoutes,
  ...dutiesRoutes,
  ...duplicatesRoutes,
  ...conflictsRoutes,
  ...segmentsRoutes,
  ...importsRoutes,
  ...decisionsRoutes,
  ...auditRoutes,
  ...webhooksRoutes,
  ...notificationsRoutes,
  ...deliveryRoutes,
  ...usersRoutes,
  ...apiKeysRoutes,
  ...policiesRoutes,
])

export const router = createRouter({
  routeTree: root.addChildren([...sessionRoutesForStrangers, signedIn]),
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

/** The first screen: who has no work queue starts at the policies. */
function Home() {
  const { role } = useMe().user
  if (homeOf(role) !== '/') return <Redirect go={{ to: homeOf(role) }} />
  return <QueuePage panel={(id) => <RegistrationPanel id={id} />} />
}
