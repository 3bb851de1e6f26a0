import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedIn } from '../frame.tsx'
import { paths } from '../paths.ts'
import { webhookSearch } from './integrations-search.ts'

const integrations = createRoute({
  getParentRoute: () => signedIn,
  path: paths.integrations,
  component: lazyRouteComponent(() => import('./integrations-page.tsx'), 'IntegrationsPage'),
})

const webhook = createRoute({
  getParentRoute: () => signedIn,
  path: paths.webhook,
  validateSearch: webhookSearch,
  component: lazyRouteComponent(() => import('./webhook-page.tsx'), 'WebhookPage'),
})

export const integrationsRoutes = [integrations, webhook] as const
