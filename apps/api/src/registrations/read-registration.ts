import type { PartnerRegistration, StaffRegistration } from '@parley/contract/registrations'
import { assertRole } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { readCompeting, readMatchedAccount } from './competing-interests.ts'
import { readers } from './registration-abilities.ts'
import { readRecord } from './registration-record.ts'
import { readRegistration } from './registration-rows.ts'
import { toPartnerRegistration, toStaffRegistration } from './registration-view.ts'

export async function readPartnerRegistration(ctx: Ctx, { id }: { id: string }): Promise<PartnerRegistration> {
  return toPartnerRegistration(ctx, await readRecord(ctx, await readRegistration(ctx.tx, id)))
}

export async function readStaffRegistration(ctx: Ctx, { id }: { id: string }): Promise<StaffRegistration> {
  assertRole(ctx.actor, readers, 'read registrations')
  const row = await readRegistration(ctx.tx, id)
  const matchedAccount = await readMatchedAccount(ctx, row)
  const competing = await readCompeting(ctx, row)
  return toStaffRegistration(ctx, await readRecord(ctx, row), { matchedAccount, competing })
}
