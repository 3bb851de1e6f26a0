import type { PartnerRegistration, Withdraw } from '@parley/contract/registrations'
import type { z } from 'zod'
import { assertAble } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { endRegistration, tell } from './change-registration.ts'
import { readPartnerRegistration } from './read-registration.ts'
import { canWithdraw } from './registration-abilities.ts'
import { assertUnchanged } from './registration-record.ts'
import { lockRegistration } from './registration-rows.ts'

type Input = z.infer<typeof Withdraw> & { id: string; ifMatch: number }

/** Takes a registration back. Its protection ends at once, and the account is free for others. */
export async function withdrawRegistration(ctx: Ctx, { id, ifMatch, reason }: Input): Promise<PartnerRegistration> {
  const row = await lockRegistration(ctx.tx, id)
  assertUnchanged(row, ifMatch)
  assertAble(canWithdraw(ctx, row))
  await endRegistration(ctx, row, 'withdrawn', reason)
  await tell(ctx, row, 'registration.withdrawn', {})
  return readPartnerRegistration(ctx, { id })
}
