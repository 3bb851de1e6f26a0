import type { Statement } from '@parley/contract/statements'
import type { Ctx } from '../context.ts'
import type { Ask, Download } from '../http/mount-download.ts'
import { csvLine } from '../imports/csv/harmless.ts'
import { readStatement } from './read-statement.ts'

const columns = [
  'Statement',
  'Month',
  'Line',
  'Kind',
  'Claim',
  'Customer',
  'Step',
  'Rules',
  'Policy version',
  'Decision',
  'Currency',
]

/** A statement as CSV: a row for each step, so that a spreadsheet adds them up to the total. */
export async function statementFile(ask: Ask, id: string, assertReader: (ctx: Ctx) => void): Promise<Download> {
  const statement = await ask((ctx) => {
    assertReader(ctx)
    return readStatement(ctx, id)
  })
  async function* pieces() {
    yield* statementRows(statement)
  }
  return { fileName: `Statement ${statement.reference} ${statement.month}.csv`, pieces: pieces() }
}

export function* statementRows({ reference, month, currency, lines }: Statement): Generator<string> {
  // The amount stands last and bare: a guard against formulas would make text of what is below zero.
  yield `\ufeff${withAmount(columns, 'Amount')}`
  for (const { position, kind, claimReference, accountName, steps, decision, amountMinor } of lines) {
    const shown =
      steps.length > 0 ? steps : [{ text: decision.headline, amountMinor, because: [], policyVersion: null }]
    for (const step of shown) {
      const because = step.because.map(({ title }) => title).join(' | ')
      const cells = [reference, month, String(position), kind, claimReference, accountName, step.text, because]
      const rest = [String(step.policyVersion ?? ''), decision.decisionId ?? '', currency]
      yield withAmount([...cells, ...rest], inMajorUnits(step.amountMinor, currency))
    }
  }
}

const withAmount = (cells: readonly string[], amount: string) => `${csvLine(cells, ',').trimEnd()},${amount}\r\n`

/** `-1234.50`: digits, a point and a sign, whatever the reader's locale. */
function inMajorUnits(amountMinor: number, currency: string): string {
  const { maximumFractionDigits: digits = 0 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions()
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0')
  const sign = amountMinor < 0 ? '-' : ''
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}
