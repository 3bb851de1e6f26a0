import type { Ability } from '@parley/contract/ability'
import type { Role } from '@parley/contract/session'
import { able, allOf, roleAbility, unable } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import type { AccountRow } from './account-view.ts'

export const accountReaders: readonly Role[] = ['sales', 'channelManager', 'operator']
export const accountEditors: readonly Role[] = ['channelManager', 'operator']
export const accountMergers: readonly Role[] = ['channelManager']

/** A merged record is only kept for its id, and for an undo. */
export const isItself = (row: Pick<AccountRow, 'name' | 'mergedInto'>, keptName: string): Ability =>
  row.mergedInto === null ? able : unable(`${row.name} was merged into ${keptName}. Change that one instead.`)

export function accountAbilities({ actor }: Ctx) {
  return {
    edit: roleAbility(actor, accountEditors, 'change accounts'),
    merge: roleAbility(actor, accountMergers, 'merge accounts'),
  }
}

/** Two that somebody said are different aren't merged before that is taken back. */
export function canMergePair({ actor }: Ctx, saidDifferent: { byName: string } | null): Ability {
  const agreed = saidDifferent
    ? unable(`${saidDifferent.byName} said that these are different. Take that back first.`)
    : able
  return allOf(roleAbility(actor, accountMergers, 'merge accounts'), agreed)
}
