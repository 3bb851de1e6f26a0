import type { Ability } from '@parley/contract/ability'
import type { Role } from '@parley/contract/session'
import { able, allOf, roleAbility, unable } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import type { AppealRow, AwardRow } from './award-rows.ts'
import { type CaseRow, type ClaimRow, canLead } from './case-rows.ts'

export const caseReaders: readonly Role[] = ['sales', 'channelManager', 'operator']
export const caseDeciders: readonly Role[] = ['channelManager']
const attachers: readonly Role[] = ['sales', 'channelManager']

/** A case as far as it matters for who may do what in it. */
export type Standing = {
  row: CaseRow
  claims: readonly ClaimRow[]
  awards: readonly AwardRow[]
  appeals: readonly AppealRow[]
  /** Ids of those who have said something of a claim, or decided a registration of the case in person. */
  judges: readonly string[]
}

const isOpen = ({ closedAt }: CaseRow): Ability => (closedAt === null ? able : unable('This case is over.'))

export const canSay = ({ actor }: Ctx, row: CaseRow): Ability =>
  allOf(roleAbility(actor, caseDeciders, 'say what is so of a claim'), isOpen(row))

export const canAttach = ({ actor }: Ctx, { row, claims }: Pick<Standing, 'row' | 'claims'>): Ability =>
  allOf(
    roleAbility(actor, attachers, 'show what our own team has done'),
    isOpen(row),
    claims.some(({ partnerId }) => partnerId === null)
      ? able
      : unable('Our own sales team doesn’t claim this account.'),
  )

export const canDecide = ({ actor }: Ctx, { row }: Pick<Standing, 'row'>): Ability =>
  allOf(roleAbility(actor, caseDeciders, 'have a case decided'), isOpen(row))

/** Those who have registered may be put together; each of them has the last word on its own part. */
export const canProposeTeaming = ({ actor }: Ctx, { row, claims }: Pick<Standing, 'row' | 'claims'>): Ability =>
  allOf(
    roleAbility(actor, caseDeciders, 'propose a teaming'),
    isOpen(row),
    claims.filter((claim) => claim.partnerId !== null && canLead(claim)).length > 1
      ? able
      : unable('A teaming takes two partners whose registrations stand.'),
  )

/** Somebody got something by it; the policy may also have left it to a person. */
export const isAwarded = (result: AwardRow['result']): boolean =>
  !['personDecides', 'informationNeeded', 'nobody'].includes(result)

/**
 * Why this person is a party to the case, or null: it owns an opportunity of our own in it, asked to act there itself, has said
 * something of a claim, or has decided in it before.
 */
export function partyBecause({ actor }: Ctx, { claims, awards, judges }: Standing): string | null {
  const owners = claims.flatMap(({ opportunities }) => opportunities.map(({ ownerName }) => ownerName))
  if (owners.includes(actor.name)) return 'You own our own opportunity at this account'
  const asked = claims.flatMap(({ acting }) => acting.map(({ actorId }) => actorId))
  if (asked.includes(actor.userId)) return 'You asked to act at this account yourself'
  if (awards.some(({ result, actorId }) => isAwarded(result) && actorId === actor.userId))
    return 'You have decided in this case before'
  if (judges.includes(actor.userId)) return 'You have judged one of the claims'
  return null
}

export function canAward(ctx: Ctx, standing: Standing): Ability {
  const because = partyBecause(ctx, standing)
  return allOf(
    roleAbility(ctx.actor, caseDeciders, 'decide who leads'),
    isOpen(standing.row),
    because === null ? able : unable(`${because}. Somebody else decides.`),
  )
}

export function canAnswerAppeal(ctx: Ctx, standing: Standing): Ability {
  const because = partyBecause(ctx, standing)
  return allOf(
    roleAbility(ctx.actor, caseDeciders, 'answer an appeal'),
    standing.appeals.some(({ answeredAt }) => answeredAt === null) ? able : unable('No appeal waits for an answer.'),
    because === null ? able : unable(`${because}. Somebody else answers the appeal.`),
  )
}
