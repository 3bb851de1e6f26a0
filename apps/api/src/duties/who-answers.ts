import type { DutySeat, KeepAnswerer, KeepSeat, WhoAnswers } from '@parley/contract/duties'
import type { Role } from '@parley/contract/session'
import { assertRole, roleAbility } from '../abilities.ts'
import { AppError, notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { readers } from '../registrations/registration-abilities.ts'

const keepers: readonly Role[] = ['channelManager', 'operator']

/** The vendor's channel managers, who stands in for whom, and whose each partner is. */
export async function readWhoAnswers(ctx: Ctx): Promise<WhoAnswers> {
  assertRole(ctx.actor, readers, 'see who answers')
  const { policy } = await policyInForce(ctx.tx, 'request', ctx.now)
  const partners = await ctx.tx.query<WhoAnswers['partners'][number]>(
    'SELECT id, name, country, channel_manager_id AS "ownerId", calendar, answerer_version AS version FROM partner ORDER BY name, id',
  )
  return {
    people: await readSeats(ctx),
    partners,
    calendars: Object.entries(policy.calendars ?? {}).map(([id, { title }]) => ({ id, title })),
    can: { change: roleAbility(ctx.actor, keepers, 'say who answers') },
  }
}

const readSeats = ({ tx, now }: Ctx): Promise<DutySeat[]> =>
  tx.query<DutySeat>(
    `SELECT u.id, u.name, s.backup_id AS "backupId", s.manager_id AS "managerId", s.away_from AS "awayFrom", s.away_until AS "awayUntil",
       (SELECT count(*)::int FROM duty d WHERE d.holder_id = u.id AND d.closed_at IS NULL) AS "openDuties",
       (SELECT count(*)::int FROM duty d WHERE d.holder_id = u.id AND d.closed_at IS NULL AND d.due_at < $1) AS "lateDuties",
       coalesce(s.version, 0) AS version
     FROM auth."user" u LEFT JOIN duty_seat s ON s.user_id = u.id
     WHERE u.role = 'channelManager' AND u."disabledAt" IS NULL ORDER BY u.name, u.id`,
    [now],
  )

/** Whose it is, and the version of it that was seen. */
type Seen = { id: string; ifMatch: number }

/** Names who stands in for a channel manager, who takes over what is late, and an absence. */
export async function keepSeat(ctx: Ctx, { id, ifMatch, ...seat }: KeepSeat & Seen): Promise<WhoAnswers> {
  assertRole(ctx.actor, keepers, 'say who answers')
  const people = await readSeats(ctx)
  const person = people.find((each) => each.id === id)
  if (!person) throw notFound('channel manager')
  if (person.version !== ifMatch) throw changedMeanwhile()
  const { backupId, managerId, awayFrom, awayUntil } = seat
  for (const [pointer, other] of [
    ['/backupId', backupId],
    ['/managerId', managerId],
  ] as const) {
    if (other === id) throw refusedAt(pointer, 'Choose somebody else: nobody stands in for themselves.')
    if (other !== null && !people.some((each) => each.id === other))
      throw refusedAt(pointer, 'Choose a channel manager.')
  }
  if ((awayFrom === null) !== (awayUntil === null))
    throw refusedAt(awayFrom === null ? '/awayFrom' : '/awayUntil', 'An absence has a first and a last day.')
  if (awayFrom !== null && awayUntil! < awayFrom) throw refusedAt('/awayUntil', 'The last day is before the first one.')
  if (awayFrom !== null && backupId === null) throw refusedAt('/backupId', 'Name a backup before an absence.')
  const kept = await ctx.tx.query(
    `INSERT INTO duty_seat (user_id, backup_id, manager_id, away_from, away_until) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (user_id) DO UPDATE SET backup_id = $2, manager_id = $3, away_from = $4, away_until = $5, version = duty_seat.version + 1
       WHERE duty_seat.version = $6 RETURNING 1`,
    [id, backupId, managerId, awayFrom, awayUntil, ifMatch],
  )
  if (kept.length === 0) throw changedMeanwhile()
  const subject = { kind: 'user', id, name: person.name }
  await recordEvent(ctx, { action: 'duty.seatKept', subject, details: { ...seat } })
  return readWhoAnswers(ctx)
}

/** Names a partner's channel manager and working calendar: for what comes in from now on. */
export async function keepAnswerer(
  ctx: Ctx,
  { id, ifMatch, ownerId, calendar }: KeepAnswerer & Seen,
): Promise<WhoAnswers> {
  assertRole(ctx.actor, keepers, 'say who answers')
  const { people, partners, calendars } = await readWhoAnswers(ctx)
  const partner = partners.find((each) => each.id === id)
  if (!partner) throw notFound('partner')
  if (partner.version !== ifMatch) throw changedMeanwhile()
  if (ownerId !== null && !people.some((each) => each.id === ownerId))
    throw refusedAt('/ownerId', 'Choose a channel manager.')
  if (calendar !== null && !calendars.some((each) => each.id === calendar))
    throw refusedAt(
      '/calendar',
      'The rules for requests have no such calendar.',
      `Choose of ${calendars.map((each) => each.id).join(', ')}.`,
    )
  const kept = await ctx.tx.query(
    `UPDATE partner SET channel_manager_id = $2, calendar = $3, answerer_version = answerer_version + 1
     WHERE id = $1 AND answerer_version = $4 RETURNING 1`,
    [id, ownerId, calendar, ifMatch],
  )
  if (kept.length === 0) throw changedMeanwhile()
  const subject = { kind: 'partner', id, name: partner.name }
  const calendarTitle = calendars.find((each) => each.id === calendar)?.title ?? null
  const ownerName = people.find((each) => each.id === ownerId)?.name ?? null
  await recordEvent(ctx, {
    action: 'duty.answererKept',
    subject,
    partnerId: id,
    details: { ownerName, calendar: calendarTitle },
  })
  return readWhoAnswers(ctx)
}

const changedMeanwhile = () => new AppError('stale', 'Somebody has changed this meanwhile. Load it again, then repeat.')

const refusedAt = (pointer: string, detail: string, mend?: string) =>
  new AppError('refused', detail, [{ pointer, detail, ...(mend ? { mend } : {}) }])
