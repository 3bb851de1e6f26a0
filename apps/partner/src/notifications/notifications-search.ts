import { z } from 'zod'

/** What the address says of the notification centre. */
export const notificationsSearch = z.object({ show: z.literal('unread').optional().catch(undefined) })
