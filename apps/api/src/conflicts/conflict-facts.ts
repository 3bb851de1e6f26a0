import type { Facts, FactValue } from '@parley/rules/point'
import type { Ctx } from '../context.ts'
import type { RegistrationRow } from '../registrations/registration-rows.ts'
import { dayOf, daysFrom } from '../vendor-days.ts'
import type { ActingRow } from './acting-rows.ts'
import { type CaseRow, type ClaimRow, canLead, isLive } from './case-rows.ts'
import { evidenceFacts, greatest, type Known, least } from './evidence-facts.ts'
import { readSaid, type Said } from './said-facts.ts'
import { readShown } from './shown-evidence.ts'

/** One claim with the facts that it is weighed by, and what people said of it. */
export type Gathered = { claim: ClaimRow; facts: Facts; said: Said[] }

type PartnerRow = {
  partnerId: string
  authorized: boolean
  inGoodStanding: boolean
  certified: number
  country: string
  isIncumbent: boolean
  waitsForConsent: boolean
  teamingBps: number | null
}

/** The facts of every claim of a case, from the records and from what people said. What nobody knows is left out. */
export async function gatherClaims(ctx: Ctx, row: CaseRow, claims: readonly ClaimRow[]): Promise<Gathered[]> {
  const partners = await readPartners(ctx, row, claims)
  const said = await readSaid(
    ctx,
    claims.map(({ id }) => id),
  )
  const shown = await readShown(ctx, row, claims)
  const completedAt = await readCompletions(ctx, claims)
  const direct = await readDirect(ctx, row)
  const each = claims.map((claim) => {
    const words = said.get(claim.id) ?? []
    const own =
      claim.partnerId === null
        ? directFacts(ctx, claim, direct)
        : partnerFacts(ctx, row, claim, partners.get(claim.partnerId)!, completedAt)
    const recorded = { ...ofCase(ctx, row), ...own, ...evidenceFacts(shown.get(claim.id)!) }
    const spoken = Object.fromEntries(words.map(({ fact, value }) => [fact, value]))
    return { claim, said: words, known: { ...recorded, ...spoken } as Known }
  })
  const live = each.filter(({ claim }) => isLive(ctx, claim))
  const firstCompleteAt = least(
    live.filter(({ known }) => known['claim.complete'] === true).map(({ known }) => known['claim.completeAt']),
  )
  const latestProofOn = greatest(live.map(({ known }) => known['evidence.latestProofOn']))
  return each.map(({ claim, said: words, known }) => {
    const rivals = live.filter((other) => other.claim.id !== claim.id)
    const facts = withoutUnknown({
      ...known,
      'account.firstCompleteClaimAt': firstCompleteAt,
      'account.latestProofOn': latestProofOn,
      // A case is of one product family.
      'rivals.sameFamily': rivals.length > 0,
      'rivals.samePart': rivals.some((other) => isSamePart(other.known, known)),
      'account.protectedForOther': rivals.some((other) => other.claim.live.some(isExclusive)),
    })
    return { claim, facts, said: words }
  })
}

/** What part somebody would take that has only asked isn't always known: the careful reading is that it's the same. */
const isSamePart = (one: Known, other: Known): boolean =>
  one['deal.role'] === undefined || other['deal.role'] === undefined || partOf(one) === partOf(other)

/** Selling is one part of a deal, whoever's paper it is on; bringing it and working on it are others. */
const partOf = (known: Known): string => {
  const role = String(known['deal.role'])
  return role === 'resale' || role === 'managed' ? 'selling' : role
}

const isExclusive = ({ protection, status }: RegistrationRow) =>
  status === 'approved' && protection?.kind === 'exclusive'

export const withoutUnknown = (known: Known): Facts =>
  Object.fromEntries(
    Object.entries(known).filter((entry): entry is [string, FactValue] => entry[1] !== undefined && entry[1] !== null),
  )

function ofCase(ctx: Ctx, row: CaseRow): Known {
  return {
    'deal.productFamily': ctx.productFamilies.find(({ id }) => id === row.productFamily)?.name ?? row.productFamily,
    'account.designation': row.designation,
    'account.conductHold': row.conductHold,
    'claim.openedOn': dayOf(row.openedAt, ctx.vendor.timeZone),
    // Found by whoever looked into it; as long as nobody has, nothing was found.
    'evidence.untrue': false,
  }
}

/** When what was missing of a registration had been answered; one that was never asked about was complete from the start. */
async function readCompletions({ tx }: Ctx, claims: readonly ClaimRow[]): Promise<Map<string, Date>> {
  const rows = await tx.query<{ id: string; at: Date }>(
    `SELECT i.registration_id AS id, max(i.answered_at) AS at FROM information_request i
     WHERE i.registration_id = ANY($1) AND i.answered_at IS NOT NULL GROUP BY i.registration_id`,
    [claims.flatMap(({ registrations }) => registrations.map(({ id }) => id))],
  )
  return new Map(rows.map(({ id, at }) => [id, at]))
}

function partnerFacts(
  ctx: Ctx,
  row: CaseRow,
  claim: ClaimRow,
  partner: PartnerRow,
  completedAt: ReadonlyMap<string, Date>,
): Known {
  const main = claim.registrations[0]
  return {
    'claim.by': 'partner',
    'partner.authorized': partner.authorized,
    'partner.inGoodStanding': partner.inGoodStanding,
    'partner.certifiedPeopleInFamily': partner.certified,
    // In the same country it does; elsewhere somebody has to know.
    'partner.servesRegion': partner.country === (row.accountCountry ?? main?.accountCountry) ? true : undefined,
    'account.incumbentIsPartner': partner.isIncumbent,
    'claim.withdrawn': !isLive(ctx, claim),
    'claim.actedWithoutConsent': partner.waitsForConsent,
    'teaming.agreed': partner.teamingBps !== null,
    'teaming.shareBps': partner.teamingBps,
    ...(main ? registeredFacts(ctx, main, completedAt) : actingFacts(claim.acting)),
  }
}

function registeredFacts(ctx: Ctx, main: RegistrationRow, completedAt: ReadonlyMap<string, Date>): Known {
  const isComplete = main.status !== 'informationNeeded'
  return {
    'deal.kind': main.kind,
    'deal.role': main.role,
    'deal.tender': main.tender,
    'deal.registeredWithCompetitor': main.registeredWithCompetitor,
    'deal.customerChoice': main.customerChoice,
    'claim.complete': isComplete,
    'claim.completeAt': isComplete ? (completedAt.get(main.id) ?? main.submittedAt).toISOString() : undefined,
    'claim.registration': registrationOf(ctx, main),
  }
}

/** Whoever makes an offer sells. What a registration would say is unknown, and without one no claim is complete. */
function actingFacts(acting: readonly ActingRow[]): Known {
  const latest = acting.at(-1)
  return {
    'deal.kind': latest?.dealKind,
    'deal.role': acting.some(({ verb }) => verb !== 'contact' && verb !== 'assist') ? 'resale' : undefined,
    'claim.complete': false,
    'claim.registration': 'none',
  }
}

export function registrationOf({ now }: Ctx, { status, protection }: RegistrationRow): string {
  if (status === 'inReview' || status === 'informationNeeded') return 'submitted'
  if ((status === 'approved' || status === 'teaming') && protection && protection.until > now) return 'approved'
  return 'ended'
}

type Direct = { isIncumbent: boolean; isCustomer: boolean; hasOpenDeed: boolean }

function directFacts(ctx: Ctx, claim: ClaimRow, direct: Direct): Known {
  const lastContactOn = claim.opportunities[0]?.lastContactOn
  const today = dayOf(ctx.now, ctx.vendor.timeZone)
  return {
    'claim.by': 'direct',
    'deal.kind': direct.isCustomer ? 'expansion' : 'new',
    'deal.role': 'resale',
    'deal.registeredWithCompetitor': false,
    'deal.customerChoice': 'open',
    'deal.tender': 'none',
    'account.incumbentIsPartner': direct.isIncumbent,
    'account.daysSinceDirectContact': lastContactOn ? Math.max(0, daysFrom(lastContactOn, today)) : undefined,
    'claim.withdrawn': !isLive(ctx, claim),
    ...(claim.acting.length === 0 || canLead(claim)
      ? { 'claim.complete': true, 'claim.completeAt': claim.since.toISOString() }
      : { 'claim.complete': false }),
    'claim.registration': 'none',
    'claim.actedWithoutConsent': direct.hasOpenDeed,
    'teaming.agreed': false,
  }
}

async function readPartners(ctx: Ctx, row: CaseRow, claims: readonly ClaimRow[]): Promise<Map<string, PartnerRow>> {
  const rows = await ctx.tx.query<PartnerRow>(
    `SELECT p.id AS "partnerId", p.authorized, p.in_good_standing AS "inGoodStanding", p.country,
       (SELECT count(*)::int FROM certification c WHERE c.partner_id = p.id AND c.product_family = $3 AND c.expires_on >= $4) AS certified,
       EXISTS (SELECT FROM holding h WHERE h.account_id IN (SELECT account_family($2)) AND h.product_family = $3
         AND h.incumbent_partner_id = p.id) AS "isIncumbent",
       EXISTS (SELECT FROM engagement e JOIN consent c ON c.engagement_id = e.id AND c.state = 'waiting' AND (c.due_at IS NULL OR c.due_at > $5)
         WHERE e.asked_by = 'partner' AND e.partner_id = p.id AND e.product_family = $3 AND e.account_id IN (SELECT account_family($2))) AS "waitsForConsent",
       (SELECT t.share_bps FROM own_teaming(p.id, $2, $3) t) AS "teamingBps"
     FROM partner p WHERE p.id = ANY($1)`,
    [
      claims.flatMap(({ partnerId }) => partnerId ?? []),
      row.accountId,
      row.productFamily,
      dayOf(ctx.now, ctx.vendor.timeZone),
      ctx.now,
    ],
  )
  return new Map(rows.map((each) => [each.partnerId, each]))
}

async function readDirect({ tx }: Ctx, { accountId, productFamily }: CaseRow): Promise<Direct> {
  const [row] = await tx.query<Direct>(
    `SELECT EXISTS (SELECT FROM holding h WHERE h.account_id IN (SELECT account_family($1)) AND h.product_family = $2) AS "isCustomer",
       EXISTS (SELECT FROM holding h WHERE h.account_id IN (SELECT account_family($1)) AND h.product_family = $2
         AND h.incumbent_partner_id IS NULL) AS "isIncumbent",
       EXISTS (SELECT FROM engagement e JOIN engagement_deed d ON d.engagement_id = e.id AND d.approved_at IS NULL
         WHERE e.asked_by = 'vendor' AND e.product_family = $2 AND e.account_id IN (SELECT account_family($1))) AS "hasOpenDeed"`,
    [accountId, productFamily],
  )
  return row!
}
