import type { StaffLetter } from '@parley/contract/designations'
import type { CheckLetter } from '@parley/contract/letters'
import { assertAble, assertRole } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { settleLetterAccount } from './bring-letter.ts'
import { decideAgain, decideOthersAgain } from './decide-designation.ts'
import { canCheck, canSettleAccount, keepers } from './designation-abilities.ts'
import { type DesignationRow, designationsOf, type LetterRow, lockLetter, readDesignation } from './letter-rows.ts'
import { assertStaffVersion } from './letter-version.ts'
import { toStaffLetter } from './letter-view.ts'

type At = { id: string; ifMatch: number }

/** What the customer said of its letter, with who asked, whom and how. Everything that hangs on the letter is decided again at once. */
export async function checkLetter(ctx: Ctx, { id, ifMatch, ...check }: CheckLetter & At): Promise<StaffLetter> {
  assertRole(ctx.actor, keepers, 'check letters')
  const letter = await lockLetter(ctx.tx, id)
  await assertStaffVersion(ctx, letter, ifMatch)
  const designations = await designationsOf(ctx.tx, [id])
  assertAble(canCheck(ctx, letter, designations))
  assertAnswer(letter, designations, check)
  await keepCheck(ctx, letter, check)
  const shown = letter.kind === 'names' ? id : await decideRescinded(ctx, letter)
  if (letter.kind === 'names') {
    for (const each of designations) if (each.state !== 'ended') await decideAgain(ctx, each)
    await decideOthersAgain(ctx, id)
  }
  const subject = { kind: 'letter', id, name: letter.accountName }
  const details = { isGenuine: check.isGenuine, how: check.how }
  await recordEvent(ctx, { action: 'letter.checked', subject, partnerId: letter.partnerId, details })
  return toStaffLetter(ctx, shown)
}

/** Silence counts of a customer that was told; of what is in effect, only that the customer declines changes anything. */
function assertAnswer(letter: LetterRow, designations: readonly DesignationRow[], check: CheckLetter): void {
  const { customerSays, customerTold } = check
  if (customerSays !== undefined && letter.kind === 'rescinds')
    throw refusedAt('/customerSays', 'Of a letter that takes another back, say whether it is the customer’s own.')
  if (customerSays === 'nothing' && !customerTold && !letter.customerTold)
    throw refusedAt('/customerTold', 'Tell the customer first that this is its partner, and how to decline.')
  if (customerSays !== 'declines' && designations.some(({ state }) => state === 'inEffect'))
    throw refusedAt('/customerSays', 'It was checked, and took effect. Only that the customer declines changes that.')
}

const refusedAt = (pointer: string, detail: string) => new AppError('refused', detail, [{ pointer, detail }])

async function keepCheck(ctx: Ctx, letter: LetterRow, check: CheckLetter): Promise<void> {
  const { tx, actor, now } = ctx
  await tx.query(
    `INSERT INTO letter_check (id, letter_id, is_genuine, signer, how, spoke_with, customer_told, customer_says, note, checked_by, checked_by_name, checked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[ctx.newId(), letter.id, check.isGenuine, check.signer, check.how, check.spokeWith, check.customerTold],
      check.customerSays ?? null,
      ...[check.note ?? null, actor.userId, actor.name, now],
    ],
  )
  await tx.query(
    `UPDATE customer_letter SET is_genuine = $2, signer = $3, customer_told = customer_told OR $4, checked_at = $5, customer_says = $6, version = version + 1
     WHERE id = $1`,
    [letter.id, check.isGenuine, check.signer, check.customerTold, now, check.customerSays ?? null],
  )
}

/** The letter that this one takes back is decided again. Ends in that one's id. One that isn't the customer's own can be followed by another. */
async function decideRescinded(ctx: Ctx, { id }: LetterRow): Promise<string> {
  const [of] = await ctx.tx.query<{ designationId: string; letterId: string; noticeId: string }>(
    `SELECT w.designation_id AS "designationId", d.letter_id AS "letterId", n.id AS "noticeId" FROM lead_notice n
     JOIN designation_lead w ON w.notice_id = n.id JOIN designation d ON d.id = w.designation_id WHERE n.rescinding_letter_id = $1`,
    [id],
  )
  await lockLetter(ctx.tx, of!.letterId)
  const row = await readDesignation(ctx.tx, of!.designationId)
  if (row.state === 'deciding' || row.state === 'waiting') await decideAgain(ctx, row)
  return of!.letterId
}

/** Says which company wrote it. */
export async function settleAccountOfLetter(
  ctx: Ctx,
  { id, ifMatch, accountId }: At & { accountId: string },
): Promise<StaffLetter> {
  assertRole(ctx.actor, keepers, 'say which company wrote it')
  const letter = await lockLetter(ctx.tx, id)
  await assertStaffVersion(ctx, letter, ifMatch)
  assertAble(canSettleAccount(ctx, letter))
  await settleLetterAccount(ctx, letter, accountId)
  await decideOthersAgain(ctx, id)
  const subject = { kind: 'letter', id, name: letter.accountName }
  await recordEvent(ctx, { action: 'letter.accountSettled', subject, partnerId: letter.partnerId })
  return toStaffLetter(ctx, id)
}
