import type { DecideClaim, StaffClaim } from '@parley/contract/claims'
import type { z } from 'zod'
import { assertAble, assertRole } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { toStaffClaims } from '../deals/claim-view.ts'
import { claimDeciders, refusedAt } from '../deals/deal-abilities.ts'
import { dealIdOf, lockDeal, readClaimRow, readDealRow } from '../deals/deal-rows.ts'
import { recordDecision } from './claim-decisions.ts'
import { commissionFacts } from './commission-facts.ts'
import { settleClaims } from './settle-claims.ts'

type Input = z.output<typeof DecideClaim> & { id: string }

/** A person answers where the rules leave it to one. It stands for as long as they do; the pool and its other claims hold as ever. */
export async function decideClaim(ctx: Ctx, input: Input): Promise<StaffClaim> {
  assertRole(ctx.actor, claimDeciders, 'decide claims')
  const { id, outcome, amountMinor, reason, wording } = input
  const dealId = dealIdOf(await readClaimRow(ctx.tx, id))
  const deal = await lockDeal(ctx.tx, dealId)
  const claim = await readClaimRow(ctx.tx, id)
  const [view] = await toStaffClaims(ctx, deal, [claim])
  assertAble(view!.can.decide)
  if (outcome === 'earn' && amountMinor === undefined) throw refusedAt('/amountMinor', 'Say how much it earns.')
  await recordDecision(ctx, {
    id: ctx.newId(),
    point: 'commission',
    ...{ subjectId: id, partnerId: claim.partnerId, outcome, supersedes: null },
    params: outcome === 'earn' ? { amountMinor: amountMinor!, paidAs: 'commission' } : {},
    facts: await commissionFacts(ctx, deal, claim),
    ...{ because: [], fired: [], nearly: [], missing: [], policyVersion: null, policyActiveFrom: null },
    ...{ decidedAt: ctx.now, actorId: ctx.actor.userId, actorName: ctx.actor.name },
    ...{ overrideReason: reason, overrideWording: wording },
  })
  await settleClaims(ctx, deal)
  const subject = { kind: 'claim', id, name: `${claim.accountName}, ${claim.reference}` }
  await recordEvent(ctx, { action: 'claim.decided', subject, partnerId: claim.partnerId, details: { outcome } })
  return (await toStaffClaims(ctx, await readDealRow(ctx.tx, dealId), [await readClaimRow(ctx.tx, id)]))[0]!
}
