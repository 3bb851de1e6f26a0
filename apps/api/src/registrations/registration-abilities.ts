import type { Ability } from '@parley/contract/ability'
import type { RegistrationStatus } from '@parley/contract/registrations'
import type { Role } from '@parley/contract/session'
import { able, allOf, roleAbility, unable } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import type { DutyRow } from '../duties/duty-rows.ts'
import { isProtected, isProtectedMeanwhile, type RegistrationRow, statusAt } from './registration-rows.ts'

export const readers: readonly Role[] = ['sales', 'channelManager', 'operator']
export const deciders: readonly Role[] = ['channelManager']
/** Whoever settles which account is meant merges records by it. */
export const settlers: readonly Role[] = ['channelManager']
export const askers: readonly Role[] = ['sales', 'channelManager']
export const closers: readonly Role[] = ['sales', 'channelManager']

/** Where it stands, as the beginning of a sentence. */
function isNow(ctx: Ctx, row: RegistrationRow): string {
  const owner = ctx.actor.audience === 'partner' ? 'your' : 'the partner’s'
  const stands: Record<RegistrationStatus, string> = {
    approved: 'This registration is approved',
    teaming: 'This registration is approved as teaming',
    informationNeeded: `This registration waits for ${owner} answer`,
    inReview: 'This registration is in review',
    rejected: 'This registration wasn’t approved',
    withdrawn: 'This registration was withdrawn',
    expired: 'The protection has ended',
    lapsed: 'The protection has lapsed',
    won: 'This registration is closed as won',
    lost: 'This registration is closed as lost',
  }
  return stands[statusAt(row, ctx.now)]
}

export function canWithdraw(ctx: Ctx, row: RegistrationRow): Ability {
  const open = ['approved', 'teaming', 'inReview', 'informationNeeded'].includes(statusAt(row, ctx.now))
  return open ? able : unable(`${isNow(ctx, row)}, so there is nothing left to withdraw.`)
}

export function canExtend(ctx: Ctx, row: RegistrationRow): Ability {
  return isProtected(row, ctx.now) ? able : unable(`${isNow(ctx, row)}. Only a running protection can be extended.`)
}

export function canLogActivity(ctx: Ctx, row: RegistrationRow): Ability {
  if (isProtected(row, ctx.now) || isProtectedMeanwhile(row, ctx.now)) return able
  return unable(`${isNow(ctx, row)}. Activity counts while a protection runs.`)
}

export function canAnswer(ctx: Ctx, row: RegistrationRow): Ability {
  return statusAt(row, ctx.now) === 'informationNeeded' ? able : unable('Nothing is asked of you here.')
}

export function canDecide(ctx: Ctx, row: RegistrationRow): Ability {
  const open = ['approved', 'teaming', 'inReview', 'informationNeeded', 'rejected'].includes(statusAt(row, ctx.now))
  return open ? able : unable(`${isNow(ctx, row)}, so there is nothing to decide. The partner can register again.`)
}

/** The first word on what the vendor owes; `duty` is the open one. */
export function canTake(ctx: Ctx, row: RegistrationRow, duty: Pick<DutyRow, 'takenAt' | 'holderId'> | null): Ability {
  if (!duty) return unable(`${isNow(ctx, row)}, so there is nothing to take.`)
  if (duty.takenAt === null || duty.holderId !== ctx.actor.userId) return able
  return unable('You have it already.')
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

/** `open`: what the matcher wasn't sure of, or saw as family, still waits for a person. */
export function canSettleAccount(row: RegistrationRow, open: boolean): Ability {
  if (open || row.accountMatch === 'likely') return able
  return unable('It is known which account this is for. Merge accounts, or undo a merge, to change it.')
}

export function partnerAbilities(ctx: Ctx, row: RegistrationRow) {
  return {
    withdraw: canWithdraw(ctx, row),
    extend: canExtend(ctx, row),
    logActivity: canLogActivity(ctx, row),
    answer: canAnswer(ctx, row),
  }
}

export function staffAbilities(ctx: Ctx, row: RegistrationRow, questionOpen: boolean, duty: DutyRow | null) {
  return {
    decide: allOf(roleAbility(ctx.actor, deciders, 'decide'), canDecide(ctx, row)),
    take: allOf(roleAbility(ctx.actor, deciders, 'take it'), canTake(ctx, row, duty)),
    ask: allOf(roleAbility(ctx.actor, askers, 'ask the partner'), canAsk(ctx, row)),
    close: allOf(roleAbility(ctx.actor, closers, 'close it'), canClose(ctx, row)),
    settleAccount: allOf(
      roleAbility(ctx.actor, settlers, 'say which account it is'),
      canSettleAccount(row, questionOpen),
    ),
  }
}
