import { type Role, roleTitles } from '@parley/contract/session'
import type { Person } from '@parley/contract/team'
import { assertAble } from '../abilities.ts'
import { AppError, notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { voidSignIns } from '../session/end-sessions.ts'
import { endViewsOf } from '../view-as/end-view.ts'
import { tellWhatGoesOn } from '../webhooks/tell-owner.ts'
import { assertMayAppoint, isPartnerRole } from './appoint.ts'
import { readPerson } from './person-view.ts'
import { withdrawAllBy } from './withdraw-invitation.ts'

/** Gives somebody another role, at the next request in every process. */
export async function changeRole(ctx: Ctx, id: string, role: Role): Promise<Person> {
  const person = await holdPerson(ctx, id)
  assertMayAppoint(ctx.actor, person.role)
  assertMayAppoint(ctx.actor, role)
  assertAble(person.can.changeRole)
  if (isPartnerRole(role) !== isPartnerRole(person.role)) {
    const detail = person.partner
      ? `${person.name} is of a partner: choose seller or admin.`
      : `${person.name} is of the vendor: choose one of the vendor’s roles.`
    throw new AppError('refused', detail, [{ pointer: '/role', detail }])
  }
  if (role === person.role) return person
  await ctx.tx.query('UPDATE auth."user" SET role = $2, "updatedAt" = $3 WHERE id = $1', [id, role, ctx.now])
  await withdrawAllBy(ctx, id)
  if (!person.partner) await endViewsOf(ctx, id)
  await recordEvent(ctx, {
    action: 'user.roleChanged',
    subject: { kind: 'user', id, name: person.name },
    partnerId: person.partner?.id ?? null,
    details: { from: roleTitles[person.role], to: roleTitles[role] },
  })
  return (await readPerson(ctx, id))!
}

/**
 * Shuts somebody out: sessions, API keys and invitations that they sent end with it; webhooks are the company's and go on, which its
 * admins are told. Or lets them in again, without what has ended.
 */
export async function changeAccess(ctx: Ctx, id: string, enabled: boolean): Promise<Person> {
  const { tx, actor, now } = ctx
  const person = await holdPerson(ctx, id)
  assertMayAppoint(actor, person.role)
  if ((person.disabledAt === null) === enabled) return person
  assertAble(enabled ? person.can.enable : person.can.disable)
  await tx.query('UPDATE auth."user" SET "disabledAt" = $2, "updatedAt" = $3 WHERE id = $1', [
    ...[id, enabled ? null : now, now],
  ])
  const ended = enabled ? { sessions: 0, keys: 0 } : await endAllOf(ctx, id)
  if (!enabled) await tellWhatGoesOn(ctx, person)
  await recordEvent(ctx, {
    action: enabled ? 'user.enabled' : 'user.disabled',
    subject: { kind: 'user', id, name: person.name },
    partnerId: person.partner?.id ?? null,
    details: enabled ? {} : { sessionsEnded: ended.sessions, keysRevoked: ended.keys },
  })
  return (await readPerson(ctx, id))!
}

/**
 * The person, held until the end together with everybody of the same house who keeps it: of two admins who shut each other out
 * at the same moment, the second finds that one is the last.
 */
async function holdPerson(ctx: Ctx, id: string): Promise<Person> {
  const found = await readPerson(ctx, id)
  if (!found) throw notFound('person')
  await ctx.tx.query(
    `SELECT 1 FROM auth."user" u WHERE u."partnerId" IS NOT DISTINCT FROM $1 AND (u.role IN ('partnerAdmin','operator') OR u.id = $2)
     ORDER BY u.id FOR UPDATE`,
    [found.partner?.id ?? null, id],
  )
  return (await readPerson(ctx, id))!
}

async function endAllOf(ctx: Ctx, userId: string): Promise<{ sessions: number; keys: number }> {
  const { tx, actor, now } = ctx
  const { ended: sessions } = await voidSignIns(ctx, userId)
  const keys = await tx.query<{ id: string; name: string; partnerId: string | null }>(
    `UPDATE api_key SET revoked_at = $2, revoked_by_name = $3 WHERE owner_id = $1 AND revoked_at IS NULL
     RETURNING id, name, partner_id AS "partnerId"`,
    [userId, now, actor.name],
  )
  for (const { id, name, partnerId } of keys)
    await recordEvent(ctx, { action: 'apiKey.revoked', subject: { kind: 'apiKey', id, name }, partnerId })
  await withdrawAllBy(ctx, userId)
  return { sessions, keys: keys.length }
}
