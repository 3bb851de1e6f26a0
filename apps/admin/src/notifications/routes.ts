import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frame } from '../frame.tsx'
import { searches } from '../paths.ts'

const notifications = createRoute({
  getParentRoute: () => frame,
  path: '/notifications',
  validateSearch: searches.notifications,
  component: lazyRouteComponent(() => import('./notifications-page.tsx'), 'NotificationsPage'),
})

const notificationSettings = createRoute({
  getParentRoute: () => frame,
  path: '/notifications/settings',
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'NotificationSettingsPage'),
})

export const notificationsRoutes = [notifications, notificationSettings] as const
