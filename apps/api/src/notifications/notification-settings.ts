import {
  type NotificationChannel,
  type NotificationKind,
  type NotificationSettings,
  notificationKinds,
  type SaveNotificationSettings,
  type StaffNotice,
} from '@parley/contract/notifications'
import type { z } from 'zod'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { rolesToTell } from './notices-of.ts'

type Known = { title: string; description: string; usually: NotificationChannel }

/** The kinds that this person hears of: all of a partner's, or those of a role. */
function kindsFor({ actor }: Ctx): [NotificationKind, Known][] {
  if (actor.audience === 'partner') return Object.entries(notificationKinds.partner) as [NotificationKind, Known][]
  const kinds = Object.entries(notificationKinds.staff) as [StaffNotice, Known][]
  return kinds.filter(([kind]) => rolesToTell[kind].some((role) => role === actor.role))
}

export async function readNotificationSettings(ctx: Ctx): Promise<NotificationSettings> {
  const rows = await ctx.tx.query<{ kind: string; channel: NotificationChannel }>(
    'SELECT kind, channel FROM notification_setting WHERE user_id = $1',
    [ctx.actor.userId],
  )
  const chosen = new Map(rows.map(({ kind, channel }) => [kind, channel]))
  return {
    email: ctx.actor.email,
    kinds: kindsFor(ctx).map(([kind, known]) => ({ kind, ...known, channel: chosen.get(kind) ?? known.usually })),
  }
}

export async function saveNotificationSettings(
  ctx: Ctx,
  { kinds }: z.infer<typeof SaveNotificationSettings>,
): Promise<NotificationSettings> {
  const known = new Set(kindsFor(ctx).map(([kind]) => kind))
  const foreign = kinds.findIndex(({ kind }) => !known.has(kind))
  if (foreign >= 0) {
    const detail =
      known.size > 0
        ? `You don’t get notices of this kind. Choose among ${[...known].join(', ')}.`
        : 'Your role isn’t told of anything by itself.'
    throw new AppError('refused', detail, [{ pointer: `/kinds/${foreign}/kind`, detail }])
  }
  for (const { kind, channel } of kinds)
    await ctx.tx.query(
      `INSERT INTO notification_setting (user_id, kind, channel) VALUES ($1, $2, $3)
       ON CONFLICT (user_id, kind) DO UPDATE SET channel = excluded.channel`,
      [ctx.actor.userId, kind, channel],
    )
  return readNotificationSettings(ctx)
}
