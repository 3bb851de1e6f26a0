import { CreateDeal, type ImportedDeals } from '@parley/contract/deals'
import { normalizeName } from '@parley/identity/normalize-name'
import { assertRole } from '../abilities.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { checkShape } from '../http/check-shape.ts'
import { enterRows, isBlank, type Row, toMinor } from './csv-rows.ts'
import { dealKeepers, refusedAt } from './deal-abilities.ts'
import { enterDeal } from './keep-deal.ts'

/** Enters the deals of a CSV file. A row that can't be entered is named with the mend; the others are entered. */
export async function importDeals(ctx: Ctx, { csv }: { csv: string }): Promise<ImportedDeals> {
  assertRole(ctx.actor, dealKeepers, 'enter deals')
  const answer = await enterRows(csv, async (row) => enterDeal(ctx, await understand(ctx, row), 'csv'))
  const { made, known, problems } = answer
  await recordEvent(ctx, { action: 'deal.imported', details: { made, known, problems: problems.length } })
  return answer
}

/** A row as the form of a deal. Amounts are in whole units or with a point: `45000` and `45000.50`, no other signs. */
async function understand(ctx: Ctx, row: Row) {
  const currency = currencyOf(row)
  const digits = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: currency ?? ctx.vendor.currency,
  }).resolvedOptions().maximumFractionDigits!
  return checkShape(CreateDeal, {
    accountId: await accountOf(ctx, row),
    productFamilies: (row.families ?? '').split(/[|;]/).map((each) => familyId(ctx, each.trim())),
    kind: isBlank(row.kind) ? 'new' : row.kind!.toLowerCase(),
    amountMinor: toMinor(row.amount ?? '', digits, '/amountMinor'),
    ...(currency ? { currency } : {}),
    ...(isBlank(row.margin) ? {} : { marginMinor: toMinor(row.margin!, digits, '/marginMinor') }),
    ...(isBlank(row['term months']) ? {} : { termMonths: Number(row['term months']) }),
    ...(isBlank(row.tender) ? {} : { tender: row.tender!.toLowerCase() }),
    ...(isBlank(row.number) ? {} : { externalId: row.number }),
  })
}

const currencies = new Set(Intl.supportedValuesOf('currency'))

/** Checked before amounts are read by it: Intl throws at what isn't a code, which would end the whole file. */
function currencyOf(row: Row): string | undefined {
  if (isBlank(row.currency)) return undefined
  const code = row.currency!.toUpperCase()
  if (currencies.has(code)) return code
  const detail = `“${row.currency}” isn’t a currency.`
  throw refusedAt('/currency', detail, 'Write its three letters, like USD or EUR, or leave it empty for the program’s.')
}

function familyId({ productFamilies }: Ctx, name: string): string {
  const wanted = name.toLowerCase()
  const found = productFamilies.find((each) => each.id === wanted || each.name.toLowerCase() === wanted)
  if (found) return found.id
  const names = productFamilies.map((each) => each.name).join(', ')
  throw refusedAt(
    '/productFamilies',
    name === '' ? 'It says no product family.' : `There is no product family “${name}”.`,
    `Write one of ${names}; several with | between them.`,
  )
}

async function accountOf({ tx }: Ctx, row: Row): Promise<string> {
  const id = row['account id']
  if (id !== undefined && id !== '') return id
  const name = row.account ?? ''
  const found = await tx.query<{ id: string }>(
    // By the index of names first: a file has thousands of rows, and a vendor a hundred thousand accounts.
    `SELECT id FROM account WHERE merged_into IS NULL AND normalized_name COLLATE "C" = $2 AND lower(name) = lower($1) LIMIT 2`,
    [name, normalizeName(name)],
  )
  if (found.length === 1) return found[0]!.id
  throw refusedAt(
    '/accountId',
    found.length === 0 ? `No account is called “${name}”.` : `Several accounts are called “${name}”.`,
    'Give its id in the column Account id; the export of accounts has it.',
  )
}
