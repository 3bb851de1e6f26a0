import type { Facts } from '@parley/rules/point'
import { points } from '@parley/rules/points/points'
import type { Ctx } from '../context.ts'
import type { ProtectionRow, RegistrationRow } from '../registrations/registration-rows.ts'
import { addDays, dayOf, daysFrom, lastDayBefore } from '../vendor-days.ts'

const farthestReminderDays = points.protection.facts['protection.expiryReminderDaysSent'].maximum

/** What the point `protection` is decided by, for a running protection whose account is locked; `update` is what the partner says with its request. */
export async function gatherProtectionFacts(
  ctx: Ctx,
  row: RegistrationRow,
  protection: ProtectionRow,
  askedBy: 'sweep' | 'partner',
  update?: string,
): Promise<Facts> {
  const soFar = (await readSoFar(ctx, [row.id])).get(row.id)
  const facts = protectionFacts(ctx, row, protection, soFar, askedBy)
  if (update === undefined) return facts
  return { ...facts, 'protection.newInformation': await saysSomethingNew(ctx, row, update) }
}

/** What was done about a registration since it was granted; what was done while it was protected for the time being counts, as was promised. */
export type SoFar = {
  latest: Date | null
  sinceExtension: number
  meetingLogged: boolean
  remindedOfMeeting: boolean
  /** Days of the latest extension. */
  extendedByDays: number | null
}

export async function readSoFar({ tx }: Ctx, ids: readonly string[]): Promise<Map<string, SoFar>> {
  const rows = await tx.query<SoFar & { id: string }>(
    `SELECT x.registration_id AS id, a.latest, coalesce(a.since, 0) AS "sinceExtension", coalesce(a.met, false) AS "meetingLogged",
       EXISTS (SELECT FROM decision d WHERE d.subject_id = x.registration_id AND d.point = 'protection' AND d.outcome = 'remind'
         AND d.params ->> 'about' = 'meeting') AS "remindedOfMeeting",
       (SELECT (d.params ->> 'extensionDays')::int FROM decision d WHERE d.subject_id = x.registration_id AND d.point = 'protection'
         AND d.outcome = 'extend' ORDER BY d.seq DESC LIMIT 1) AS "extendedByDays"
     FROM protection x LEFT JOIN LATERAL (SELECT max(v.logged_at) AS latest, bool_or(v.kind = 'meeting') AS met,
       count(*) FILTER (WHERE v.logged_at >= coalesce(x.extended_at, least(x.granted_at, lower(x.during))))::int AS since
       FROM activity v WHERE v.registration_id = x.registration_id) a ON true
     WHERE x.registration_id = ANY($1)`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export function protectionFacts(
  ctx: Ctx,
  row: RegistrationRow,
  protection: ProtectionRow,
  soFar: SoFar | undefined,
  askedBy: 'sweep' | 'partner',
): Facts {
  const { timeZone } = ctx.vendor
  const today = dayOf(ctx.now, timeZone)
  const latest = soFar?.latest && soFar.latest > protection.grantedAt ? soFar.latest : protection.grantedAt
  const { lapseOn, expiryReminderDaysSent, until } = protection
  const lastDay = lastDayBefore(until, timeZone)
  const grantedOn = dayOf(protection.grantedAt, timeZone)
  const extendedByDays = soFar?.extendedByDays ?? null
  return {
    'protection.askedBy': askedBy,
    'protection.daysSinceActivity': Math.max(0, daysFrom(dayOf(latest, timeZone), today)),
    'protection.daysLeft': daysFrom(today, lastDay),
    'protection.activitiesSinceExtension': soFar?.sinceExtension ?? 0,
    'protection.extensionsUsed': protection.extensionsUsed,
    'protection.lapseAnnounced': lapseOn !== null,
    ...(lapseOn === null
      ? {}
      : { 'protection.lapseOn': lapseOn, 'protection.daysUntilAnnouncedLapse': daysFrom(today, lapseOn) }),
    // None sent yet is known, too: it counts as one that lies as far ahead as a reminder can.
    'protection.expiryReminderDaysSent': expiryReminderDaysSent ?? farthestReminderDays,
    'protection.checkedOn': today,
    'protection.accepted': true,
    'protection.acceptedOn': grantedOn,
    // An extension is a term of its own, from the end of the one before it.
    'protection.termStartedOn': extendedByDays === null ? grantedOn : addDays(lastDay, -extendedByDays),
    'protection.daysSinceSubmission': Math.max(0, daysFrom(dayOf(row.submittedAt, timeZone), today)),
    'protection.meetingSet': row.meetingsHeld > 0 || soFar?.meetingLogged === true,
    'protection.meetingReminderSent': soFar?.remindedOfMeeting === true,
    // What came of a call isn't kept here yet; a person decides after it.
    'protection.call': 'none',
    'deal.tender': row.tender,
    'partner.tier': row.partnerTier,
  }
}

/** Whoever repeats what it said before says nothing new, however it's spaced or capitalised. */
async function saysSomethingNew({ tx }: Ctx, row: RegistrationRow, update: string): Promise<boolean> {
  const notes = await tx.query<{ note: string }>('SELECT note FROM activity WHERE registration_id = $1', [row.id])
  const plain = (text: string) =>
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? ''
  return ![row.description, ...notes.map(({ note }) => note)].some((said) => plain(said) === plain(update))
}
