import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frame } from '../frame.tsx'
import { searches } from '../paths.ts'

const deals = createRoute({
  getParentRoute: () => frame,
  path: '/deals',
  validateSearch: searches.deals,
  component: lazyRouteComponent(() => import('./deals-page.tsx'), 'DealsPage'),
})

const newDeal = createRoute({
  getParentRoute: () => frame,
  path: '/deals/new',
  validateSearch: searches.newDeal,
  component: lazyRouteComponent(() => import('./add-deal-page.tsx'), 'AddDealPage'),
})

const importDeals = createRoute({
  getParentRoute: () => frame,
  path: '/deals/import',
  component: lazyRouteComponent(() => import('./import-deals-page.tsx'), 'ImportDealsPage'),
})

const deal = createRoute({
  getParentRoute: () => frame,
  path: '/deals/$id',
  validateSearch: searches.deal,
  component: lazyRouteComponent(() => import('./deal-page.tsx'), 'DealPage'),
})

export const dealsRoutes = [deals, newDeal, importDeals, deal] as const
