import type { Facts, FactValue } from '@parley/rules/point'
import type { Ctx } from '../context.ts'
import type { ClaimRow, DealRow } from '../deals/deal-rows.ts'
import { doesItsDuties } from '../renewals/may-quote.ts'
import { dayOf, lastDayBefore } from '../vendor-days.ts'

type Known = {
  claimId: string
  tier: string
  agreementSigned: boolean
  status: string | null
  protectedUntil: Date | null
  activities: number
  isIncumbent: boolean
  helpAskedFor: boolean
  /** Its share in a teaming that all members have confirmed. */
  teamingBps: number | null
}

/** What is left of a deal's amount after refunds: what all shares are counted on. Minor units. */
export const netOf = ({ amountMinor, lessenedMinor }: DealRow): number => amountMinor - lessenedMinor

/** What the customer still owes of a deal that was won, in minor units. */
export const openOf = (deal: DealRow): number =>
  deal.stage !== 'won' || deal.paidOn !== null ? 0 : Math.max(0, netOf(deal) - deal.customerPaidMinor)

/** The facts of one claim to a deal as things stand. What nobody knows is left out. */
export async function commissionFacts(ctx: Ctx, deal: DealRow, claim: ClaimRow): Promise<Facts> {
  return (await factsOfClaims(ctx, [{ deal, claim }])).get(claim.id)!
}

/** The facts of many, by claim, in one question. */
export async function factsOfClaims(
  ctx: Ctx,
  claims: readonly { deal: DealRow; claim: ClaimRow }[],
): Promise<Map<string, Facts>> {
  const today = dayOf(ctx.now, ctx.vendor.timeZone)
  const rows = await ctx.tx.query<Known>(
    `SELECT c.id AS "claimId", p.tier, p.agreement_signed_on <= $2 IS TRUE AS "agreementSigned", r.status, upper(x.during) AS "protectedUntil",
       (SELECT count(*)::int FROM activity a WHERE a.registration_id = c.registration_id) AS activities,
       EXISTS (SELECT FROM help_request h WHERE h.registration_id = c.registration_id) AS "helpAskedFor",
       EXISTS (SELECT FROM holding h WHERE h.account_id IN (SELECT merged_accounts(d.account_id)) AND h.product_family = c.product_family
         AND h.incumbent_partner_id = c.partner_id) AS "isIncumbent",
       (SELECT t.share_bps FROM own_teaming(c.partner_id, d.account_id, c.product_family) t) AS "teamingBps"
     FROM claim c JOIN partner p ON p.id = c.partner_id JOIN deal d ON d.id = c.deal_id
       LEFT JOIN registration r ON r.id = c.registration_id LEFT JOIN protection x ON x.registration_id = r.id
     WHERE c.id = ANY($1)`,
    [claims.map(({ claim }) => claim.id), today],
  )
  const known = new Map(rows.map((row) => [row.claimId, row]))
  const facts = new Map<string, Facts>()
  for (const { deal, claim } of claims)
    facts.set(claim.id, await factsOf(ctx, deal, claim, known.get(claim.id)!, today))
  return facts
}

async function factsOf(ctx: Ctx, deal: DealRow, claim: ClaimRow, known: Known, today: string): Promise<Facts> {
  const net = netOf(deal)
  const facts: Record<string, FactValue | null | undefined> = {
    'partner.agreementSigned': known.agreementSigned,
    'partner.tier': known.tier,
    'claim.kind': 'share',
    'claim.role': claim.role,
    'claim.part': 'wholeOrder',
    'claim.baseMinor': claim.baseMinor === null ? net : Math.min(claim.baseMinor, net),
    ...registrationFacts(ctx, deal, claim, known, today),
    'claim.filedOn': claim.filedOn,
    'claim.activitiesOnRecord': known.activities + claim.activities,
    'claim.workAccepted': claim.workAccepted,
    'claim.orderThroughYou': deal.sellerPartnerId === claim.partnerId,
    'claim.paidBefore': false,
    'claim.vendorHelp': known.helpAskedFor ? 'askedFor' : claim.vendorHelp,
    'claim.reductionEntered': 'none',
    'evidence.customerConfirmed': claim.customerConfirmed,
    'evidence.wroteSpecification': claim.wroteSpecification,
    'teaming.agreed': known.teamingBps !== null,
    'teaming.shareBps': known.teamingBps,
    'deal.productFamily': ctx.productFamilies.find(({ id }) => id === claim.productFamily)?.name ?? claim.productFamily,
    'deal.kind': deal.kind,
    'deal.stage': deal.stage,
    'deal.wonOn': deal.stage === 'won' ? deal.closedOn : null,
    'deal.invoicedOn': deal.invoicedOn,
    'deal.customerPaid': deal.paidOn !== null,
    'deal.checkedOn': today,
    'deal.netAmountMinor': net,
    'deal.billing': 'once',
    'deal.tender': deal.tender,
    'deal.paper': deal.paper,
    'deal.closedBy': closedByAsSeenBy(deal, claim.partnerId),
    'deal.forOwnUse': claim.forOwnUse,
    'deal.conflictOpen': deal.conflictOpen,
    'account.incumbentIsPartner': known.isIncumbent,
    'account.incumbentDutiesDone': claim.dutiesDone ?? (await dutiesDone(ctx, deal, claim)),
  }
  return withoutUnknown(facts)
}

/** Of the renewal of a contract it's on record; of any other deal somebody has to say so. */
async function dutiesDone(ctx: Ctx, deal: DealRow, claim: ClaimRow): Promise<boolean | null> {
  if (claim.role !== 'renewed' || deal.renewsContractId === null || deal.stage !== 'open') return null
  return doesItsDuties(ctx, claim.partnerId, {
    id: deal.id,
    accountId: deal.accountId,
    productFamily: claim.productFamily,
  })
}

const withoutUnknown = (facts: Record<string, FactValue | null | undefined>): Facts =>
  Object.fromEntries(
    Object.entries(facts).filter((entry): entry is [string, FactValue] => entry[1] !== undefined && entry[1] !== null),
  )

/** Whether the registration held when the deal was won; for an open deal, whether it holds today. */
function registrationFacts(ctx: Ctx, deal: DealRow, claim: ClaimRow, known: Known, today: string) {
  if (claim.registrationId === null) return { 'claim.registration': 'none' }
  if (known.status === 'inReview' || known.status === 'informationNeeded') return { 'claim.registration': 'submitted' }
  if (known.protectedUntil === null) return { 'claim.registration': 'none' }
  const lastDay = lastDayBefore(known.protectedUntil, ctx.vendor.timeZone)
  if (known.status === 'won' || (deal.closedOn ?? today) <= lastDay) return { 'claim.registration': 'approved' }
  return { 'claim.registration': 'ended', 'claim.registrationEndedOn': lastDay }
}

function closedByAsSeenBy({ closedBy, closerPartnerId }: DealRow, partnerId: string): string | null {
  if (closedBy === null || closedBy === 'vendor') return closedBy
  return closerPartnerId === partnerId ? closedBy : 'other'
}

/** The end of all calendars here: whatever is waited for by the day is over by then. */
const lastDay = '2199-12-31'

/** The same claim once the customer has paid, and the days of return are over: what a claim comes to when nothing more is waited for. */
export function oncePaid(facts: Facts): Facts {
  const wonOn = facts['deal.wonOn'] ?? facts['deal.checkedOn']!
  return {
    ...facts,
    'partner.agreementSigned': true,
    'claim.workAccepted': true,
    'deal.wonOn': wonOn,
    'deal.invoicedOn': facts['deal.invoicedOn'] ?? wonOn,
    'deal.customerPaid': true,
    'deal.checkedOn': lastDay,
    'deal.stage': facts['deal.stage'] === 'lost' ? 'lost' : 'won',
  }
}
