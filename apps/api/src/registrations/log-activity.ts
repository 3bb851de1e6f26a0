import type { LogActivity, PartnerRegistration } from '@parley/contract/registrations'
import type { z } from 'zod'
import { assertAble } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { dayOf } from '../vendor-days.ts'
import { dropAnnouncedLapse } from './change-registration.ts'
import { readPartnerRegistration } from './read-registration.ts'
import { canLogActivity } from './registration-abilities.ts'
import { lockRegistration, type RegistrationRow } from './registration-rows.ts'

type Input = z.infer<typeof LogActivity> & { id: string }

/** Notes progress with the customer. */
export async function logActivity(ctx: Ctx, { id, ...activity }: Input): Promise<PartnerRegistration> {
  const row = await lockRegistration(ctx.tx, id)
  assertAble(canLogActivity(ctx, row))
  if (activity.happenedOn > dayOf(ctx.now, ctx.vendor.timeZone)) {
    const detail = 'Give a day that has come. What is planned can be logged when it has happened.'
    throw new AppError('refused', detail, [{ pointer: '/happenedOn', detail }])
  }
  await keepActivity(ctx, row, activity)
  await ctx.tx.query('UPDATE registration SET version = version + 1 WHERE id = $1', [id])
  return readPartnerRegistration(ctx, { id })
}

/** A lapse that was announced for want of activity is off, however the activity was told. */
export async function keepActivity(
  ctx: Ctx,
  row: RegistrationRow,
  activity: z.infer<typeof LogActivity>,
): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO activity (id, registration_id, partner_id, kind, note, happened_on, logged_at, logged_by_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [ctx.newId(), row.id, row.partnerId, activity.kind, activity.note, activity.happenedOn, ctx.now, ctx.actor.name],
  )
  await dropAnnouncedLapse(ctx, row)
}
