import { settleDue } from '@parley/api/commissions/settle-due'
import { drawStatement } from '@parley/api/commissions/statement-pdf'
import { isWritable } from '@parley/api/pdf/standard-letters'
import type { Statement } from '@parley/contract/statements'
import { beforeAll, describe, expect, it } from 'vitest'
import { commission } from '../support/commission.ts'
import { hostileNames } from '../support/hostile-names.ts'
import { type ReadPdf, readPdf } from '../support/read-pdf.ts'
import type { Someone } from '../support/someone.ts'
import { world } from '../support/world.ts'

const w = await world()
const sales = commission(w)
const names = [
  'Kliničko Bolnički Centar',
  'Ferme & Fils “Numérique”',
  '株式会社ローソン',
  '=SUM(A1:A9)',
  'קבוצת שטראוס',
]

/** The figures in the column that ends here, from the top down, in minor units. */
const column = ({ placed }: ReadPdf, end: number) =>
  placed
    .filter(({ right, text }) => Math.abs(right - end) < 1 && /\d/.test(text))
    .map(({ text }) => Number(text.replaceAll(/[^\d-]/g, '')) * (/\.\d\d$/.test(text) ? 1 : 100))
const amountsEnd = 539.28
const stepsEnd = 444.42
const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0)

async function printed(someone: Someone, audience: 'partner' | 'staff', id: string): Promise<Response> {
  const headers = { cookie: await someone.cookie(), 'accept-language': 'en-GB' }
  return w.app.request(`/api/v1/${audience}/statements/${id}/pdf`, { headers })
}
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())

describe('CM-6: a statement on paper adds up for whoever reads it there', () => {
  let statement: Statement
  let read: ReadPdf

  beforeAll(async () => {
    for (const name of names) {
      const { summary } = await sales.deal(name, { amountMinor: 40_000_000 })
      await sales.claims(summary.id, 'alder', 'sourced')
      await sales.claims(summary.id, 'alder', 'assisted')
      await sales.paper(summary.id, 'alder')
      await sales.wins(summary.id)
      await sales.isPaid(summary.id, '2026-11-02')
    }
    w.travelTo('2026-12-04')
    await settleDue(w.env)
    w.travelTo('2027-01-04')
    await sales.closesUntil('2026-12')
    statement = await sales.statement('alder', '2026-12')
    const answer = await printed(w.as('alder'), 'partner', statement.id)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.headers.get('content-disposition')).toContain(`Statement ${statement.reference} 2026-12.pdf`)
    read = await readPdf(await bytesOf(answer))
  })

  it('says whose it is, for which month, and in which language', () => {
    expect(read.title).toBe(`Statement ${statement.reference} for December 2026`)
    expect(read.language).toBe('en-GB')
    const text = read.placed.map((each) => each.text).join('\n')
    for (const part of ['Northwind Systems', 'For Alder Ridge Systems', 'Made on 4 January 2027. Not paid yet.'])
      expect(text).toContain(part)
  })

  it('its lines re-compute to its total, and its steps to its lines, from the text alone', () => {
    const amounts = column(read, amountsEnd)
    const total = amounts.pop()
    expect(amounts).toEqual(statement.lines.map(({ amountMinor }) => amountMinor))
    expect(sum(amounts)).toBe(statement.totalMinor)
    expect(total).toBe(statement.totalMinor)
    expect(column(read, stepsEnd)).toEqual(
      statement.lines.flatMap(({ steps }) => steps.map((step) => step.amountMinor)),
    )
    expect(sum(column(read, stepsEnd))).toBe(statement.totalMinor)
  })

  it('each line leads to its decision, for the partner and for the staff each in their own app', async () => {
    const { id, lines } = statement
    expect(read.links).toEqual(lines.map((line) => `${w.env.publicUrl}/earnings/statements/${id}?line=${line.id}`))
    const forStaff = await readPdf(await bytesOf(await printed(w.as('finance'), 'staff', id)))
    expect(forStaff.links).toEqual(
      lines.map(({ decision }) => `${w.env.publicUrl}/admin/decisions/${decision.decisionId}`),
    )
    expect((await printed(w.as('editor'), 'staff', id)).status).toBe(403)
    expect((await printed(w.as('brightwater'), 'partner', id)).status).toBe(404)
  })

  it('a name in any script is there in Latin letters, and in the attached table as it is written', () => {
    const text = read.placed.map((each) => each.text).join(' ')
    for (const part of ['Klinicko Bolnicki Centar', 'Ferme & Fils “Numérique”', '=SUM(A1:A9)'])
      expect(text).toContain(part)
    expect(text).toContain('Some names are written in Latin letters here')
    const [table] = read.attached
    expect(table!.name).toBe(`Statement ${statement.reference} 2026-12.csv`)
    for (const name of names.filter((each) => each !== '=SUM(A1:A9)'))
      expect(table!.text).toContain(name.replaceAll('"', '""'))
    expect(text).not.toMatch(/Brightwater|Corvane/)
  })

  it('however long it is, it breaks over pages with the head on each, and still adds up', async () => {
    const [line] = statement.lines
    const many = Array.from({ length: 120 }, (_, at) => {
      const hostile = hostileNames[at % hostileNames.length]!.name.slice(0, 200)
      return {
        ...line!,
        id: `0190f3a0-0000-4000-8000-${String(at).padStart(12, '0')}`,
        position: at + 1,
        accountName: hostile,
      }
    })
    const totalMinor = sum(many.map(({ amountMinor }) => amountMinor))
    const reader = {
      locale: 'en-US',
      publicUrl: 'https://deals.example',
      vendor: (await w.env.program()).vendor,
      audience: 'partner' as const,
    }
    const pieces: Uint8Array[] = []
    for await (const piece of drawStatement({ ...statement, lines: many, totalMinor }, reader)) pieces.push(piece)
    const long = await readPdf(new Uint8Array(Buffer.concat(pieces)))
    expect(long.pages).toBeGreaterThan(5)
    for (let page = 1; page <= long.pages; page++) {
      const texts = long.placed.filter((each) => each.page === page).map(({ text }) => text)
      expect(texts).toContain(`Page ${page} of ${long.pages}`)
      if (page < long.pages) expect(texts).toContain('What for')
    }
    const amounts = column(long, amountsEnd)
    expect([amounts.pop(), sum(amounts), amounts.length]).toEqual([totalMinor, totalMinor, 120])
    expect(new Set(long.links).size).toBe(120)
    for (const { text, right } of long.placed) {
      expect(isWritable(text)).toBe(true)
      expect(right).toBeLessThan(548)
    }
  })
})
