import type { Ability } from '@parley/contract/ability'
import type { PartnerClaim } from '@parley/contract/claims'
import type { Role } from '@parley/contract/session'
import { able, allOf, roleAbility, unable } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import type { DealRow } from './deal-rows.ts'

export const dealReaders: readonly Role[] = ['sales', 'channelManager', 'finance', 'operator']
export const dealKeepers: readonly Role[] = ['sales', 'channelManager']
export const paperDeciders: readonly Role[] = ['channelManager']
export const claimDeciders: readonly Role[] = ['channelManager']
export const settlers: readonly Role[] = ['channelManager', 'finance']
export const financiers: readonly Role[] = ['finance']

export const isOpen = ({ stage, reference }: DealRow): Ability =>
  stage === 'open' ? able : unable(`${reference} is ${stage} already.`)
export const isWon = ({ stage, reference }: DealRow): Ability =>
  stage === 'won' ? able : unable(`${reference} is ${stage}, so nothing is settled on it yet.`)

const hasPaper = ({ paper, claims }: DealRow): Ability =>
  paper !== null || claims === 0 ? able : unable('Decide first whose contract the customer signs.')

export function dealAbilities({ actor }: Ctx, deal: DealRow) {
  const settle = roleAbility(actor, settlers, 'settle deals')
  const keep = (deed: string) => roleAbility(actor, dealKeepers, deed)
  return {
    edit: allOf(keep('change deals'), isOpen(deal)),
    fileClaim: keep('enter claims'),
    declineClaim: keep('decline claims'),
    decidePaper: allOf(roleAbility(actor, paperDeciders, 'have the paper decided'), isOpen(deal)),
    win: allOf(keep('close deals'), isOpen(deal), hasPaper(deal)),
    lose: allOf(keep('close deals'), isOpen(deal)),
    notePayment: allOf(settle, isWon(deal), deal.paidOn === null ? able : unable('The customer has paid all of it.')),
    settle: allOf(settle, isWon(deal)),
    noteEvent: allOf(settle, isWon(deal)),
  }
}

export function claimAbilities({ actor }: Ctx, deal: DealRow, claim: PartnerClaim) {
  const { heldMinor, payableMinor, paidMinor, decision } = claim
  return {
    edit: roleAbility(actor, dealKeepers, 'change claims'),
    decide: allOf(
      roleAbility(actor, claimDeciders, 'decide claims'),
      isWon(deal),
      decision?.outcome.type === 'review' ? able : unable('It doesn’t wait for a person.'),
    ),
    reduce: allOf(
      roleAbility(actor, settlers, 'lower shares'),
      isWon(deal),
      paidMinor === 0 ? able : unable('It was paid. What is taken back follows from what happens to the contract.'),
      heldMinor + payableMinor > 0 ? able : unable('There is nothing to lower.'),
    ),
  }
}

export const refusedAt = (pointer: string, detail: string, mend?: string): AppError =>
  new AppError('refused', detail, [{ pointer, detail, ...(mend ? { mend } : {}) }])

export function assertVersion({ version }: { version: number }, ifMatch: number): void {
  if (version !== ifMatch)
    throw new AppError('stale', 'Somebody has changed this meanwhile. Load it again, then repeat.')
}
