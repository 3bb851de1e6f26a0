import type { AskInformation, StaffRegistration } from '@parley/contract/registrations'
import type { z } from 'zod'
import { assertAble, assertRole } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { closeDuty } from '../duties/keep-duty.ts'
import { endAfterDays } from '../vendor-days.ts'
import { askPartner, tell } from './change-registration.ts'
import { readStaffRegistration } from './read-registration.ts'
import { askers, canAsk } from './registration-abilities.ts'
import { assertUnchanged } from './registration-record.ts'
import { lockRegistration } from './registration-rows.ts'

type Input = z.infer<typeof AskInformation> & { id: string; ifMatch: number }

/** Puts a question to the partner; until it is answered, the partner owes the next step. */
export async function askInformation(ctx: Ctx, input: Input): Promise<StaffRegistration> {
  const { id, question, answerWithinDays } = input
  assertRole(ctx.actor, askers, 'ask the partner')
  const row = await lockRegistration(ctx.tx, id)
  assertUnchanged(row, input.ifMatch)
  assertAble(canAsk(ctx, row))
  const dueAt = endAfterDays(ctx.now, answerWithinDays, ctx.vendor.timeZone)
  await closeDuty(ctx, row, 'asked')
  await askPartner(ctx, row, { question, askedByName: ctx.actor.name, dueAt })
  await ctx.tx.query(
    `UPDATE registration SET status = 'informationNeeded', answer_due_at = $2, version = version + 1 WHERE id = $1`,
    [id, dueAt],
  )
  await tell(ctx, row, 'registration.informationRequested', { dueAt })
  return readStaffRegistration(ctx, { id })
}
