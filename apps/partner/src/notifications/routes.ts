import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { signedIn } from '../frame.tsx'
import { paths } from '../paths.ts'
import { notificationsSearch } from './notifications-search.ts'

const notifications = createRoute({
  getParentRoute: () => signedIn,
  path: paths.notifications,
  validateSearch: notificationsSearch,
  component: lazyRouteComponent(() => import('./notifications-page.tsx'), 'NotificationsPage'),
})

const notificationSettings = createRoute({
  getParentRoute: () => signedIn,
  path: paths.notificationSettings,
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'NotificationSettingsPage'),
})

export const notificationsRoutes = [notifications, notificationSettings] as const
