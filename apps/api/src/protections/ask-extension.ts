import type { AskExtension, PartnerRegistration } from '@parley/contract/registrations'
import type { z } from 'zod'
import { assertAble } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { keepActivity } from '../registrations/log-activity.ts'
import { readPartnerRegistration } from '../registrations/read-registration.ts'
import { canExtend } from '../registrations/registration-abilities.ts'
import { lockRegistration } from '../registrations/registration-rows.ts'
import { dayOf } from '../vendor-days.ts'
import { applyProtectionDecision } from './apply-protection-decision.ts'
import { decideProtection } from './decide-protection.ts'

type Input = z.infer<typeof AskExtension> & { id: string }

/** Asks for more time. The policy decides on what was logged before; the progress told with it is logged after. */
export async function askExtension(ctx: Ctx, { id, progress }: Input): Promise<PartnerRegistration> {
  const row = await lockRegistration(ctx.tx, id)
  assertAble(canExtend(ctx, row))
  const protection = row.protection!
  const decision = await decideProtection(ctx, row, protection, 'partner', progress)
  await applyProtectionDecision(ctx, row, protection, decision)
  const happenedOn = dayOf(ctx.now, ctx.vendor.timeZone)
  await keepActivity(ctx, row, { kind: 'other', note: progress, happenedOn })
  return readPartnerRegistration(ctx, { id })
}
