import type { AskEngagement } from '@parley/contract/engagements'
import type { Facts, FactValue } from '@parley/rules/point'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import type { InForce } from '../decisions/decide-by-policy.ts'
import { dayOf, daysFrom, lastDayBefore } from '../vendor-days.ts'
import type { Company } from './which-company.ts'

/** What is asked, but for the company. */
export type Question = Omit<AskEngagement, 'company' | 'note' | 'country'>

/** What an engagement is decided by, in one product family. */
export type Gathered = {
  productFamily: string
  facts: Facts
  inForce: InForce
  /** Only where the vendor asks: whom to tell, and by which name that partner knows the account. */
  leadPartnerId: string | null
  leadAccountName: string | null
}

type Row = {
  product_family: string
  channel_only: boolean
  partner_type: string | null
  partner_authorized: boolean
  tier: string
  in_good_standing: boolean
  certified_people: number
  designation: string
  conduct_hold: boolean
  lead_is_asker: boolean
  lead_is_another: boolean
  protected_for_other: boolean
  protected_until: Date | null
  customer_of_family: boolean
  incumbent_is_partner: boolean
  latest_sale_direct: boolean
  own_report_at: Date | null
  sale_on: string | null
  in_direct_pipeline: boolean
  teaming_agreed: boolean
  help_asked: boolean
  other_registrants: number
  other_registered_at: Date | null
  other_domain_equal: boolean
  lead_partner_id: string | null
  lead_account_name: string | null
  policy_version: number | null
  policy_active_from: Date
  past: Past | null
}

/** What is on record of the latest sale and its contract. */
type Past = {
  own_review_held: boolean | null
  own_report_on: string | null
  partner_is_incumbent: boolean
  incumbent_in_good_standing: boolean | null
  incumbent_report_on: string | null
  incumbent_review_held: boolean
  incumbency_ended: boolean
  customer_leaves: boolean
  customer_named_asker: boolean
  registrant_certified: boolean | null
}

/** The facts in each product family that is asked about: the one that was named, or all. Locks and writes nothing. */
export async function gatherFacts(
  ctx: Ctx,
  { accountId, domain }: Pick<Company, 'accountId' | 'domain'>,
  question: Question,
): Promise<Gathered[]> {
  const { timeZone } = ctx.vendor
  const today = dayOf(ctx.now, timeZone)
  const rows = await ctx.tx.query<Row>(
    `SELECT f.*, to_jsonb(p) AS past FROM engagement_facts($1, $2, $3, $4, $5, $6) f
       LEFT JOIN LATERAL engagement_past($1, $2, f.product_family, $5, $6) p ON true`,
    [ctx.actor.partnerId, accountId, familiesOf(ctx, question.productFamily), domain, ctx.now, today],
    'engagement_facts',
  )
  const place = new Map(ctx.productFamilies.map(({ id }, at) => [id, at]))
  const inOrder = rows.toSorted((a, b) => place.get(a.product_family)! - place.get(b.product_family)!)
  return inOrder.map((row) => {
    if (row.policy_version === null) throw new AppError('unavailable', 'No rules of engagement are in force yet.')
    return {
      productFamily: row.product_family,
      facts: {
        ...questionFacts(row, question, today),
        ...partnerFacts(row),
        ...accountFacts(row, timeZone, today),
        ...pastFacts(row, today),
        'deal.productFamily': ctx.productFamilies.find(({ id }) => id === row.product_family)!.name,
      },
      inForce: { version: row.policy_version, activeFrom: row.policy_active_from },
      leadPartnerId: row.lead_partner_id,
      leadAccountName: row.lead_account_name,
    }
  })
}

function familiesOf(ctx: Ctx, productFamily: string | undefined): string[] {
  const ids = ctx.productFamilies.map(({ id }) => id)
  if (productFamily === undefined) return ids
  if (ids.includes(productFamily)) return [productFamily]
  const detail = 'There is no such product family.'
  throw new AppError('refused', detail, [
    { pointer: '/productFamily', detail, mend: `Choose one of ${ids.join(', ')}.` },
  ])
}

/** Of a customer of the family, the careful reading is a renewal. That the lead asked for help is what it recorded, never what is claimed. */
function questionFacts(row: Row, question: Question, today: string): Record<string, FactValue> {
  const { verb, purpose, askedForBy, dealKind, customerWrote, shareClaimed, renewalReviewHeld } = question
  const isVendor = row.partner_type === null
  return {
    'asker.party': isVendor ? 'vendorSeller' : row.partner_type === 'distributor' ? 'distributor' : 'partner',
    'engagement.kind': verb,
    'engagement.purpose': purpose,
    'engagement.askedForBy': verb === 'assist' && row.help_asked ? 'lead' : askedForBy,
    'engagement.askedOn': today,
    'engagement.consent': 'notAsked',
    'engagement.shareClaimed': shareClaimed,
    'program.channelOnly': row.channel_only,
    'deal.kind': dealKind ?? (row.customer_of_family ? 'renewal' : 'new'),
    'customer.writtenWish': writtenWish(row, customerWrote),
    'customer.wishSaid': !isVendor && row.past?.customer_named_asker ? 'you' : customerWrote,
    ...reviewHeld(row.past?.own_review_held ?? renewalReviewHeld),
  }
}

/**
 * A letter that is on record counts. Where another partner made the latest sale, nothing else does: a word is easily said. That it doesn't
 * count there, and what is on record there, would tell the asker that there is another one: it reads what it said.
 */
function writtenWish({ past, incumbent_is_partner }: Row, said: Question['customerWrote']): string {
  if (past?.customer_named_asker) return 'you'
  if (past?.customer_leaves) return 'change'
  return past?.partner_is_incumbent && !incumbent_is_partner ? 'none' : said
}

const reviewHeld = (held: boolean | undefined): Record<string, FactValue> =>
  held === undefined ? {} : { 'account.ownRenewalReviewHeld': held }

/** Of the partner of the latest sale, and of whoever registered the account: nothing that names them. */
function pastFacts({ past }: Row, today: string): Record<string, FactValue> {
  if (past === null) return {}
  const { registrant_certified: certified } = past
  const registrant: Record<string, FactValue> = certified === null ? {} : { 'registrants.certified': certified }
  if (!past.partner_is_incumbent) return registrant
  return {
    ...registrant,
    'incumbent.inGoodStanding': past.incumbent_in_good_standing === true,
    'incumbent.daysSinceReport': Math.max(0, daysFrom(past.incumbent_report_on!, today)),
    'incumbent.renewalReviewHeld': past.incumbent_review_held,
  }
}

function partnerFacts(row: Row): Record<string, FactValue> {
  if (row.partner_type === null) return {}
  return {
    'partner.authorized': row.partner_authorized,
    'partner.inGoodStanding': row.in_good_standing,
    'partner.tier': row.tier,
    'partner.certifiedPeopleInFamily': row.certified_people,
  }
}

function accountFacts(row: Row, timeZone: string, today: string): Record<string, FactValue> {
  const reportedOn = row.own_report_at && dayOf(row.own_report_at, timeZone)
  const latest = [reportedOn, row.sale_on, row.past?.own_report_on ?? null]
    .filter((day) => day !== null)
    .toSorted()
    .at(-1)
  return {
    'account.designation': row.designation,
    'account.conductHold': row.conduct_hold,
    'account.leadIsAsker': row.lead_is_asker,
    'account.leadIsAnotherPartner': row.lead_is_another,
    'account.protectedForOther': row.protected_for_other,
    ...(row.protected_until ? { 'account.protectedUntil': lastDayBefore(row.protected_until, timeZone) } : {}),
    'account.customerOfFamily': row.customer_of_family,
    'account.incumbentIsPartner': row.incumbent_is_partner,
    'account.latestSaleDirect': row.latest_sale_direct,
    'account.incumbencyEnded': row.past?.incumbency_ended ?? false,
    ...(row.incumbent_is_partner && latest !== undefined
      ? { 'account.daysSinceOwnReport': Math.max(0, daysFrom(latest, today)) }
      : {}),
    'account.inDirectPipeline': row.in_direct_pipeline,
    'teaming.agreed': row.teaming_agreed,
    'registrants.count': row.other_registrants,
    ...(row.other_registered_at ? { 'registrants.registeredOn': dayOf(row.other_registered_at, timeZone) } : {}),
    'registrants.domainMatch': row.other_domain_equal ? 'exact' : 'none',
  }
}
