import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedIn } from '../frame.tsx'
import { paths } from '../paths.ts'
import { bringLetterSearch, makeLinkSearch } from './customers-search.ts'

const customers = createRoute({
  getParentRoute: () => signedIn,
  path: paths.customers,
  component: lazyRouteComponent(() => import('./customers-page.tsx'), 'CustomersPage'),
})

const bringLetter = createRoute({
  getParentRoute: () => signedIn,
  path: paths.bringLetter,
  validateSearch: bringLetterSearch,
  component: lazyRouteComponent(() => import('./bring-letter-page.tsx'), 'BringLetterPage'),
})

const letter = createRoute({
  getParentRoute: () => signedIn,
  path: paths.letter,
  component: lazyRouteComponent(() => import('./letter-page.tsx'), 'LetterPage'),
})

const told = createRoute({
  getParentRoute: () => signedIn,
  path: paths.told,
  component: lazyRouteComponent(() => import('./told-page.tsx'), 'ToldPage'),
})

const makeLink = createRoute({
  getParentRoute: () => signedIn,
  path: paths.makeLink,
  validateSearch: makeLinkSearch,
  component: lazyRouteComponent(() => import('./make-link-page.tsx'), 'MakeLinkPage'),
})

const link = createRoute({
  getParentRoute: () => signedIn,
  path: paths.link,
  component: lazyRouteComponent(() => import('./link-page.tsx'), 'LinkPage'),
})

export const customersRoutes = [customers, bringLetter, letter, told, makeLink, link] as const
