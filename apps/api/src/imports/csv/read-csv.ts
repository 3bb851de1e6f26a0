import { Readable } from 'node:stream'
import { importLimits } from '@parley/contract/imports'
import { CsvError, type Options, parse } from 'csv-parse'
import { type Encoding, encodingOf, textOf } from './encoding.ts'
import { withoutGuard } from './harmless.ts'
import { type Separator, separatorOf, separators } from './separator.ts'

export type CsvFile = {
  encoding: Encoding
  separator: Separator
  header: string[]
  /** Rows that aren't blank, numbered as spreadsheets do: the header's row is usually 1. */
  rows: AsyncIterable<CsvRow>
}
export type CsvRow = { number: number; cells: string[] }

/** A file that can't be read at all: why, and what to do. */
export class UnreadableFile extends Error {
  readonly mend: string
  constructor(detail: string, mend: string) {
    super(detail)
    this.mend = mend
  }
}

const longestRow = 262_144
const lookedAt = 65_536

/** Reads a CSV file, whatever its encoding, separator and line ends. Throws UnreadableFile, also while rows are read. */
export async function readCsv(bytes: Uint8Array): Promise<CsvFile> {
  const encoding = encodingOf(bytes)
  const head = textOf(bytes.subarray(0, lookedAt), encoding).next().value ?? ''
  const { separator, declared } = separatorOf(head)
  const records = read(bytes, encoding, separators[separator])
  // A first line "sep=;" is for spreadsheets, which don't count it.
  const before = declared ? 1 : 0
  for (let next = await records.next(); !next.done; next = await records.next()) {
    const { number, cells } = next.value
    if (number <= before || isBlank(cells)) continue
    if (cells.length > importLimits.columns)
      throw new UnreadableFile(
        `The header has ${cells.length} columns.`,
        `Keep the columns that say something about accounts: at most ${importLimits.columns}.`,
      )
    return { encoding, separator, header: cells.map((cell) => cell.trim()), rows: rowsAfterHeader(records, before) }
  }
  throw new UnreadableFile(
    'The file has no header.',
    'Give the columns names in the first row, and a row for each account.',
  )
}

async function* rowsAfterHeader(records: AsyncIterable<CsvRow>, before: number): AsyncGenerator<CsvRow> {
  for await (const { number, cells } of records) if (!isBlank(cells)) yield { number: number - before, cells }
}

const isBlank = (cells: readonly string[]) => cells.every((cell) => cell.trim() === '')

async function* read(bytes: Uint8Array, encoding: Encoding, sign: string): AsyncGenerator<CsvRow> {
  const options: Options = {
    delimiter: sign,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: longestRow,
  }
  const parser = Readable.from(textOf(bytes, encoding)).pipe(parse(options))
  let number = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      yield { number: ++number, cells: cells.map((cell) => withoutGuard(cell.toWellFormed())) }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const row = Number(error.records ?? number) + 1
    throw new UnreadableFile(
      `Row ${row} can’t be read: a quotation mark opens a text there that doesn’t end, or the row is longer than ${longestRow.toLocaleString('en')} characters.`,
      'Close the text with a second quotation mark, or double a mark that belongs to the text; then upload the file again.',
    )
  }
}
