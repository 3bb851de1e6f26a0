import { createRoute, lazyRouteComponent, stripSearchParams } from '@tanstack/react-router'
import { signedIn } from '../frame.tsx'
import { paths } from '../paths.ts'
import { customerSearch } from './customer-search.ts'
import { listDefaults, listSearch } from './list-search.ts'
import { registrationSearch } from './registration-search.ts'

const registrations = createRoute({
  getParentRoute: () => signedIn,
  path: paths.registrations,
  validateSearch: listSearch,
  search: { middlewares: [stripSearchParams(listDefaults)] },
  component: lazyRouteComponent(() => import('./list-page.tsx'), 'ListPage'),
})

const registration = createRoute({
  getParentRoute: () => signedIn,
  path: paths.registration,
  validateSearch: registrationSearch,
  component: lazyRouteComponent(() => import('./registration-page.tsx'), 'RegistrationPage'),
})

const customer = createRoute({
  getParentRoute: () => signedIn,
  path: paths.customer,
  validateSearch: customerSearch,
  component: lazyRouteComponent(() => import('./customer-page.tsx'), 'CustomerPage'),
})

export const registrationsRoutes = [registrations, registration, customer] as const
