import type { DeclineClaim, DeclinedClaim } from '@parley/contract/claims'
import type { z } from 'zod'
import { assertRole } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { leaveMessage } from '../outbox/leave-message.ts'
import { assertVersion, dealKeepers } from './deal-abilities.ts'
import { readClaimRow } from './deal-rows.ts'

type Input = z.output<typeof DeclineClaim> & { id: string; ifMatch: number }

/**
 * The staff doesn't take up a claim that stands on no deal. Its partner is told the reason, and nothing else: whether there is a deal, or
 * whose, isn't among it. What stands on a deal is decided there.
 */
export async function declineClaim(ctx: Ctx, { id, ifMatch, because }: Input): Promise<DeclinedClaim> {
  assertRole(ctx.actor, dealKeepers, 'decline claims')
  await ctx.tx.query('SELECT 1 FROM claim WHERE id = $1 FOR UPDATE', [id])
  const claim = await readClaimRow(ctx.tx, id)
  const { reference, partnerId, partnerName, accountName, role } = claim
  if (claim.dealId !== null)
    throw new AppError('conflict', `${reference} stands on a deal by now. It is decided there, with the others.`)
  if (claim.declinedAt !== null) throw new AppError('conflict', `${reference} was declined already.`)
  assertVersion(claim, ifMatch)
  await ctx.tx.query(
    `UPDATE claim SET declined_at = $2, declined_because = $3, declined_by = $4, declined_by_name = $5, version = version + 1 WHERE id = $1`,
    [id, ctx.now, because, ctx.actor.userId, ctx.actor.name],
  )
  const subject = { kind: 'claim', id, name: `${accountName}, ${reference}` }
  await recordEvent(ctx, { action: 'claim.declined', subject, partnerId, details: { reason: because } })
  await leaveMessage(ctx, { topic: 'claim.declined', subjectId: id, partnerId, payload: {} })
  return {
    ...{ id, reference, accountName, role, partner: { id: partnerId, name: partnerName } },
    ...{ because, declinedAt: ctx.now.toISOString(), declinedByName: ctx.actor.name, version: claim.version + 1 },
  }
}
