import type { CreateDeal, EditDeal, StaffDeal } from '@parley/contract/deals'
import type { z } from 'zod'
import { assertAble, assertRole } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { leaveMessage } from '../outbox/leave-message.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { assertVersion, dealKeepers, isOpen, refusedAt } from './deal-abilities.ts'
import { type DealRow, lockDeal } from './deal-rows.ts'
import { readDeal } from './read-deal.ts'

/** Enters a deal by hand, or through the API with a key. One whose number is known is that deal, unchanged. */
export async function createDeal(ctx: Ctx, input: CreateDeal): Promise<StaffDeal> {
  assertRole(ctx.actor, dealKeepers, 'enter deals')
  const { id } = await enterDeal(ctx, input, ctx.actor.via === 'apiKey' ? 'api' : 'hand')
  return readDeal(ctx, id)
}

export async function enterDeal(
  ctx: Ctx,
  input: CreateDeal,
  source: DealRow['source'],
): Promise<{ id: string; isNew: boolean }> {
  const currency = await assertCurrency(ctx, input.currency)
  const [account] = await ctx.tx.query<{ id: string; name: string }>(
    'SELECT id, name FROM account WHERE id = $1 AND merged_into IS NULL',
    [input.accountId],
  )
  if (!account) throw refusedAt('/accountId', 'There is no such account.', 'Find it under Accounts, or enter it there.')
  for (const family of input.productFamilies)
    if (!ctx.productFamilies.some(({ id }) => id === family))
      throw refusedAt(
        '/productFamilies',
        `There is no product family ${family}.`,
        `Choose of ${ctx.productFamilies.map(({ id }) => id).join(', ')}.`,
      )
  assertMargin(input.amountMinor, input.marginMinor)
  const id = ctx.newId()
  const reference = ctx.newReference().replace('R-', 'D-')
  const [made] = await ctx.tx.query<{ id: string }>(
    `INSERT INTO deal (id, reference, external_id, account_id, product_families, kind, amount_minor, currency, margin_minor, term_months,
       tender, source, created_at, created_by_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (external_id) DO NOTHING RETURNING id`,
    [
      ...[id, reference, input.externalId ?? null, account.id, input.productFamilies, input.kind, input.amountMinor],
      ...[currency, input.marginMinor ?? null, input.termMonths ?? null, input.tender, source, ctx.now, ctx.actor.name],
    ],
  )
  if (made) {
    const subject = { kind: 'deal', id, name: `${account.name}, ${reference}` }
    await recordEvent(ctx, { action: 'deal.entered', subject, details: { source } })
    return { id, isNew: true }
  }
  const [known] = await ctx.tx.query<{ id: string }>('SELECT id FROM deal WHERE external_id = $1', [input.externalId])
  return { id: known!.id, isNew: false }
}

/** The currency in which the program's rules for commission are written: amounts of another can't be settled by them. */
export async function assertCurrency(ctx: Ctx, given: string | undefined): Promise<string> {
  const { policy } = await policyInForce(ctx.tx, 'commission', ctx.now)
  const currency = policy.currency ?? ctx.vendor.currency
  if (given === undefined || given === currency) return currency
  throw refusedAt(
    '/currency',
    `Commission is settled in ${currency}, so a deal in ${given} can’t be.`,
    `Give the amount in ${currency}.`,
  )
}

function assertMargin(amountMinor: number, marginMinor: number | null | undefined): void {
  if (marginMinor !== null && marginMinor !== undefined && marginMinor > amountMinor)
    throw refusedAt('/marginMinor', 'The margin can’t be larger than the amount.')
}

/** What was said; what was left out stays as it was. */
export const onlyGiven = <T extends object>(changes: T) =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>
  }

type Edit = z.output<typeof EditDeal> & { id: string; ifMatch: number }

export async function editDeal(ctx: Ctx, { id, ifMatch, ...changes }: Edit): Promise<StaffDeal> {
  assertRole(ctx.actor, dealKeepers, 'change deals')
  const deal = await lockDeal(ctx.tx, id)
  assertVersion(deal, ifMatch)
  assertAble(isOpen(deal))
  const given = onlyGiven(changes)
  const { amountMinor, marginMinor, termMonths, tender } = { ...deal, ...given }
  assertMargin(amountMinor, marginMinor)
  await ctx.tx.query(
    'UPDATE deal SET amount_minor = $2, margin_minor = $3, term_months = $4, tender = $5, version = version + 1 WHERE id = $1',
    [id, amountMinor, marginMinor ?? null, termMonths ?? null, tender],
  )
  const subject = { kind: 'deal', id, name: `${deal.accountName}, ${deal.reference}` }
  await recordEvent(ctx, { action: 'deal.changed', subject, details: given })
  if (deal.claims > 0 && (given.amountMinor !== undefined || given.marginMinor !== undefined))
    await leaveMessage(ctx, { topic: 'deal.changed', subjectId: id, partnerId: null, payload: {} })
  return readDeal(ctx, id)
}
