import { hash } from 'node:crypto'
import { importLimits } from '@parley/contract/imports'
import type { Ctx } from '../context.ts'
import { type CsvFile, type CsvRow, readCsv, UnreadableFile } from './csv/read-csv.ts'
import type { ImportRecord } from './import-record.ts'
import { guessMapping } from './understand/guess-mapping.ts'

const atATime = 1000
const sampledRows = 200
const shownExamples = 3
const longestExample = 80

/** Reads the parts into rows and guesses what the columns mean; a file that can't be read says why, and what to do. */
export async function readFile(ctx: Ctx, record: ImportRecord): Promise<void> {
  const { id } = record
  const parts = await ctx.tx.query<{ bytes: Buffer }>(
    'SELECT bytes FROM account_import_part WHERE import_id = $1 ORDER BY position',
    [id],
  )
  const bytes = Buffer.concat(parts.map((part) => part.bytes))
  try {
    if (hash('sha256', bytes) !== record.sha256)
      throw new UnreadableFile(
        'What arrived isn’t the file that was announced: it was changed on the way.',
        'Upload it again.',
      )
    await keepRows(ctx, id, await readCsv(bytes))
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    await ctx.tx.query('DELETE FROM account_import_row WHERE import_id = $1', [id])
    const trouble = { detail: error.message, mend: error.mend }
    await ctx.tx.query(`UPDATE account_import SET state = 'unreadable', trouble = $2, ended_at = $3 WHERE id = $1`, [
      id,
      JSON.stringify(trouble),
      ctx.now,
    ])
  }
  await ctx.tx.query('DELETE FROM account_import_part WHERE import_id = $1', [id])
}

async function keepRows(ctx: Ctx, id: string, file: CsvFile): Promise<void> {
  const samples: CsvRow[] = []
  let rows = 0
  for await (const batch of inBatches(file.rows)) {
    rows += batch.length
    if (rows > importLimits.rows) throw tooManyRows()
    samples.push(...batch.slice(0, sampledRows - samples.length))
    await ctx.tx.query(
      `INSERT INTO account_import_row (import_id, number, cells) SELECT $1, r.number, r.cells
       FROM jsonb_to_recordset($2) AS r(number integer, cells jsonb)`,
      // What stands beyond the header has no meaning, and a line of separators alone would be kept as a hundred thousand empty cells.
      [id, JSON.stringify(batch.map((row) => ({ ...row, cells: row.cells.slice(0, file.header.length) })))],
    )
  }
  if (rows === 0) throw new UnreadableFile('The file has a header and no rows.', 'Add a row for each account.')
  const names = file.header.map((name, at) => nameOfColumn(name, at))
  const values = names.map((_name, at) =>
    samples.map(({ cells }) => (cells[at] ?? '').trim()).filter((cell) => cell !== ''),
  )
  const columns = names.map((name, at) => ({ name, examples: examplesOf(values[at]!) }))
  await ctx.tx.query(
    `UPDATE account_import SET state = 'mapping', encoding = $2, separator = $3, rows = $4, columns = $5, mapping = $6 WHERE id = $1`,
    [id, file.encoding, file.separator, rows, JSON.stringify(columns), JSON.stringify(guessMapping(names, values))],
  )
}

const nameOfColumn = (name: string, at: number) => (name === '' ? `Column ${at + 1}` : cut(name, 200))
const examplesOf = (values: readonly string[]) =>
  [...new Set(values)].slice(0, shownExamples).map((value) => cut(value, longestExample))
const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text)

const tooManyRows = () =>
  new UnreadableFile(
    `The file has more than ${importLimits.rows.toLocaleString('en')} rows.`,
    `Split it into files of at most ${importLimits.rows.toLocaleString('en')} rows, each with the header.`,
  )

async function* inBatches(rows: AsyncIterable<CsvRow>): AsyncGenerator<CsvRow[]> {
  let batch: CsvRow[] = []
  for await (const row of rows) {
    if (batch.push(row) < atATime) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
