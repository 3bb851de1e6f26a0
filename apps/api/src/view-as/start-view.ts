import { type StartView, type View, viewerRoles } from '@parley/contract/team'
import { assertAble, assertRole, unable } from '../abilities.ts'
import { notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { readPerson } from '../team/person-view.ts'
import { endViewsOf } from './end-view.ts'
import { type ViewRow, viewRows, viewView } from './view-rows.ts'

export const viewMinutes = 30

/** Begins to look as a partner's person, for half an hour; what this member of staff looked at before ends. */
export async function startView(ctx: Ctx, { userId, reason }: StartView): Promise<View> {
  const { tx, actor, now } = ctx
  assertRole(actor, viewerRoles, 'look as a partner’s person')
  const person = await readPerson(ctx, userId)
  if (!person) throw notFound('person')
  if (!person.partner) assertAble(unable('Only a partner’s person can be looked as.'))
  assertAble(person.can.viewAs)
  await endViewsOf(ctx, actor.userId)
  const id = ctx.newId()
  const partnerId = person.partner!.id
  const endsAt = new Date(now.getTime() + viewMinutes * 60_000)
  await tx.query(
    `INSERT INTO view_as (id, staff_user_id, staff_name, user_id, user_name, partner_id, reason, started_at, ends_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, actor.userId, actor.name, userId, person.name, partnerId, reason, now, endsAt],
  )
  await recordEvent(ctx, {
    action: 'viewAs.started',
    subject: { kind: 'user', id: userId, name: person.name },
    partnerId,
    details: { viewId: id, reason, endsAt: endsAt.toISOString() },
  })
  const [row] = await tx.query<ViewRow>(`${viewRows} WHERE v.id = $1`, [id])
  return viewView(ctx, row!)
}
