import type { Ability } from '@parley/contract/ability'
import type { Role } from '@parley/contract/session'
import { able, allOf, roleAbility, unable } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import type { DesignationRow, LeadRow, LetterRow } from './letter-rows.ts'
import type { NoticeRow } from './notice-rows.ts'

export const readers: readonly Role[] = ['sales', 'channelManager', 'operator']
export const keepers: readonly Role[] = ['channelManager']

/** Whether the customer may be asked about it now, and the answer kept. Of what counts already it can still say that it declines. */
export function canCheck({ actor }: Ctx, letter: LetterRow, designations: readonly DesignationRow[]): Ability {
  const isOver = letter.kind === 'names' && designations.every(({ state }) => state === 'ended')
  const state =
    letter.checkedAt !== null && isOver
      ? unable('It was checked, and has ended.')
      : letter.kind === 'rescinds' && letter.isGenuine === true
        ? unable('It was checked: the customer says that it is its own.')
        : able
  return allOf(roleAbility(actor, keepers, 'check letters'), state)
}

export function canSettleAccount({ actor }: Ctx, { accountId }: LetterRow): Ability {
  const state = accountId === null ? able : unable('It is known which company wrote it.')
  return allOf(roleAbility(actor, keepers, 'say which company wrote it'), state)
}

export function canWaive({ actor }: Ctx, { state, waitWaived }: DesignationRow): Ability {
  const waits = state === 'waiting' || state === 'deciding'
  const own = !waits ? unable('There is no wait any more.') : waitWaived ? unable('The wait was waived already.') : able
  return allOf(roleAbility(actor, keepers, 'waive the wait'), own)
}

/** A person decides where the policy leaves it to one, and may end what turns out to be wrong. */
export function canDecide({ actor }: Ctx, { state, accountId }: DesignationRow): Ability {
  const own =
    accountId === null
      ? unable('Say first which company wrote it.')
      : state === 'deciding' || state === 'inEffect'
        ? able
        : state === 'waiting'
          ? unable('It waits, as the policy says. You can waive the wait.')
          : unable('It has been decided.')
  return allOf(roleAbility(actor, keepers, 'decide in the policy’s place'), own)
}

/** Whether a letter that takes it back may be entered for the staff's own side. */
export function canRescindFor({ actor }: Ctx, { state }: DesignationRow, lead: LeadRow | undefined): Ability {
  const own = !lead
    ? unable('Nobody else led when it came, so nobody waits for a letter that takes it back.')
    : state !== 'waiting' && state !== 'deciding'
      ? unable('It doesn’t wait any more.')
      : hasRescission(lead)
        ? unable('A letter that takes it back is here already.')
        : able
  return allOf(roleAbility(actor, keepers, 'enter letters'), own)
}

/** Whether the present lead may bring a letter that takes the other one back. Whether it's in time, the policy says. */
export function canBring(notice: NoticeRow): Ability {
  if (notice.state !== 'open') return unable('This is settled.')
  if (hasRescission(notice)) return unable('You have brought a letter already. We ask the customer about it.')
  return able
}

/** One that the customer says isn't its own can be followed by another. */
const hasRescission = ({ rescindingLetterId, rescissionIsGenuine }: LeadRow | NoticeRow) =>
  rescindingLetterId !== null && rescissionIsGenuine !== false

/** Throws 412 when somebody else was here since the record was read. */
export function assertVersion({ version }: { version: number }, ifMatch: number): void {
  if (version !== ifMatch)
    throw new AppError('stale', 'Somebody has changed this meanwhile. Look at it again, then repeat.')
}
