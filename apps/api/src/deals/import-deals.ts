import { CreateDeal, type ImportedDeals } from '@parley/contract/deals'
import { assertRole } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { checkShape } from '../http/check-shape.ts'
import { readCsv, UnreadableFile } from '../imports/csv/read-csv.ts'
import { dealKeepers, refusedAt } from './deal-abilities.ts'
import { enterDeal } from './keep-deal.ts'

type Row = Record<string, string>

/** Enters the deals of a CSV file. A row that can't be entered is named with the mend; the others are entered. */
export async function importDeals(ctx: Ctx, { csv }: { csv: string }): Promise<ImportedDeals> {
  assertRole(ctx.actor, dealKeepers, 'enter deals')
  const answer: ImportedDeals = { made: 0, known: 0, problems: [] }
  for (const { number, row } of await rowsOf(csv)) {
    try {
      const { isNew } = await enterDeal(ctx, await understand(ctx, row), 'csv')
      answer[isNew ? 'made' : 'known']++
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const [field] = error.fields ?? []
      answer.problems.push({
        row: number,
        detail: error.message,
        mend: field?.mend ?? 'Mend it, then send the file again.',
      })
    }
  }
  const { made, known, problems } = answer
  await recordEvent(ctx, { action: 'deal.imported', details: { made, known, problems: problems.length } })
  return answer
}

async function rowsOf(csv: string): Promise<{ number: number; row: Row }[]> {
  try {
    const { header, rows } = await readCsv(Buffer.from(csv))
    const names = header.map((name) =>
      name
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_-]+/g, ' '),
    )
    const found: { number: number; row: Row }[] = []
    for await (const { number, cells } of rows)
      found.push({ number, row: Object.fromEntries(names.map((name, at) => [name, (cells[at] ?? '').trim()])) })
    return found
  } catch (error) {
    if (error instanceof UnreadableFile) throw refusedAt('/csv', error.message, error.mend)
    throw error
  }
}

/** A row as the form of a deal. Amounts are in whole units or with a point: `45000` and `45000.50`, no other signs. */
async function understand(ctx: Ctx, row: Row) {
  const blank = (value: string | undefined) => value === undefined || value === ''
  const currency = blank(row.currency) ? undefined : row.currency!.toUpperCase()
  const digits = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: currency ?? ctx.vendor.currency,
  }).resolvedOptions().maximumFractionDigits!
  return checkShape(CreateDeal, {
    accountId: await accountOf(ctx, row),
    productFamilies: (row.families ?? '').split(/[|;]/).map((each) => familyId(ctx, each.trim())),
    kind: blank(row.kind) ? 'new' : row.kind!.toLowerCase(),
    amountMinor: toMinor(row.amount ?? '', digits, '/amountMinor'),
    ...(currency ? { currency } : {}),
    ...(blank(row.margin) ? {} : { marginMinor: toMinor(row.margin!, digits, '/marginMinor') }),
    ...(blank(row['term months']) ? {} : { termMonths: Number(row['term months']) }),
    ...(blank(row.tender) ? {} : { tender: row.tender!.toLowerCase() }),
    ...(blank(row.number) ? {} : { externalId: row.number }),
  })
}

const familyId = ({ productFamilies }: Ctx, name: string) =>
  productFamilies.find((each) => each.name.toLowerCase() === name.toLowerCase())?.id ?? name

function toMinor(text: string, digits: number, pointer: string): number {
  const [whole = '', part = '', ...more] = text.split('.')
  if (!/^\d{1,13}$/.test(whole) || !/^\d*$/.test(part) || part.length > digits || more.length > 0)
    throw refusedAt(
      pointer,
      `“${text}” can’t be read as an amount.`,
      'Write digits, and a point before the smaller unit: 45000.50.',
    )
  return Number(whole + part.padEnd(digits, '0'))
}

async function accountOf({ tx }: Ctx, row: Row): Promise<string> {
  const id = row['account id']
  if (id !== undefined && id !== '') return id
  const name = row.account ?? ''
  const found = await tx.query<{ id: string }>(
    'SELECT id FROM account WHERE merged_into IS NULL AND lower(name) = lower($1) LIMIT 2',
    [name],
  )
  if (found.length === 1) return found[0]!.id
  throw refusedAt(
    '/accountId',
    found.length === 0 ? `No account is called “${name}”.` : `Several accounts are called “${name}”.`,
    'Give its id in the column Account id; the export of accounts has it.',
  )
}
