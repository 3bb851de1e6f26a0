import type { StaffLetter } from '@parley/contract/designations'
import type { LeadNotice } from '@parley/contract/lead-notices'
import type { BringRescission } from '@parley/contract/letters'
import { assertAble, assertRole } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { assertVersion, canBring, canRescindFor, keepers } from './designation-abilities.ts'
import { keepLetter } from './keep-letter.ts'
import { leadsOf, lockLetter, readDesignation } from './letter-rows.ts'
import { assertStaffVersion } from './letter-version.ts'
import { toStaffLetter } from './letter-view.ts'
import { lockNotice, type NoticeRow } from './notice-rows.ts'
import { toLeadNotice } from './read-notices.ts'
import { tellOf } from './settle-notice.ts'

type At = { id: string; ifMatch: number }

/** The present lead brings a letter that takes the other one back. It counts from today, once the customer has said that it is its own. */
export async function rescindAsPartner(ctx: Ctx, { id, ifMatch, ...said }: BringRescission & At): Promise<LeadNotice> {
  const notice = await lockNotice(ctx.tx, id)
  assertVersion(notice, ifMatch)
  assertAble(canBring(notice))
  const own = await ownAccountOf(ctx, notice)
  await keep(ctx, notice, own, said)
  return toLeadNotice(ctx, id)
}

/** The account, where a registration of its own says which; the staff know it from the letter that is taken back. */
async function ownAccountOf({ tx }: Ctx, { registrationId }: NoticeRow): Promise<string | null> {
  if (registrationId === null) return null
  const [row] = await tx.query<{ accountId: string }>(
    'SELECT account_id AS "accountId" FROM registration WHERE id = $1',
    [registrationId],
  )
  return row?.accountId ?? null
}

/**
 * Somebody of the vendor enters one that it was given, or that the vendor itself brings where it leads. The letter that it takes back stays as
 * it is, with its version: the partner that it names would see by that on which day somebody else acted.
 */
export async function rescindAsStaff(ctx: Ctx, { id, ifMatch, ...said }: BringRescission & At): Promise<StaffLetter> {
  assertRole(ctx.actor, keepers, 'enter letters')
  const { letterId } = await readDesignation(ctx.tx, id)
  const letter = await lockLetter(ctx.tx, letterId)
  const [before] = await leadsOf(ctx.tx, [id])
  // The lead may bring its own at the same moment: whoever is second is told so.
  const notice = before && (await lockNotice(ctx.tx, before.noticeId))
  await assertStaffVersion(ctx, letter, ifMatch)
  const [lead] = await leadsOf(ctx.tx, [id])
  assertAble(canRescindFor(ctx, await readDesignation(ctx.tx, id), lead))
  await keep(ctx, notice!, letter.accountId, said)
  return toStaffLetter(ctx, letterId)
}

async function keep(ctx: Ctx, notice: NoticeRow, accountId: string | null, said: BringRescission): Promise<void> {
  const { partnerId, accountName, productFamily } = notice
  const naming = { kind: 'rescinds' as const, partnerId, accountId, accountName, productFamilies: [productFamily] }
  const letter = await keepLetter(ctx, naming, said)
  await ctx.tx.query('UPDATE lead_notice SET rescinding_letter_id = $2, version = version + 1 WHERE id = $1', [
    notice.id,
    letter.id,
  ])
  const subject = { kind: 'letter', id: letter.id, name: accountName }
  await recordEvent(ctx, { action: 'letter.takenBack', subject, partnerId })
  await tellOf(ctx, { topic: 'letter.takenBack', subjectId: notice.id, partnerId, payload: {} })
}
