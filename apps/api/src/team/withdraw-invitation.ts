import type { Role } from '@parley/contract/session'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { assertMayAppoint } from './appoint.ts'
import { holdInvitation } from './invitation-rows.ts'

/** Takes an invitation back: its link is void at once. */
export async function withdrawInvitation(ctx: Ctx, id: string): Promise<null> {
  const row = await holdInvitation(ctx, id)
  assertMayAppoint(ctx.actor, row.role)
  await withdraw(ctx, 'id = $3', id)
  return null
}

/** Whoever is shut out or loses a role leaves no way in that they had opened. */
export const withdrawAllBy = (ctx: Ctx, userId: string): Promise<void> => withdraw(ctx, 'invited_by_id = $3', userId)

type Withdrawn = { id: string; name: string; email: string | null; role: Role; partnerId: string | null }

async function withdraw(ctx: Ctx, which: string, value: string): Promise<void> {
  const rows = await ctx.tx.query<Withdrawn>(
    `UPDATE invitation SET withdrawn_at = $1, withdrawn_by_name = $2
     WHERE ${which} AND accepted_at IS NULL AND withdrawn_at IS NULL
     RETURNING id, name, email, role, partner_id AS "partnerId"`,
    [ctx.now, ctx.actor.name, value],
  )
  for (const { id, name, partnerId } of rows)
    await recordEvent(ctx, { action: 'user.invitationWithdrawn', subject: { kind: 'invitation', id, name }, partnerId })
}
