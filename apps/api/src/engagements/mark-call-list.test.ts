import { staffEngagements } from '@parley/contract/routes/engagements'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import { market } from '../../../../test/support/market.ts'
import { world } from '../../../../test/support/world.ts'
import { readCsv } from '../imports/csv/read-csv.ts'

const w = await world()
const rep = w.as('sales')
const accounts = await w.has.accounts(market())
await w.has.account({ name: 'Meridian Steel', domain: 'meridiansteel.com', designation: 'house' })
await w.as('alder').registers(aDeal({ account: { name: 'Tamarind Freight Lines', domain: 'tamarindfreight.com' } }))

const marks = (csv: string | Uint8Array, more: { productFamily?: string; verb?: 'contact' | 'quote' } = {}) =>
  rep.does(staffEngagements.markList, {
    body: {
      fileName: 'calls of May.csv',
      base64: Buffer.from(csv).toString('base64'),
      verb: 'contact',
      productFamily: 'backup',
      ...more,
    },
  })
const rowsOf = async (csv: string) => {
  const file = await readCsv(Buffer.from(csv))
  const rows: string[][] = []
  for await (const { cells } of file.rows) rows.push(cells)
  return { ...file, rows }
}
const count = async () =>
  (
    await w.sql(
      `SELECT id::text FROM parley.engagement UNION ALL SELECT id::text FROM parley.decision WHERE point = 'engagement'
         UNION ALL SELECT engagement_id::text FROM parley.consent UNION ALL SELECT event_id::text FROM parley.outbox WHERE topic LIKE 'engagement%'`,
    )
  ).length

describe('a call list', () => {
  it('comes back in its order, each row with its answer, who leads and until when', async () => {
    const marked = await marks(
      'Company;Telefon;Domain\r\nMeridian Steel;"0049; 1";\r\nTamarind;;tamarindfreight.com\r\nQuorum Basalt Ltd;;\r\n',
    )
    expect(marked.fileName).toBe('calls of May marked.csv')
    const { header, rows, separator } = await rowsOf(marked.csv)
    expect(separator).toBe('semicolon')
    expect(header).toEqual(['Company', 'Telefon', 'Domain', 'May I?', 'Why', 'Who leads', 'Until', 'Known as'])
    expect(rows.map(([company, phone, , answer, , lead, until]) => [company, phone, answer, lead, until])).toEqual([
      ['Meridian Steel', '0049; 1', 'Yes', '', ''],
      ['Tamarind', '', 'Consent needed', 'Alder Ridge Systems', expect.stringMatching(/2027/)],
      ['Quorum Basalt Ltd', '', 'Yes', '', ''],
    ])
    expect(rows[1]![4]).toMatch(/Ask the partner first/)
    expect(rows[1]![7]).toBe('Tamarind Freight Lines')
    expect(marked.answers).toEqual([
      { type: 'permit', title: 'Yes', favour: 2, rows: 2 },
      { type: 'consentRequired', title: 'Consent needed', favour: 0, rows: 1 },
    ])
  })

  it('is a look: nothing is recorded but that it was marked, and nobody is told', async () => {
    const before = await count()
    await marks('Domain\ntamarindfreight.com\n')
    expect(await count()).toBe(before)
    const [event] = await w.sql<{ details: unknown; subject_name: string }>(
      `SELECT details, subject_name FROM parley.audit_event WHERE action = 'engagement.listMarked' ORDER BY seq DESC LIMIT 1`,
    )
    expect(event).toEqual({ details: { rows: 1, verb: 'contact' }, subject_name: 'calls of May.csv' })
  })

  it('has trouble row by row, with the mend, and goes on', async () => {
    const marked = await marks('Company,E-mail\n,\n-,\nAcme Basalt,\n,joe@gmail.com\nTamarind Freight Lines,\n')
    expect(marked.rows).toBe(4)
    expect(marked.problems).toEqual([
      {
        row: 3,
        detail: 'This doesn’t say which company it is.',
        mend: expect.stringMatching(/^Write the company’s name/),
      },
      { row: 5, detail: expect.stringMatching(/names no company|which company it is/), mend: expect.any(String) },
    ])
    const { rows } = await rowsOf(marked.csv)
    expect(rows[0]![3]).toMatch(/which company it is/)
    expect(rows[3]![2]).toBe('Consent needed')
  })

  it('gives no cell that a spreadsheet takes for a formula, and takes its own marks back', async () => {
    const first = await marks('Company\n=HYPERLINK("http://evil")\n@SUM(A1)\nTamarind Freight Lines\n')
    expect(first.csv).not.toMatch(/(^|[,"\n])[=@+]/)
    const again = await marks(first.csv)
    const { header, rows } = await rowsOf(again.csv)
    expect(header).toEqual(['Company', 'May I?', 'Why', 'Who leads', 'Until', 'Known as'])
    expect(rows[2]![1]).toBe('Consent needed')
    expect(rows[0]![0]).toBe('=HYPERLINK("http://evil")')
  })

  it('of a thousand rows is marked as single questions are answered', async () => {
    // Each company four times, as lists that were put together have it.
    const listed = Array.from({ length: 1000 }, (_, at) => accounts[at % 250]!)
    const csv = `Name,Country\n${listed.map(({ name, country }) => `"${name.replaceAll('"', '""')}",${country ?? ''}`).join('\n')}\n`
    const marked = await marks(csv, { verb: 'quote' })
    expect(marked.rows).toBe(1000)
    const answered = marked.answers.reduce((sum, { rows }) => sum + rows, 0)
    expect(answered + marked.problems.length).toBe(1000)
    expect(answered).toBeGreaterThan(900)
    const { rows } = await rowsOf(marked.csv)
    for (const at of [0, 400, 999]) {
      const answer = rows[at]!
      if (answer[2] === '') continue
      const { name, country } = listed[at]!
      const asked = await rep.does(staffEngagements.ask, {
        body: { company: name, verb: 'quote', productFamily: 'backup', ...(country ? { country } : {}) },
      })
      expect(asked.outcome.title).toBe(answer[2])
    }
  }, 120_000)

  it('that can’t be read, or says of no company, is refused with the mend', async () => {
    await expect(marks('')).toBeRefused('refused')
    await expect(marks('Company\n')).toBeRefused('refused', /no rows/)
    await expect(marks('Telephone\n0049 1\n0049 2\n')).toBeRefused('refused', /which company is meant/)
    await expect(marks(`Company\n${'A Basalt Works\n'.repeat(2001)}`)).toBeRefused('refused', /more than 2,000 rows/)
    const body = { fileName: 'x.csv', base64: 'Q29tcGFueQo=', verb: 'contact' as const }
    await expect(w.as('finance').does(staffEngagements.markList, { body })).toBeRefused('notAllowed')
  })
})
