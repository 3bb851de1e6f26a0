import type { Ability } from '@parley/contract/ability'
import type { Role } from '@parley/contract/session'
import { able, allOf, roleAbility, unable } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { consentAt, type EngagementRow } from './engagement-rows.ts'

export const readers: readonly Role[] = ['sales', 'channelManager', 'operator']
export const askers: readonly Role[] = ['sales', 'channelManager']
export const consenters: readonly Role[] = ['channelManager']

/** Whether this reader may give or refuse the consent now. */
export function canAnswer(ctx: Ctx, { consent, askedBy }: EngagementRow): Ability {
  const isPartner = ctx.actor.audience === 'partner'
  if (!consent) return unable('Nobody’s consent is asked for here.')
  const state = consentAt(consent, ctx.now)
  if (state === 'given' || state === 'refused') return unable('This was answered already.')
  if (state === 'unanswered') return unable('The time for an answer is over, and no answer is a no.')
  if (isPartner) {
    if (consent.askedOf === 'lead' && askedBy === 'vendor') return able
    return unable(`${ctx.vendor.name} answers this.`)
  }
  if (consent.askedOf === 'lead') return unable('The partner that leads the account answers this.')
  return roleAbility(ctx.actor, consenters, 'give or refuse consent')
}

const favourable = ['permit', 'permitAndTell']

export function canRecordDeed(ctx: Ctx, { outcome, deed, askedBy }: EngagementRow): Ability {
  const state = deed
    ? unable('It is recorded already that this was done.')
    : askedBy === 'partner'
      ? unable('A partner asked this.')
      : favourable.includes(outcome)
        ? unable('The answer was yes, so there is nothing to explain.')
        : able
  return allOf(roleAbility(ctx.actor, askers, 'record what was done'), state)
}

export function canApproveDeed(ctx: Ctx, { deed }: EngagementRow): Ability {
  const state = !deed
    ? unable('Nothing was done in spite of the answer.')
    : deed.approvedAt
      ? unable(`${deed.approvedByName} has approved it.`)
      : deed.doneBy === ctx.actor.userId
        ? unable('Somebody else approves what you did.')
        : able
  return allOf(roleAbility(ctx.actor, consenters, 'approve it'), state)
}
