import type { RowProblem } from '@parley/contract/imports'
import { recordEvent } from '../audit/record-event.ts'
import type { Ask, Download } from '../http/mount-download.ts'
import { csvLine } from './csv/harmless.ts'
import { assertImporter } from './import-abilities.ts'
import { readImport } from './import-record.ts'
import { fold } from './understand/fold.ts'

const atATime = 1000

/** The rows with problems: the columns of the original in their order, and a last one that says what is wrong and the mend. */
export async function problemFile(ask: Ask, id: string): Promise<Download> {
  const record = await ask(async (ctx) => {
    assertImporter(ctx)
    const read = await readImport(ctx, id)
    const subject = { kind: 'import', id, name: read.fileName }
    await recordEvent(ctx, { action: 'export.made', subject, details: { what: 'rows with problems' } })
    return read
  })
  const sign = record.separator === 'semicolon' ? ';' : ','
  const columns = (record.columns ?? []).map(({ name }) => name)
  // The column of an earlier file of problems gives way to the new one.
  const kept = columns.map((_name, at) => at).filter((at) => fold(columns[at]!) !== 'problem' || record.mapping?.[at])
  async function* lines() {
    yield `\ufeff${csvLine([...kept.map((at) => columns[at]!), 'problem'], sign)}`
    for (let after = 0; ; ) {
      const rows = await ask(({ tx }) =>
        tx.query<{ number: number; cells: string[] | null; problems: RowProblem[] }>(
          `SELECT number, cells, problems FROM account_import_row
           WHERE import_id = $1 AND number > $2 AND problems <> '[]' AND status <> 'pending' ORDER BY number LIMIT $3`,
          [id, after, atATime],
        ),
      )
      yield rows
        .map(({ cells, problems }) =>
          csvLine([...kept.map((at) => cells?.[at] ?? ''), problems.map(inWords).join(' ')], sign),
        )
        .join('')
      if (rows.length < atATime) return
      after = rows.at(-1)!.number
    }
  }
  return { fileName: `${record.fileName.replace(/\.(csv|tsv|txt)$/i, '')} problems.csv`, pieces: lines() }
}

const inWords = ({ column, detail, mend }: RowProblem) => `${column === null ? '' : `${column}: `}${detail} ${mend}`
