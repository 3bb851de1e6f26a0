import type { Role } from '@parley/contract/session'
import type { Invitation } from '@parley/contract/team'
import { notFound } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { ownOnly } from '../transaction.ts'
import { appointAbility } from './appoint.ts'

export type InvitationRow = {
  id: string
  email: string | null
  name: string
  role: Role
  partnerId: string | null
  partnerName: string | null
  invitedByName: string
  invitedAt: Date
  expiresAt: Date
}

export const invitationRows = `SELECT i.id, i.email, i.name, i.role, i.partner_id AS "partnerId", p.name AS "partnerName",
  i.invited_by_name AS "invitedByName", i.invited_at AS "invitedAt", i.expires_at AS "expiresAt"
  FROM invitation i LEFT JOIN partner p ON p.id = i.partner_id`
export const isOpen = 'i.accepted_at IS NULL AND i.withdrawn_at IS NULL'

export function invitationView({ actor, now }: Ctx, row: InvitationRow): Invitation {
  const { id, email, name, role, invitedByName } = row
  const may = appointAbility(actor, role)
  return {
    ...{ id, email, name, role, invitedByName },
    partner: row.partnerId ? { id: row.partnerId, name: row.partnerName! } : null,
    invitedAt: row.invitedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    over: row.expiresAt <= now,
    can: { renew: may, withdraw: may },
  }
}

/** An open invitation, held until the end of the transaction. Throws 404 for one that was accepted or withdrawn too. */
export async function holdInvitation(ctx: Ctx, id: string): Promise<InvitationRow> {
  const [row] = await ctx.tx.query<InvitationRow>(
    `${invitationRows} WHERE i.id = $1 AND ${isOpen} AND ${ownOnly('i.partner_id', 2)} FOR UPDATE OF i`,
    [id, ctx.tx.partnerId],
  )
  if (!row) throw notFound('open invitation')
  return row
}
