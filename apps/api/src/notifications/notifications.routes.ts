import { notifications } from '@parley/contract/routes/notifications'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { readNotificationSettings, saveNotificationSettings } from './notification-settings.ts'
import { countUnread, listNotifications, markRead } from './read-notifications.ts'

/** The notification centre: everybody's own, in both apps. */
export function notificationRoutes(app: Http, env: Env): void {
  mount(app, env, notifications.list, (ctx, { query }) => listNotifications(ctx, query))
  mount(app, env, notifications.unread, (ctx) => countUnread(ctx))
  mount(app, env, notifications.read, (ctx, { body }) => markRead(ctx, body))
  mount(app, env, notifications.settings, (ctx) => readNotificationSettings(ctx))
  mount(app, env, notifications.saveSettings, (ctx, { body }) => saveNotificationSettings(ctx, body))
}
