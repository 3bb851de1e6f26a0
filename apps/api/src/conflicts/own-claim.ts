import { claimOutcomes, type OwnClaim } from '@parley/contract/conflicts'
import { compile } from '@parley/rules/compile/closures'
import { factsPartnersKnow, partnerEdition } from '@parley/rules/edition'
import { explain } from '@parley/rules/explain/reasons'
import { formatValue } from '@parley/rules/format'
import type { FactDefinition, Facts } from '@parley/rules/point'
import { conflict as point } from '@parley/rules/points/conflict/point'
import { familyName } from '../accounts/account-view.ts'
import type { Ctx } from '../context.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { type RegistrationRow, readRegistration } from '../registrations/registration-rows.ts'
import { dayOf, lastDayBefore } from '../vendor-days.ts'
import { readAppeals, readOutcomeOf } from './award-rows.ts'
import { toAppeal } from './case-view.ts'
import { registrationOf, withoutUnknown } from './conflict-facts.ts'
import { evidenceFacts } from './evidence-facts.ts'
import { canAppeal } from './file-appeal.ts'
import { shownFor } from './shown-evidence.ts'
import { canOffer, canWithdrawOffer, readOffers, toOffer } from './teaming-offers.ts'

/** Needed to tell what is recent, and no day of any case. */
const weighedOn = 'claim.openedOn'
const definitions: Readonly<Record<string, FactDefinition>> = point.facts

/**
 * A partner's own side at an account: what it has shown, what the published rules count of it, and what was decided. It rests on this
 * partner's own rows alone, so it reads the same whether anybody else claims the account or not.
 */
export async function readOwnClaim(ctx: Ctx, { id }: { id: string }): Promise<OwnClaim> {
  const row = await readRegistration(ctx.tx, id)
  const facts = await ownFacts(ctx, row)
  const outcome = await readOutcomeOf(ctx, id)
  const appeals = outcome ? await readAppeals(ctx, [outcome.claimId]) : []
  const until = outcome?.appealUntil ?? null
  const offer = (await readOffers(ctx, [id])).get(id)
  return {
    accountName: row.accountName,
    productFamily: { id: row.productFamily, name: familyName(ctx, row.productFamily) },
    facts: Object.entries(facts)
      .filter(([fact]) => fact !== weighedOn)
      .map(([fact, value]) => ({
        ...{ fact, title: definitions[fact]!.title },
        value: formatValue(definitions[fact]!, value, {
          ...{ locale: ctx.locale, currency: ctx.vendor.currency, zone: ctx.vendor.timeZone },
        }),
      })),
    ...(await countedOf(ctx, facts)),
    outcome: outcome && {
      outcome: outcome.outcome,
      title: claimOutcomes[outcome.outcome],
      ...{ shareBps: outcome.shareBps, wording: outcome.wording },
      decidedAt: outcome.decidedAt.toISOString(),
      decidedBy: outcome.byPerson ? `A channel manager of ${ctx.vendor.name}` : 'The policy',
      appealUntil: until?.toISOString() ?? null,
      appealLastDay: until && lastDayBefore(until, ctx.vendor.timeZone),
    },
    appeal: appeals[0] ? toAppeal(ctx, appeals[0]) : null,
    teamingOffer: offer ? toOffer(offer) : null,
    can: {
      appeal: await canAppeal(ctx, outcome),
      offerTeaming: canOffer(ctx, row, offer),
      withdrawOffer: canWithdrawOffer(offer),
    },
  }
}

type Own = { authorized: boolean; inGoodStanding: boolean; country: string; certified: number }

async function ownFacts(ctx: Ctx, row: RegistrationRow): Promise<Facts> {
  const today = dayOf(ctx.now, ctx.vendor.timeZone)
  const [own] = await ctx.tx.query<Own>(
    `SELECT p.authorized, p.in_good_standing AS "inGoodStanding", p.country, (SELECT count(*)::int FROM certification c
       WHERE c.partner_id = p.id AND c.product_family = $2 AND c.expires_on >= $3) AS certified FROM partner p WHERE p.id = $1`,
    [row.partnerId, row.productFamily, today],
  )
  return factsPartnersKnow(
    point,
    withoutUnknown({
      'partner.authorized': own!.authorized,
      'partner.inGoodStanding': own!.inGoodStanding,
      'partner.certifiedPeopleInFamily': own!.certified,
      'partner.servesRegion': own!.country === row.accountCountry ? true : undefined,
      'deal.productFamily': familyName(ctx, row.productFamily),
      'deal.kind': row.kind,
      'deal.role': row.role,
      'deal.tender': row.tender,
      'deal.registeredWithCompetitor': row.registeredWithCompetitor,
      'deal.customerChoice': row.customerChoice,
      'claim.by': 'partner',
      [weighedOn]: today,
      'claim.registration': registrationOf(ctx, row),
      ...evidenceFacts(await shownFor(ctx, [row.id], null)),
    }),
  )
}

/** What the published rules give points for: what holds, in their words, and the titles of the others. */
async function countedOf(ctx: Ctx, facts: Facts): Promise<Pick<OwnClaim, 'counts' | 'couldCount'>> {
  const { policy } = await policyInForce(ctx.tx, 'conflict', ctx.now)
  const edition = partnerEdition(point, policy)
  const { evaluate, program } = compile(point, edition)
  const holding = evaluate(facts).certain.map((index) => program.rules[index]!.id)
  const scoring = edition.rules.filter(({ event }) => event.type === 'score').map(({ id }) => id)
  const because = scoring.filter((id) => holding.includes(id))
  const decided = { status: 'decided', outcome: { type: 'score', params: {} }, because, fired: because } as const
  const decision = { ...decided, point: point.id, policyVersion: policy.version ?? 1, nearly: [] }
  const reasons = because.length > 0 ? explain(point, policy, facts, decision, 'partner', ctx.locale) : []
  return {
    counts: reasons.map(({ text }) => text),
    couldCount: edition.rules
      .filter(({ id }) => scoring.includes(id) && !because.includes(id))
      .map(({ title }) => title),
  }
}
