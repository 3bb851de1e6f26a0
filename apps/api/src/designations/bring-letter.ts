import type { PartnerLetter, StaffLetter } from '@parley/contract/designations'
import type { BringLetter, BringStaffLetter } from '@parley/contract/letters'
import { assertRole } from '../abilities.ts'
import { keptOf } from '../accounts/account-view.ts'
import { nameForPartner } from '../accounts/name-for-partner.ts'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { type Company, whichCompany } from '../engagements/which-company.ts'
import { applyDesignation, askPolicy, keepDecision, standingOf } from './decide-designation.ts'
import { keepers } from './designation-abilities.ts'
import { keepLetter } from './keep-letter.ts'
import { type LetterRow, readDesignation } from './letter-rows.ts'
import { toPartnerLetter, toStaffLetter } from './letter-view.ts'
import { tellOf, tellPresentLead } from './settle-notice.ts'

/** A partner brings a letter that names it. Nothing follows from it before somebody of the vendor has asked the customer. */
export async function bringAsPartner(ctx: Ctx, input: BringLetter): Promise<PartnerLetter> {
  const company = await whichCompany(ctx, input)
  const letter = await bring(ctx, input, ctx.actor.partnerId!, { ...company, accountName: input.company })
  return toPartnerLetter(ctx, letter.id)
}

/** Somebody of the vendor enters a letter; another one asks the customer. */
export async function bringAsStaff(ctx: Ctx, input: BringStaffLetter): Promise<StaffLetter> {
  assertRole(ctx.actor, keepers, 'enter letters')
  const known = await ctx.tx.query('SELECT 1 FROM partner WHERE id = $1', [input.partnerId])
  if (known.length === 0) {
    const detail = 'There is no such partner.'
    throw new AppError('refused', detail, [{ pointer: '/partnerId', detail }])
  }
  const company = await whichCompany(ctx, input)
  const { accountId } = company
  // The partner reads the letter: under its own name of the account, not under the record's.
  const accountName =
    accountId === null ? company.accountName : await nameForPartner(ctx.tx, input.partnerId, accountId)
  const letter = await bring(ctx, input, input.partnerId, { ...company, accountName })
  return toStaffLetter(ctx, letter.id)
}

async function bring(
  ctx: Ctx,
  input: BringLetter | BringStaffLetter,
  partnerId: string,
  company: Company,
): Promise<LetterRow> {
  const { productFamilies, namesOthersToo, waivesWait } = input
  assertFamilies(ctx, productFamilies)
  const { accountId, accountName } = company
  const naming = { partnerId, accountId, accountName, productFamilies, namesOthersToo, waivesWait }
  const letter = await keepLetter(ctx, { kind: 'names', ...naming }, input)
  for (const family of productFamilies) await designate(ctx, letter, family)
  const subject = { kind: 'letter', id: letter.id, name: letter.accountName }
  await recordEvent(ctx, { action: 'letter.brought', subject, partnerId })
  await tellOf(ctx, { topic: 'letter.brought', subjectId: letter.id, partnerId, payload: {} })
  return letter
}

function assertFamilies({ productFamilies }: Ctx, wanted: readonly string[]): void {
  const at = wanted.findIndex((each) => productFamilies.every(({ id }) => id !== each))
  if (at < 0) return
  const detail = 'There is no such product family.'
  const mend = `Choose one of ${productFamilies.map(({ id }) => id).join(', ')}.`
  throw new AppError('refused', detail, [{ pointer: `/productFamilies/${at}`, detail, mend }])
}

/** Decides on the letter for one product family, and tells the present lead at once that there is one. */
async function designate(ctx: Ctx, letter: LetterRow, productFamily: string): Promise<void> {
  const { tx } = ctx
  const id = ctx.newId()
  const { accountId, accountName } = letter
  const partnerId = letter.partnerId!
  const subject = { id, partnerId, accountId, productFamily, waitWaived: false, decisionId: null }
  const { row: decision, policy } = await askPolicy(ctx, subject, letter)
  const { state, checkOn } = standingOf(decision, letter, accountId)
  await keepDecision(ctx, decision)
  await tx.query(
    `INSERT INTO designation (id, letter_id, partner_id, account_id, account_name, product_family, state, outcome, decision_id, check_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, letter.id, partnerId, accountId, accountName, productFamily, state, decision.outcome, decision.id, checkOn],
  )
  if (state !== 'notAccepted') await tellPresentLead(ctx, id, letter, policy, decision.facts)
}

/** Says which company wrote a letter, where that wasn't certain. From now on it counts there, and the lead there is told. */
export async function settleLetterAccount(ctx: Ctx, letter: LetterRow, chosenId: string): Promise<void> {
  const { tx } = ctx
  const accountId = (await keptOf(ctx, [chosenId])).get(chosenId)
  if (accountId === undefined) {
    const detail = 'There is no such account.'
    throw new AppError('refused', detail, [{ pointer: '/accountId', detail }])
  }
  await tx.query('UPDATE customer_letter SET account_id = $2 WHERE id = $1', [letter.id, accountId])
  const rows = await tx.query<{ id: string }>(
    'UPDATE designation SET account_id = $2 WHERE letter_id = $1 RETURNING id',
    [letter.id, accountId],
  )
  for (const { id } of rows) {
    const row = await readDesignation(tx, id)
    const settled = { ...letter, accountId }
    const { row: decision, policy } = await askPolicy(ctx, row, settled)
    await applyDesignation(ctx, row, settled, decision, policy)
  }
}
