import type { Ability } from '@parley/contract/ability'
import { type Role, roleTitles } from '@parley/contract/session'
import { AppError } from './app-error.ts'
import type { Actor } from './context.ts'

export const able: Ability = { ok: true }
export const unable = (reason: string): Ability => ({ ok: false, reason })

/** The first ability that is missing, or `able`. */
export const allOf = (...abilities: Ability[]): Ability => abilities.find((ability) => !ability.ok) ?? able

/** What the screen shows as disabled, the use case refuses, for the same reason. */
export function assertAble(ability: Ability): void {
  if (!ability.ok) throw new AppError('conflict', ability.reason)
}

/** Whether this person's role may do it; the reason names who may. `deed` completes "… can <deed>". */
export function roleAbility(actor: Actor, roles: readonly Role[], deed: string): Ability {
  if (actor.role === 'system' || roles.includes(actor.role)) return able
  return unable(`Only ${whoMay(roles)} can ${deed}.`)
}

export function assertRole(actor: Actor, roles: readonly Role[], deed: string): void {
  const ability = roleAbility(actor, roles, deed)
  if (!ability.ok) throw new AppError('notAllowed', ability.reason)
}

function whoMay(roles: readonly Role[]): string {
  const titles = roles.map((role) => {
    const title = roleTitles[role].toLowerCase()
    if (role === 'sales' || role === 'finance') return title
    return role === 'operator' ? `an ${title}` : `a ${title}`
  })
  return titles.length < 2 ? titles.join('') : `${titles.slice(0, -1).join(', ')} or ${titles.at(-1)}`
}
