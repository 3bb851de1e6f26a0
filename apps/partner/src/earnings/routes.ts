import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedIn } from '../frame.tsx'
import { paths } from '../paths.ts'
import { makeClaimSearch, statementSearch } from './earnings-search.ts'

const earnings = createRoute({
  getParentRoute: () => signedIn,
  path: paths.earnings,
  component: lazyRouteComponent(() => import('./earnings-page.tsx'), 'EarningsPage'),
})

const claims = createRoute({
  getParentRoute: () => signedIn,
  path: paths.claims,
  component: lazyRouteComponent(() => import('./claims-page.tsx'), 'ClaimsPage'),
})

const makeClaim = createRoute({
  getParentRoute: () => signedIn,
  path: paths.makeClaim,
  validateSearch: makeClaimSearch,
  component: lazyRouteComponent(() => import('./make-claim-page.tsx'), 'MakeClaimPage'),
})

const claim = createRoute({
  getParentRoute: () => signedIn,
  path: paths.claim,
  component: lazyRouteComponent(() => import('./claim-page.tsx'), 'ClaimPage'),
})

const statements = createRoute({
  getParentRoute: () => signedIn,
  path: paths.statements,
  component: lazyRouteComponent(() => import('./statements-page.tsx'), 'StatementsPage'),
})

const statement = createRoute({
  getParentRoute: () => signedIn,
  path: paths.statement,
  validateSearch: statementSearch,
  component: lazyRouteComponent(() => import('./statement-page.tsx'), 'StatementPage'),
})

export const earningsRoutes = [earnings, claims, makeClaim, claim, statements, statement] as const
