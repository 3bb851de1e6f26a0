import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedIn } from '../frame.tsx'
import { paths } from '../paths.ts'
import { publishedSearch, rulesSearch } from './rules-search.ts'

const rules = createRoute({
  getParentRoute: () => signedIn,
  path: paths.rules,
  validateSearch: rulesSearch,
  component: lazyRouteComponent(() => import('./rules-page.tsx'), 'RulesPage'),
})

const publishedAccounts = createRoute({
  getParentRoute: () => signedIn,
  path: paths.publishedAccounts,
  validateSearch: publishedSearch,
  component: lazyRouteComponent(() => import('./published-accounts-page.tsx'), 'PublishedAccountsPage'),
})

export const rulesRoutes = [rules, publishedAccounts] as const
