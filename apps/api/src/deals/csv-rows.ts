import type { ImportedDeals } from '@parley/contract/deals'
import { AppError } from '../app-error.ts'
import { readCsv, UnreadableFile } from '../imports/csv/read-csv.ts'
import { refusedAt } from './deal-abilities.ts'

/** A row of a CSV file by the names of its columns, in small letters. */
export type Row = Record<string, string>

/** Enters a file row by row. One that can't be entered is named with the mend; the others are entered. */
export async function enterRows(csv: string, enter: (row: Row) => Promise<{ isNew: boolean }>): Promise<ImportedDeals> {
  const answer: ImportedDeals = { made: 0, known: 0, problems: [] }
  for (const { number, row } of await rowsOf(csv)) {
    try {
      const { isNew } = await enter(row)
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

export const isBlank = (value: string | undefined): value is undefined | '' => value === undefined || value === ''

/** `45000` and `45000.50` in minor units of a currency with so many digits; no other signs. */
export function toMinor(text: string, digits: number, pointer: string): number {
  const [whole = '', part = '', ...more] = text.split('.')
  if (!/^\d{1,13}$/.test(whole) || !/^\d*$/.test(part) || part.length > digits || more.length > 0)
    throw refusedAt(
      pointer,
      `“${text}” can’t be read as an amount.`,
      'Write digits, and a point before the smaller unit: 45000.50.',
    )
  return Number(whole + part.padEnd(digits, '0'))
}
