import type { ReduceShare, StaffClaim } from '@parley/contract/claims'
import { formatMoney } from '@parley/rules/format'
import { earnedOf } from '@parley/rules/ledger/postings'
import type { z } from 'zod'
import { assertAble, assertRole } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { toStaffClaims } from '../deals/claim-view.ts'
import { isWon, refusedAt, settlers } from '../deals/deal-abilities.ts'
import { dealIdOf, lockDeal, readClaimRow } from '../deals/deal-rows.ts'
import { askClaim } from './claim-decisions.ts'
import { commissionFacts } from './commission-facts.ts'
import { booksOf } from './ledger.ts'
import { assertNothingUnpaid } from './note-event.ts'
import { settleClaims } from './settle-claims.ts'

type Input = z.output<typeof ReduceShare> & { id: string }

/**
 * Lowers a share by a rule. Without a rule and its version it is refused; so is one that the policy forbids, with the rule that it
 * breaks; so is one that isn't what the rules make of the claim. What is left is what a settlement books by itself.
 */
export async function reduceShare(ctx: Ctx, input: Input): Promise<StaffClaim> {
  assertRole(ctx.actor, settlers, 'lower shares')
  if (!input.rule) throw refusedAt('/rule', 'Name the rule that lowers this share. Without a rule nobody can.')
  if (!input.policyVersion)
    throw refusedAt('/policyVersion', 'Name the version of the rules for commission that has this rule.')
  const dealId = dealIdOf(await readClaimRow(ctx.tx, input.id))
  const deal = await lockDeal(ctx.tx, dealId)
  assertAble(isWon(deal))
  await assertNothingUnpaid(ctx, dealId)
  const claim = await readClaimRow(ctx.tx, input.id)
  const version = claim.settledVersion ?? claim.promisedVersion
  if (input.policyVersion !== version)
    throw refusedAt('/policyVersion', `This share is settled by version ${version} of the rules for commission.`)
  const facts = await commissionFacts(ctx, deal, claim)
  const entered = await askClaim(ctx, claim, version, { ...facts, 'claim.reductionEntered': input.because }, claim.id)
  if (entered.row.outcome === 'hold' && entered.row.params.until === 'reductionTakenOut') {
    const rule = entered.policy.rules.find(({ id }) => id === entered.row.because[0])!
    throw refusedAt(
      '/because',
      `“${rule.title}” (version ${version}, ${rule.source}) forbids this reduction. ${rule.why}`,
      'Leave the share as it is, or propose a rule.',
    )
  }
  const before = earnedOf((await booksOf(ctx.tx, [claim.id])).get(claim.id)!.balances)
  await settleClaims(ctx, deal, { alsoOwed: true })
  const after = earnedOf((await booksOf(ctx.tx, [claim.id])).get(claim.id)!.balances)
  await assertByRule(ctx, input, before - after, deal.currency)
  return (await toStaffClaims(ctx, deal, [await readClaimRow(ctx.tx, claim.id)]))[0]!
}

/** The reduction is to the cent what was booked, and by the rule that was named; otherwise all of it is undone. */
async function assertByRule(ctx: Ctx, input: Input, loweredMinor: number, currency: string): Promise<void> {
  const [last] = await ctx.tx.query<{ ground: string }>(
    `SELECT coalesce(j.rule, j.setting) AS ground FROM journal j JOIN ledger_entry e ON e.journal_id = j.id
     WHERE e.claim_id = $1 AND j.kind = 'reduction' ORDER BY j.seq DESC LIMIT 1`,
    [input.id],
  )
  if (loweredMinor <= 0 || last?.ground !== input.rule)
    throw refusedAt('/rule', 'This rule doesn’t lower this share by what is known of it.')
  if (loweredMinor !== input.amountMinor)
    throw refusedAt(
      '/amountMinor',
      `This rule lowers the share by ${formatMoney(loweredMinor, { locale: ctx.locale, currency })}.`,
    )
}
