import { lineKinds, type Statement, type StatementLine } from '@parley/contract/statements'
import { formatDay, formatMoney } from '@parley/rules/format'
import type { Ctx } from '../context.ts'
import type { Ask, Download } from '../http/mount-download.ts'
import { type Column, type Row, Sheet } from '../pdf/sheet.ts'
import { inStandardLetters, isWritable } from '../pdf/standard-letters.ts'
import { dayOf } from '../vendor-days.ts'
import { readStatement } from './read-statement.ts'
import { statementRows } from './statement-file.ts'

/** As much of a context as a statement on paper needs. */
export type Reader = Pick<Ctx, 'locale' | 'publicUrl' | 'vendor'> & { audience: 'partner' | 'staff' }

/** A statement as PDF, for whoever may read it: A4, in the reader's way of writing amounts and days. */
export async function statementPdf(ask: Ask, id: string, assertReader: (ctx: Ctx) => void): Promise<Download> {
  const { statement, reader } = await ask(async (ctx) => {
    assertReader(ctx)
    const { locale, publicUrl, vendor, actor } = ctx
    const audience = actor.audience === 'partner' ? ('partner' as const) : ('staff' as const)
    return { statement: await readStatement(ctx, id), reader: { locale, publicUrl, vendor, audience } }
  })
  return { fileName: `${nameOf(statement)}.pdf`, pieces: drawStatement(statement, reader) }
}

const nameOf = ({ reference, month }: Statement) => `Statement ${reference} ${month}`

const columns: Column[] = [
  { title: 'Line', share: 0.07 },
  { title: 'What for', share: 0.57 },
  { title: 'Step', share: 0.17, align: 'right' },
  { title: 'Amount', share: 0.19, align: 'right' },
]

export function drawStatement(statement: Statement, reader: Reader): AsyncIterable<Uint8Array> {
  const { reference, month, lines, totalMinor, partner, currency } = statement
  const { vendor, locale } = reader
  const madeAt = new Date(statement.madeAt)
  const title = `Statement ${reference} for ${monthInWords(month, locale)}`
  const sheet = new Sheet({ title, author: vendor.name, subject: `For ${partner.name}`, locale, madeAt })
  const money = moneyIn(locale, currency)
  const day = (at: string) => formatDay(dayOf(new Date(at), vendor.timeZone), locale)
  sheet.text(vendor.name, { size: 10, dim: true })
  sheet.text(title, { size: 18, bold: true })
  sheet.gap(8)
  sheet.text(`For ${partner.name}`, { size: 12, bold: true })
  sheet.text(`Made on ${day(statement.madeAt)}. ${paidWords(statement, day)}`, { size: 10 })
  sheet.gap(16)
  const total: Row = { cells: ['', 'Total', '', money(totalMinor)], look: { size: 11, bold: true }, rule: true }
  sheet.table(columns, [...lines.map((line) => rowsOf(line, statement, reader, money)), [total]])
  sheet.gap(16)
  sheet.text(
    'Each line leads to its decision, with the facts and the rules. The amounts of the lines add up to the total.',
    {
      dim: true,
    },
  )
  if (![partner.name, ...lines.map(({ accountName }) => accountName)].every(isWritable))
    sheet.text(
      'Some names are written in Latin letters here. As they are written, they stand in the table that is attached to this file.',
      {
        dim: true,
      },
    )
  sheet.attach(
    `${inStandardLetters(nameOf(statement))}.csv`,
    'text/csv',
    [...statementRows(statement)].join(''),
    madeAt,
  )
  return sheet.finish(`${vendor.name} · ${title}`)
}

function rowsOf(line: StatementLine, { id }: Statement, reader: Reader, money: Money): Row[] {
  const { position, accountName, kind, claimReference, amountMinor, steps, decision } = line
  const small = { size: 8, dim: true } as const
  const place =
    reader.audience === 'partner'
      ? `/earnings/statements/${id}?line=${line.id}`
      : `/admin/decisions/${decision.decisionId}`
  const decidedOn = formatDay(dayOf(new Date(decision.decidedAt), reader.vendor.timeZone), reader.locale)
  return [
    {
      cells: [String(position), accountName, '', money(amountMinor)],
      look: { size: 10, bold: true },
      rule: position > 1,
    },
    { cells: ['', `${lineKinds[kind]}, claim ${claimReference}. ${decision.headline}`, '', ''], look: { size: 9 } },
    ...steps.flatMap((step): Row[] => [
      { cells: ['', step.text, money(step.amountMinor), ''], look: { size: 9 } },
      ...step.because.map(({ title, source }) => ({
        cells: ['', `${title}${source ? `, ${source}` : ''}; version ${step.policyVersion} of the rules`, '', ''],
        look: small,
      })),
    ]),
    { cells: ['', `Decision of ${decidedOn}`, '', ''], look: { size: 8, link: `${reader.publicUrl}${place}` } },
  ]
}

type Money = (amountMinor: number) => string

/** A sign for a currency that the font lacks is written as its three letters. */
const moneyIn =
  (locale: string, currency: string): Money =>
  (amountMinor) => {
    const text = formatMoney(amountMinor, { locale, currency })
    return isWritable(text.replaceAll(/[\u202f\u2212]/g, '')) ? text : text.replace(/\p{Sc}/u, `${currency} `)
  }

const monthInWords = (month: string, locale: string) =>
  new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  )

function paidWords({ paidAt, totalMinor }: Statement, day: (at: string) => string): string {
  if (paidAt !== null) return `Paid on ${day(paidAt)}.`
  return totalMinor > 0 ? 'Not paid yet.' : 'There is nothing to pay on it.'
}
