import type { StaffDeal } from '@parley/contract/deals'
import type { DecidePaper } from '@parley/contract/paper'
import type { Facts, FactValue } from '@parley/rules/point'
import type { z } from 'zod'
import { assertAble, assertRole } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import { recordDecision } from '../commissions/claim-decisions.ts'
import type { Ctx } from '../context.ts'
import { decideByPolicy } from '../decisions/decide-by-policy.ts'
import { outcomeOf } from '../decisions/decision-card.ts'
import type { DecisionRow } from '../decisions/decision-rows.ts'
import { pointOf } from '../policies/decision-point.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { dayOf } from '../vendor-days.ts'
import { isOpen, paperDeciders, refusedAt } from './deal-abilities.ts'
import { type DealRow, lockDeal } from './deal-rows.ts'
import { readDeal } from './read-deal.ts'

type Input = z.output<typeof DecidePaper> & { id: string }

const papers = ['vendor', 'partner', 'distributor', 'marketplace']

/** Whose contract the customer signs, by the policy, or by a person with a reason. Only before the deal is closed. */
export async function decidePaper(ctx: Ctx, input: Input): Promise<StaffDeal> {
  assertRole(ctx.actor, paperDeciders, 'have the paper decided')
  const deal = await lockDeal(ctx.tx, input.id)
  assertAble(isOpen(deal))
  const facts = await paperFacts(ctx, deal, input)
  const row = input.inPerson ? inPerson(ctx, deal, input, facts) : await byPolicy(ctx, deal, input, facts)
  const decision = await recordDecision(ctx, row)
  const isDecided = papers.includes(decision.outcome)
  // Whoever resells or runs it sells it; a referral leaves the sale to the vendor.
  const seller = isDecided && (input.role === 'resale' || input.role === 'managed') ? input.partnerId : null
  await ctx.tx.query(
    `UPDATE deal SET paper_decision_id = $2, paper = $3, earns = $4, seller_partner_id = $5, version = version + 1 WHERE id = $1`,
    [
      deal.id,
      decision.id,
      isDecided ? decision.outcome : null,
      isDecided ? String(decision.params.earns) : null,
      seller,
    ],
  )
  const subject = { kind: 'deal', id: deal.id, name: `${deal.accountName}, ${deal.reference}` }
  const details = { outcome: outcomeOf(pointOf('paper'), decision).title }
  await recordEvent(ctx, { action: 'deal.paperDecided', subject, partnerId: input.partnerId, details })
  return readDeal(ctx, deal.id)
}

async function byPolicy(ctx: Ctx, deal: DealRow, { partnerId }: Input, facts: Facts): Promise<DecisionRow> {
  const inForce = await policyInForce(ctx.tx, 'paper', ctx.now)
  return (await decideByPolicy(ctx, 'paper', inForce, facts, { subjectId: deal.id, partnerId, supersedes: null })).row
}

function inPerson(ctx: Ctx, deal: DealRow, { partnerId, inPerson }: Input, facts: Facts): DecisionRow {
  const { paper, earns, reason, wording } = inPerson!
  const allowed = pointOf('paper').outcomes[paper]!.parameters.earns
  if (allowed?.kind !== 'choice' || !Object.hasOwn(allowed.values, earns))
    throw refusedAt('/inPerson/earns', 'On this paper the partner earns otherwise.')
  return {
    id: ctx.newId(),
    point: 'paper',
    ...{ subjectId: deal.id, partnerId, outcome: paper, params: { earns }, supersedes: null, facts },
    ...{ because: [], fired: [], nearly: [], missing: [], policyVersion: null, policyActiveFrom: null },
    ...{ decidedAt: ctx.now, actorId: ctx.actor.userId, actorName: ctx.actor.name },
    ...{ overrideReason: reason, overrideWording: wording },
  }
}

async function paperFacts(ctx: Ctx, deal: DealRow, input: Input): Promise<Facts> {
  const [known] = await ctx.tx.query<{ authorized: boolean; signed: boolean; designation: string }>(
    `SELECT p.authorized, p.agreement_signed_on <= $3 IS TRUE AS signed, a.designation FROM partner p, account a
     WHERE p.id = $1 AND a.id = $2`,
    [input.partnerId, deal.accountId, dayOf(ctx.now, ctx.vendor.timeZone)],
  )
  if (!known) throw refusedAt('/partnerId', 'There is no such partner.')
  const family = ctx.productFamilies.find(({ id }) => id === deal.productFamilies[0])!.name
  const facts: Record<string, FactValue | undefined> = {
    'partner.authorized': known.authorized,
    'partner.agreementSigned': known.signed,
    'partner.resaleAgreed': input.resaleAgreed,
    'partner.managedServiceAgreed': input.managedServiceAgreed,
    'partner.freeCreditMinor': input.freeCreditMinor,
    'partner.prepays': input.prepays,
    'partner.servesRegion': input.servesRegion,
    'program.channelOnly': input.channelOnly,
    'deal.productFamily': family,
    'deal.kind': deal.kind,
    'deal.role': input.role,
    'deal.amountMinor': deal.amountMinor,
    'deal.route': input.route,
    'deal.signed': false,
    'deal.coTerm': input.coTerm,
    'deal.publicContract': input.publicContract,
    'deal.termsDiffer': input.termsDiffer,
    'customer.wantsPaper': input.wantsPaper,
    'customer.frameworkWith': input.frameworkWith,
    'contract.paper': input.contractPaper,
    'account.designation': known.designation,
    'account.creditHold': input.creditHold,
  }
  return Object.fromEntries(
    Object.entries(facts).filter((entry): entry is [string, FactValue] => entry[1] !== undefined),
  )
}
