import { settingsOf } from '@parley/rules/cases'
import type { Facts } from '@parley/rules/point'
import { matching } from '@parley/rules/points/matching/point'
import { familyName } from '../accounts/account-view.ts'
import type { Ctx } from '../context.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { dayOf } from '../vendor-days.ts'
import type { DesignationRow, LetterRow } from './letter-rows.ts'

type Row = {
  partner_authorized: boolean
  in_good_standing: boolean
  claim_complete: boolean
  lead_is_asker: boolean
  other_lead: boolean
  incumbent_is_partner: boolean
  letter_for_another: 'none' | 'earlier' | 'later'
  partner_changes: number
  conduct_hold: boolean
  contract_running: boolean
  renews_on: string | null
}

export type Subject = Pick<DesignationRow, 'id' | 'partnerId' | 'accountId' | 'productFamily' | 'waitWaived'>

/**
 * What a designation is decided by, of the letter and from the records. A letter that takes it back and that nobody has asked the
 * customer about yet leaves open whether there is one: nothing takes effect meanwhile that it could stop.
 */
export async function gatherDesignationFacts(ctx: Ctx, row: Subject, letter: LetterRow): Promise<Facts> {
  const today = dayOf(ctx.now, ctx.vendor.timeZone)
  const [found] = await ctx.tx.query<Row>(
    'SELECT * FROM designation_facts($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [
      ...[row.partnerId, row.accountId, row.productFamily, letter.id, letter.signedOn, letter.receivedAt],
      ...[await windowMonths(ctx), ctx.now, today],
    ],
    'designation_facts',
  )
  const known = found!
  return {
    'designation.checkedOn': today,
    'designation.waitWaived': row.waitWaived,
    'partner.authorized': known.partner_authorized,
    'partner.inGoodStanding': known.in_good_standing,
    'deal.productFamily': familyName(ctx, row.productFamily),
    'claim.complete': known.claim_complete,
    ...letterFacts(letter),
    ...(await rescissionFacts(ctx, row.id)),
    'account.leadIsAsker': known.lead_is_asker,
    'account.otherLead': known.other_lead,
    'account.incumbentIsPartner': known.incumbent_is_partner,
    'account.letterForAnother': known.letter_for_another,
    'account.partnerChanges': known.partner_changes,
    'account.conductHold': known.conduct_hold,
    'contract.running': known.contract_running,
    ...(known.renews_on === null ? {} : { 'contract.renewsOn': known.renews_on }),
  }
}

/** Of a letter that the customer says isn't its own, it says nothing; and nobody agreed by keeping silent about it. */
function letterFacts(letter: LetterRow): Facts {
  const isForeign = letter.isGenuine === false && letter.customerSays === null
  return {
    'customer.says': letter.customerSays ?? (letter.isGenuine === false ? 'nothing' : 'names'),
    'customer.notified': letter.customerTold && !isForeign,
    'letter.form': letter.form,
    'letter.signer': letter.signer,
    'letter.confirmed': letter.isGenuine === true,
    'letter.signedOn': letter.signedOn,
    'letter.receivedOn': letter.receivedOn,
    'letter.coversFamily': true,
    'letter.namesOthersToo': letter.namesOthersToo,
    'letter.waivesWait': letter.waivesWait,
  }
}

/** When a letter is brought, there is none yet; a partner's transaction never looks for one. */
async function rescissionFacts({ tx, actor }: Ctx, designationId: string): Promise<Facts> {
  if (actor.audience === 'partner') return { 'rescission.received': false }
  const [letter] = await tx.query<{ isGenuine: boolean | null; receivedOn: string }>(
    `SELECT l.is_genuine AS "isGenuine", l.received_on AS "receivedOn" FROM designation_lead w JOIN lead_notice n ON n.id = w.notice_id
     JOIN customer_letter l ON l.id = n.rescinding_letter_id WHERE w.designation_id = $1`,
    [designationId],
  )
  if (!letter || letter.isGenuine === false) return { 'rescission.received': false }
  const receivedOn = { 'rescission.receivedOn': letter.receivedOn }
  return letter.isGenuine === null ? receivedOn : { 'rescission.received': true, ...receivedOn }
}

/** The window in which changes of partner are counted is a setting of the policy that proposes partners. */
async function windowMonths({ tx, now }: Ctx): Promise<number> {
  const { policy } = await policyInForce(tx, 'matching', now)
  return Number(settingsOf(matching, policy).conductWindowMonths)
}
