import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frame } from '../frame.tsx'
import { searches } from '../paths.ts'
import { BooksPage } from './books-page.tsx'
import { HistoryPage } from './history-page.tsx'

const books = createRoute({ getParentRoute: () => frame, path: '/policies', component: BooksPage })

const history = createRoute({ getParentRoute: () => frame, path: '/policies/$point', component: HistoryPage })

const version = createRoute({
  getParentRoute: () => frame,
  path: '/policies/$point/versions/$version',
  validateSearch: searches.version,
  component: lazyRouteComponent(() => import('./version-page.tsx'), 'VersionPage'),
})

const studio = createRoute({
  getParentRoute: () => frame,
  path: '/policies/drafts/$id',
  validateSearch: searches.studio,
  component: lazyRouteComponent(() => import('./studio/studio-page.tsx'), 'StudioPage'),
})

export const policiesRoutes = [books, history, version, studio] as const
