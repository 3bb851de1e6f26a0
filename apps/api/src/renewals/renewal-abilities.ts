import type { Ability } from '@parley/contract/ability'
import type { Role } from '@parley/contract/session'
import { able, allOf, roleAbility, unable } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { dealKeepers } from '../deals/deal-abilities.ts'
import type { ContractActRow, ContractRow } from './contract-rows.ts'

export const renewalReaders: readonly Role[] = ['sales', 'channelManager', 'operator']
const incumbencyKeepers: readonly Role[] = ['channelManager']

const isOpen = ({ renewedBy }: ContractRow): Ability =>
  renewedBy === null ? able : unable('This contract was renewed: look at the one that follows it.')
const hasPartner = ({ partnerId }: ContractRow): Ability =>
  partnerId === null ? unable('No partner made this sale, so there is no incumbent.') : able
const stands = (acts: readonly ContractActRow[]): Ability =>
  acts.some(({ kind }) => kind === 'ended') ? unable('The incumbency was ended already.') : able

export function partnerRenewalAbilities(contract: ContractRow, acts: readonly ContractActRow[]) {
  const held = acts.some(({ kind }) => kind === 'review')
  return {
    report: isOpen(contract),
    review: allOf(isOpen(contract), held ? unable('The review of this renewal is on record.') : able),
  }
}

/** `dutiesDone`: by the rules in force, its incumbent could quote the renewal at once. */
export function staffRenewalAbilities(
  { actor }: Ctx,
  contract: ContractRow,
  acts: readonly ContractActRow[],
  { dutiesDone, hasDeal }: { dutiesDone: boolean; hasDeal: boolean },
) {
  const keep = (deed: string) =>
    allOf(roleAbility(actor, incumbencyKeepers, deed), isOpen(contract), hasPartner(contract))
  const neglected = dutiesDone ? unable('The incumbent does its duties, so there is nothing to warn it of.') : able
  const warned = acts.some(({ kind }) => kind === 'warning')
    ? able
    : unable('Warn the incumbent first, and give it time.')
  const left = acts.some(({ kind }) => kind === 'letter') ? unable('The customer’s letter is on record.') : able
  return {
    makeDeal: allOf(
      roleAbility(actor, dealKeepers, 'make the renewal’s deal'),
      isOpen(contract),
      hasDeal ? unable('Its renewal is entered already.') : able,
    ),
    warn: allOf(keep('warn an incumbent'), stands(acts), neglected),
    end: allOf(keep('end an incumbency'), stands(acts), warned, neglected),
    noteLetter: allOf(keep('note a customer’s letter'), left),
  }
}
