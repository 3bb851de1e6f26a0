import type { Team } from '@parley/contract/team'
import { roleAbility } from '../abilities.ts'
import { keyKeepers } from '../api-keys/list-keys.ts'
import type { Ctx } from '../context.ts'
import { ownViews } from '../view-as/list-views.ts'
import { appointAbility } from './appoint.ts'
import { type InvitationRow, invitationRows, invitationView, isOpen } from './invitation-rows.ts'
import { type PersonRow, personRows, personView } from './person-view.ts'

/** The actor's own partner: its people by name, open invitations, and who of the vendor looked as whom. */
export async function readTeam(ctx: Ctx): Promise<Team> {
  const { tx, actor } = ctx
  const people = await tx.query<PersonRow>(
    `${personRows} WHERE u."partnerId" = $1 ORDER BY u."disabledAt" IS NOT NULL, lower(u.name), u.id`,
    [actor.partnerId],
  )
  const invitations = await tx.query<InvitationRow>(
    `${invitationRows} WHERE i.partner_id = $1 AND ${isOpen} ORDER BY i.invited_at DESC, i.id`,
    [actor.partnerId],
  )
  return {
    people: people.map((row) => personView(ctx, row)),
    invitations: invitations.map((row) => invitationView(ctx, row)),
    views: await ownViews(ctx),
    can: {
      invite: appointAbility(actor, 'partnerSeller'),
      keys: roleAbility(actor, keyKeepers, 'see and make API keys'),
    },
  }
}
