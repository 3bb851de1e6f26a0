import type { CloseRegistration, StaffRegistration } from '@parley/contract/registrations'
import type { z } from 'zod'
import { assertAble, assertRole } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { dayOf } from '../vendor-days.ts'
import { endRegistration, tell } from './change-registration.ts'
import { readStaffRegistration } from './read-registration.ts'
import { canClose, closers } from './registration-abilities.ts'
import { assertUnchanged } from './registration-record.ts'
import { lockRegistration, type RegistrationRow } from './registration-rows.ts'

type Input = z.infer<typeof CloseRegistration> & { id: string; ifMatch: number }

/** Closes it as won or lost. Won, the account becomes a customer of the family, and the partner its incumbent. */
export async function closeRegistration(ctx: Ctx, { id, ifMatch, result, note }: Input): Promise<StaffRegistration> {
  assertRole(ctx.actor, closers, 'close a registration')
  const row = await lockRegistration(ctx.tx, id)
  assertUnchanged(row, ifMatch)
  assertAble(canClose(ctx, row))
  await endRegistration(ctx, row, result, note)
  if (result === 'won') await keepHolding(ctx, row)
  const subject = { kind: 'registration', id, name: `${row.accountName}, ${row.reference}` }
  await recordEvent(ctx, {
    action: 'registration.closed',
    subject,
    partnerId: row.partnerId,
    details: { result, note },
  })
  await tell(ctx, row, 'registration.closed', { result })
  return readStaffRegistration(ctx, { id })
}

async function keepHolding({ tx, now, vendor }: Ctx, row: RegistrationRow): Promise<void> {
  await tx.query(
    `INSERT INTO holding (account_id, product_family, incumbent_partner_id, since) VALUES ($1, $2, $3, $4)
     ON CONFLICT (account_id, product_family) DO UPDATE SET incumbent_partner_id = $3`,
    [row.accountId, row.productFamily, row.partnerId, dayOf(now, vendor.timeZone)],
  )
}
