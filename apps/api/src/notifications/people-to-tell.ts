import { type NotificationChannel, notificationKinds } from '@parley/contract/notifications'
import type { Ctx } from '../context.ts'
import type { Message } from '../outbox/dispatch.ts'
import { type Notice, rolesToTell } from './notices-of.ts'

export type PersonToTell = { userId: string; email: string; partnerId: string | null; channel: NotificationChannel }

/** Their channel for this kind: what they chose, or what is usual. */
const people = (where: string) => `SELECT u.id AS "userId", u.email, u."partnerId", coalesce(s.channel, $2) AS channel
  FROM auth."user" u LEFT JOIN notification_setting s ON s.user_id = u.id AND s.kind = $1
  WHERE u."disabledAt" IS NULL AND ${where} ORDER BY u.id`

/**
 * Of a partner: who registered, and its admins; of the staff: the roles whose queue it is. Nobody is told of what they did
 * themselves, but for answers: they are the record of what was promised.
 */
export async function peopleToTell(ctx: Ctx, message: Message, notice: Notice): Promise<PersonToTell[]> {
  const found =
    notice.to === 'partner'
      ? await ctx.tx.query<PersonToTell>(
          people(
            `u."partnerId" = $3 AND (u.role = 'partnerAdmin' OR u.id = ANY ($5) OR u.id = (SELECT r.submitted_by FROM registration r WHERE r.id = $4))`,
          ),
          [
            notice.kind,
            notificationKinds.partner[notice.kind].usually,
            message.partnerId,
            message.subjectId,
            notice.alsoTo ?? [],
          ],
          'partner_people_to_tell',
        )
      : await ctx.tx.query<PersonToTell>(
          people('u."partnerId" IS NULL AND u.role = ANY($3) AND ($4::text[] IS NULL OR u.id = ANY ($4))'),
          [notice.kind, notificationKinds.staff[notice.kind].usually, rolesToTell[notice.kind], notice.onlyTo ?? null],
          'staff_people_to_tell',
        )
  const isAnswer = notice.kind === 'answer' || notice.kind === 'question'
  return found.filter(({ userId, channel }) => channel !== 'none' && (isAnswer || userId !== message.actorId))
}
