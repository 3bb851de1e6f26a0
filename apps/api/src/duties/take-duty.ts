import type { StaffRegistration } from '@parley/contract/registrations'
import { assertAble, assertRole } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { tell } from '../registrations/change-registration.ts'
import { readStaffRegistration } from '../registrations/read-registration.ts'
import { canTake, deciders } from '../registrations/registration-abilities.ts'
import { lockRegistration } from '../registrations/registration-rows.ts'
import { openDutyOf } from './duty-rows.ts'

/** The first word to the partner: somebody looks at it. Whoever takes it has it from then on, unless it's taken already. */
export async function takeDuty(ctx: Ctx, { id }: { id: string }): Promise<StaffRegistration> {
  assertRole(ctx.actor, deciders, 'take it')
  const row = await lockRegistration(ctx.tx, id)
  const duty = await openDutyOf(ctx.tx, id)
  assertAble(canTake(ctx, row, duty))
  await ctx.tx.query('UPDATE duty SET taken_at = $2, holder_id = $3 WHERE id = $1', [
    duty!.id,
    ctx.now,
    ctx.actor.userId,
  ])
  await ctx.tx.query('UPDATE registration SET version = version + 1 WHERE id = $1', [id])
  const subject = { kind: 'registration', id, name: `${row.accountName}, ${row.reference}` }
  await recordEvent(ctx, { action: 'duty.taken', subject, partnerId: row.partnerId })
  await tell(ctx, row, 'duty.taken', { dutyId: duty!.id })
  return readStaffRegistration(ctx, { id })
}
