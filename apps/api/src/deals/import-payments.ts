import { type ImportedDeals, NotePayment } from '@parley/contract/deals'
import { assertRole } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { checkShape } from '../http/check-shape.ts'
import { enterRows, isBlank, type Row, toMinor } from './csv-rows.ts'
import { refusedAt, settlers } from './deal-abilities.ts'
import { enterPayment } from './note-payment.ts'

/** Notes the payments of a CSV file. A row that can't be noted is named with the mend; the others are noted. */
export async function importPayments(ctx: Ctx, { csv }: { csv: string }): Promise<ImportedDeals> {
  assertRole(ctx.actor, settlers, 'note payments')
  const answer = await enterRows(csv, async (row) => {
    const deal = await dealOf(ctx, row)
    return enterPayment(ctx, deal.id, understand(row, deal.currency))
  })
  const { made, known, problems } = answer
  await recordEvent(ctx, { action: 'deal.paymentsImported', details: { made, known, problems: problems.length } })
  return answer
}

function understand(row: Row, currency: string) {
  if (!isBlank(row.currency) && row.currency!.toUpperCase() !== currency)
    throw refusedAt('/currency', `The deal is in ${currency}.`, `Give the amount in ${currency}.`)
  // Without one, a file that is sent twice would count twice.
  if (isBlank(row.number))
    throw refusedAt('/externalId', 'The payment has no number.', 'Give the number of your books in the column Number.')
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits!
  return checkShape(NotePayment, {
    paidOn: row['paid on'] ?? '',
    externalId: row.number,
    ...(isBlank(row.amount) ? {} : { amountMinor: toMinor(row.amount!, digits, '/amountMinor') }),
  })
}

async function dealOf({ tx }: Ctx, row: Row): Promise<{ id: string; currency: string }> {
  const known = row.deal ?? ''
  const [deal] = await tx.query<{ id: string; currency: string }>(
    'SELECT d.id, d.currency FROM deal d WHERE d.reference = $1 OR d.external_id = $1 ORDER BY d.reference = $1 DESC LIMIT 1',
    [known],
  )
  if (deal) return deal
  throw refusedAt(
    '/deal',
    `No deal is called “${known}”.`,
    'Give its reference, like D-7K2F9Q, or its number in the CRM.',
  )
}
