import { z } from 'zod'
import * as n from '../notifications.ts'
import { pageOf, pageQuery } from '../page.ts'
import { route } from '../route.ts'

const a = { audience: 'anyone', tag: 'Notices' } as const

/** What a person is told of: their own, whoever they are. */
export const notifications = {
  list: route({
    ...a,
    id: 'listNotifications',
    method: 'get',
    path: '/notifications',
    summary: 'Your notices, newest first',
    query: z.object({ ...pageQuery, unread: z.literal('true').optional() }),
    response: pageOf(n.Notification).extend({ unread: z.int() }),
    status: 200,
  }),
  unread: route({
    ...a,
    id: 'countUnreadNotifications',
    method: 'get',
    path: '/notifications/unread',
    summary: 'How many of your notices you haven’t read',
    response: n.UnreadCount,
    status: 200,
  }),
  read: route({
    ...a,
    id: 'readNotifications',
    method: 'post',
    path: '/notifications/read',
    summary: 'Mark notices as read: some by their ids, or all',
    body: n.MarkRead,
    response: n.UnreadCount,
    status: 200,
  }),
  settings: route({
    ...a,
    id: 'getNotificationSettings',
    method: 'get',
    path: '/notifications/settings',
    summary: 'How you hear of each kind of notice',
    response: n.NotificationSettings,
    status: 200,
  }),
  saveSettings: route({
    ...a,
    id: 'saveNotificationSettings',
    method: 'put',
    path: '/notifications/settings',
    summary: 'Choose how you hear of each kind of notice',
    body: n.SaveNotificationSettings,
    response: n.NotificationSettings,
    status: 200,
  }),
}
