import type { CloseDeal, StaffDeal } from '@parley/contract/deals'
import type { z } from 'zod'
import { assertAble, assertRole } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import { settleClaims } from '../commissions/settle-claims.ts'
import type { Ctx } from '../context.ts'
import { keepDutiesDone } from '../renewals/keep-duties.ts'
import { makeContracts } from '../renewals/make-contracts.ts'
import { dayOf } from '../vendor-days.ts'
import { assertVersion, dealAbilities, dealKeepers, refusedAt, settlers } from './deal-abilities.ts'
import { type DealRow, lockDeal, readDealRow } from './deal-rows.ts'
import { readDeal } from './read-deal.ts'

type Close = z.output<typeof CloseDeal> & { id: string; ifMatch: number }

/** Closes it. Won, the seller is the customer's incumbent, and all claims are settled together; lost, they earn nothing and read why. */
export async function closeDeal(ctx: Ctx, { id, ifMatch, result, ...input }: Close): Promise<StaffDeal> {
  assertRole(ctx.actor, dealKeepers, 'close deals')
  const deal = await lockDeal(ctx.tx, id)
  assertVersion(deal, ifMatch)
  const can = dealAbilities(ctx, deal)
  assertAble(result === 'won' ? can.win : can.lose)
  const closer = closerOf(result, input)
  if (result === 'won') await keepDutiesDone(ctx, deal)
  await ctx.tx.query(
    `UPDATE deal SET stage = $2, closed_on = $3, closed_by = $4, closer_partner_id = $5, invoiced_on = $6, starts_on = $7, ends_on = $8,
       paper = CASE WHEN $2 = 'won' THEN coalesce(paper, 'vendor') ELSE paper END, version = version + 1 WHERE id = $1`,
    [
      ...[id, result, dayOf(ctx.now, ctx.vendor.timeZone), closer.closedBy, closer.closerPartnerId],
      ...[input.invoicedOn ?? null, input.startsOn ?? null, input.endsOn ?? null],
    ],
  )
  const closed = await readDealRow(ctx.tx, id)
  await settleClaims(ctx, closed)
  if (result === 'won') {
    await keepHoldings(ctx, closed)
    await makeContracts(ctx, closed)
  }
  const subject = { kind: 'deal', id, name: `${deal.accountName}, ${deal.reference}` }
  await recordEvent(ctx, { action: 'deal.closed', subject, details: { result } })
  return readDeal(ctx, id)
}

function closerOf(result: 'won' | 'lost', { closedBy, closerPartnerId }: Omit<Close, 'id' | 'ifMatch' | 'result'>) {
  if (result === 'lost') return { closedBy: null, closerPartnerId: null }
  if (closedBy === undefined) throw refusedAt('/closedBy', 'Say who closed the deal.')
  if (closedBy === 'vendor') return { closedBy, closerPartnerId: null }
  if (!closerPartnerId) throw refusedAt('/closerPartnerId', 'Say which partner closed it.')
  return { closedBy, closerPartnerId }
}

/**
 * The account buys these families from now on. A sale of the vendor's own leaves the incumbent as it was, and so does, after a
 * merge, a renewal by whoever is the incumbent at the record that was absorbed: it takes nothing from the other that sold there.
 */
async function keepHoldings(
  { tx }: Ctx,
  { accountId, productFamilies, sellerPartnerId, closedOn, renewsContractId }: DealRow,
): Promise<void> {
  await tx.query(
    `INSERT INTO holding (account_id, product_family, incumbent_partner_id, since) SELECT $1, f, $3, $4 FROM unnest($2::text[]) f
     WHERE NOT ($5 AND EXISTS (SELECT FROM holding h WHERE h.account_id IN (SELECT merged_accounts($1)) AND h.account_id <> $1
       AND h.product_family = f AND h.incumbent_partner_id = $3))
     ON CONFLICT (account_id, product_family)
       DO UPDATE SET incumbent_partner_id = coalesce(EXCLUDED.incumbent_partner_id, holding.incumbent_partner_id)`,
    [accountId, productFamilies, sellerPartnerId, closedOn, renewsContractId !== null],
  )
}

/** Settles again by what is known now: days have passed, or facts were added. Nothing new leaves all as it is. */
export async function settleAgain(ctx: Ctx, id: string): Promise<StaffDeal> {
  assertRole(ctx.actor, settlers, 'settle deals')
  const deal = await lockDeal(ctx.tx, id)
  assertAble(dealAbilities(ctx, deal).settle)
  await settleClaims(ctx, deal)
  return readDeal(ctx, id)
}
