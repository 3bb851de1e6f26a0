import type { Facts } from '@parley/rules/point'
import { points } from '@parley/rules/points/points'
import type { Ctx } from '../context.ts'
import type { ProtectionRow, RegistrationRow } from '../registrations/registration-rows.ts'
import { dayOf, daysFrom, lastDayBefore } from '../vendor-days.ts'

const farthestReminderDays = points.protection.facts['protection.expiryReminderDaysSent'].maximum

/** What the point `protection` is decided by, for a running protection whose account is locked. */
export async function gatherProtectionFacts(
  ctx: Ctx,
  row: RegistrationRow,
  protection: ProtectionRow,
  askedBy: 'sweep' | 'partner',
): Promise<Facts> {
  const since = protection.extendedAt ?? protection.grantedAt
  const [activity] = await ctx.tx.query<ActivitySoFar>(
    `SELECT max(logged_at) AS latest, count(*) FILTER (WHERE logged_at >= $2)::int AS "sinceExtension"
     FROM activity WHERE registration_id = $1`,
    [row.id, since],
  )
  return protectionFacts(ctx, row, protection, activity, askedBy)
}

export type ActivitySoFar = { latest: Date | null; sinceExtension: number }

export function protectionFacts(
  ctx: Ctx,
  row: RegistrationRow,
  protection: ProtectionRow,
  activity: ActivitySoFar | undefined,
  askedBy: 'sweep' | 'partner',
): Facts {
  const { timeZone } = ctx.vendor
  const today = dayOf(ctx.now, timeZone)
  const latest = activity?.latest && activity.latest > protection.grantedAt ? activity.latest : protection.grantedAt
  const { lapseOn, expiryReminderDaysSent } = protection
  return {
    'protection.askedBy': askedBy,
    'protection.daysSinceActivity': Math.max(0, daysFrom(dayOf(latest, timeZone), today)),
    'protection.daysLeft': daysFrom(today, lastDayBefore(protection.until, timeZone)),
    'protection.activitiesSinceExtension': activity?.sinceExtension ?? 0,
    'protection.extensionsUsed': protection.extensionsUsed,
    'protection.lapseAnnounced': lapseOn !== null,
    ...(lapseOn === null
      ? {}
      : { 'protection.lapseOn': lapseOn, 'protection.daysUntilAnnouncedLapse': daysFrom(today, lapseOn) }),
    // None sent yet is known, too: it counts as one that lies as far ahead as a reminder can.
    'protection.expiryReminderDaysSent': expiryReminderDaysSent ?? farthestReminderDays,
    'partner.tier': row.partnerTier,
  }
}
