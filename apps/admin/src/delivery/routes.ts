import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frame } from '../frame.tsx'

const delivery = createRoute({
  getParentRoute: () => frame,
  path: '/delivery',
  component: lazyRouteComponent(() => import('./delivery-page.tsx'), 'DeliveryPage'),
})

export const deliveryRoutes = [delivery] as const
