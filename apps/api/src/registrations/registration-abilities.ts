import type { Ability } from '@parley/contract/ability'
import { registrationStatuses } from '@parley/contract/registrations'
import type { Role } from '@parley/contract/session'
import { able, allOf, roleAbility, unable } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { isProtected, type RegistrationRow, statusAt } from './registration-rows.ts'

export const readers: readonly Role[] = ['sales', 'channelManager', 'operator']
export const deciders: readonly Role[] = ['channelManager']
export const askers: readonly Role[] = ['sales', 'channelManager']
export const closers: readonly Role[] = ['sales', 'channelManager']

const isNow = (ctx: Ctx, row: RegistrationRow) =>
  `This registration is “${registrationStatuses[statusAt(row, ctx.now)]}”`

export function canWithdraw(ctx: Ctx, row: RegistrationRow): Ability {
  const open = ['approved', 'teaming', 'inReview', 'informationNeeded'].includes(statusAt(row, ctx.now))
  return open ? able : unable(`${isNow(ctx, row)}, so there is nothing left to withdraw.`)
}

export function canExtend(ctx: Ctx, row: RegistrationRow): Ability {
  return isProtected(row, ctx.now) ? able : unable(`${isNow(ctx, row)}. Only a running protection can be extended.`)
}

export function canLogActivity(ctx: Ctx, row: RegistrationRow): Ability {
  if (isProtected(row, ctx.now)) return able
  const over = row.protection ? 'its protection is over' : 'it isn’t protected'
  return unable(`${isNow(ctx, row)}: ${over}, and activity counts only while it runs.`)
}

export function canAnswer(ctx: Ctx, row: RegistrationRow): Ability {
  return statusAt(row, ctx.now) === 'informationNeeded' ? able : unable('Nothing is asked of you here.')
}

export function canDecide(ctx: Ctx, row: RegistrationRow): Ability {
  const open = ['approved', 'teaming', 'inReview', 'informationNeeded', 'rejected'].includes(statusAt(row, ctx.now))
  return open ? able : unable(`${isNow(ctx, row)}, so there is nothing to decide. The partner can register again.`)
}

export function canAsk(ctx: Ctx, row: RegistrationRow): Ability {
  const status = statusAt(row, ctx.now)
  if (status === 'informationNeeded') return unable('The partner has a question to answer already.')
  return status === 'inReview' ? able : unable(`${isNow(ctx, row)}. Questions are asked while it is in review.`)
}

export function canClose(ctx: Ctx, row: RegistrationRow): Ability {
  const closable = ['approved', 'teaming', 'expired', 'lapsed'].includes(statusAt(row, ctx.now))
  return closable ? able : unable(`${isNow(ctx, row)}. Only a registration that was approved can be won or lost.`)
}

export function partnerAbilities(ctx: Ctx, row: RegistrationRow) {
  return {
    withdraw: canWithdraw(ctx, row),
    extend: canExtend(ctx, row),
    logActivity: canLogActivity(ctx, row),
    answer: canAnswer(ctx, row),
  }
}

export function staffAbilities(ctx: Ctx, row: RegistrationRow) {
  return {
    decide: allOf(roleAbility(ctx.actor, deciders, 'decide'), canDecide(ctx, row)),
    ask: allOf(roleAbility(ctx.actor, askers, 'ask the partner'), canAsk(ctx, row)),
    close: allOf(roleAbility(ctx.actor, closers, 'close it'), canClose(ctx, row)),
  }
}
