import type { Ability } from '@parley/contract/ability'
import { partnerRoles, type Role } from '@parley/contract/session'
import { mayAppoint } from '@parley/contract/team'
import { able, unable } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import type { Actor } from '../context.ts'

export const isPartnerRole = (role: Role) => (partnerRoles as readonly Role[]).includes(role)

/** Whether this actor may invite, change or shut out somebody of this role; whose team it is, the rows say. */
export function appointAbility({ role, audience }: Actor, of: Role): Ability {
  if (role === 'system' || mayAppoint[role].includes(of)) return able
  if (audience === 'partner') return unable('Only a partner admin can run the team.')
  return unable(
    isPartnerRole(of)
      ? 'Only a channel manager or an operator can do this for people of partners.'
      : 'Only an operator can do this for the vendor’s people.',
  )
}

export function assertMayAppoint(actor: Actor, of: Role): void {
  const ability = appointAbility(actor, of)
  if (!ability.ok) throw new AppError('notAllowed', ability.reason)
}
