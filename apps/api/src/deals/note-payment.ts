import type { NotePayment, StaffDeal } from '@parley/contract/deals'
import { formatMoney } from '@parley/rules/format'
import type { z } from 'zod'
import { assertAble, assertRole } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import { openOf } from '../commissions/commission-facts.ts'
import { settleClaims } from '../commissions/settle-claims.ts'
import type { Ctx } from '../context.ts'
import { dayOf } from '../vendor-days.ts'
import { keepPayment } from './customer-payments.ts'
import { dealAbilities, refusedAt, settlers } from './deal-abilities.ts'
import { type DealRow, lockDeal, readDealRow } from './deal-rows.ts'
import { readDeal } from './read-deal.ts'

type Payment = z.output<typeof NotePayment>

/** The customer has paid, all of it or a part. Of what waited for that alone, as much is owed from now on. */
export async function notePayment(ctx: Ctx, { id, ...payment }: Payment & { id: string }): Promise<StaffDeal> {
  assertRole(ctx.actor, settlers, 'note payments')
  await enterPayment(ctx, id, payment)
  return readDeal(ctx, id)
}

/** Notes it, and settles what follows. One whose number is known is noted already, and changes nothing. */
export async function enterPayment(ctx: Ctx, id: string, payment: Payment): Promise<{ isNew: boolean }> {
  const deal = await lockDeal(ctx.tx, id)
  if (payment.externalId !== undefined && (await isKnown(ctx, deal, payment))) return { isNew: false }
  assertAble(dealAbilities(ctx, deal).notePayment)
  const { paidOn, externalId = null, invoicedOn } = payment
  if (paidOn > dayOf(ctx.now, ctx.vendor.timeZone))
    throw refusedAt('/paidOn', 'That day is still to come. Give the day of the payment.')
  const openMinor = openOf(deal)
  const amountMinor = payment.amountMinor ?? openMinor
  if (amountMinor > openMinor) {
    const open = formatMoney(openMinor, { locale: ctx.locale, currency: deal.currency })
    throw refusedAt(
      '/amountMinor',
      `The customer owes ${open} of this deal: this is more.`,
      `Note ${open}, or less. What it paid too much isn’t part of the deal.`,
    )
  }
  // A deal may be for nothing: then its payment is a day alone.
  if (amountMinor > 0) await keepPayment(ctx, id, { paidOn, amountMinor, externalId })
  await ctx.tx.query(
    'UPDATE deal SET paid_on = $2, invoiced_on = coalesce($3, invoiced_on, closed_on), version = version + 1 WHERE id = $1',
    [id, amountMinor === openMinor ? paidOn : null, invoicedOn ?? null],
  )
  await settleClaims(ctx, await readDealRow(ctx.tx, id))
  const subject = { kind: 'deal', id, name: `${deal.accountName}, ${deal.reference}` }
  await recordEvent(ctx, { action: 'deal.paymentNoted', subject, details: { paidOn, amountMinor } })
  return { isNew: true }
}

/** Whether its number is noted. With another amount it isn't the same payment: to pass that over would lose one of the two. */
async function isKnown({ tx, locale }: Ctx, { id, currency }: DealRow, { externalId, amountMinor }: Payment) {
  const [known] = await tx.query<{ amountMinor: number }>(
    'SELECT y.amount_minor AS "amountMinor" FROM customer_payment y WHERE y.deal_id = $1 AND y.external_id = $2',
    [id, externalId],
  )
  if (known && amountMinor !== undefined && amountMinor !== known.amountMinor)
    throw refusedAt(
      '/externalId',
      `${externalId} is noted on this deal already, with ${formatMoney(known.amountMinor, { locale, currency })}.`,
      'Give the number of this payment, or the amount that was noted.',
    )
  return known !== undefined
}
