import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine, harmless, withoutGuard } from './harmless.ts'
import { type CsvRow, readCsv, UnreadableFile } from './read-csv.ts'

const rowsOf = async (file: Uint8Array | string) => {
  const { rows, ...rest } = await readCsv(Buffer.from(file))
  const all: CsvRow[] = []
  for await (const row of rows) all.push(row)
  return { ...rest, rows: all }
}

const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16()
const encodings = {
  'UTF-8': (text: string) => Buffer.from(text),
  'UTF-8 with a mark': (text: string) => Buffer.from(`\ufeff${text}`),
  'UTF-16 LE with a mark': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16 BE with a mark': (text: string) => swapped(Buffer.from(`\ufeff${text}`, 'utf16le')),
  'UTF-16 LE': (text: string) => Buffer.from(text, 'utf16le'),
  'UTF-16 BE': (text: string) => swapped(Buffer.from(text, 'utf16le')),
  'Windows-1252': (text: string) => Buffer.from(text, 'latin1'),
}
const signs = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const
const ends = { CRLF: '\r\n', LF: '\n', CR: '\r' }
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

/** Cells as people have them: any letters (of Western Europe for Windows-1252), separators, quotation marks and line breaks. */
const cellOf = (letters: string) =>
  fc
    .array(fc.constantFrom(...letters, ',', ';', '\t', '|', '"', '\n', ' ', "'", '=', '-', 'a', 'B', '7'), {
      maxLength: 12,
    })
    .map((all) => all.join(''))

describe('a file of accounts', () => {
  it.each(Object.keys(encodings) as (keyof typeof encodings)[])(
    'in %s is read with every separator and line end',
    async (name) => {
      const letters = name === 'Windows-1252' ? 'äéîøñß' : 'äé東京Жش🚀\u202e'
      const cell = cellOf(letters)
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...(Object.keys(signs) as (keyof typeof signs)[])),
          fc.constantFrom(...Object.values(ends)),
          fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
          async (separator, end, cells) => {
            // An é keeps it from being UTF-8 by chance.
            const table = [['Société', 'Land', 'Ort'], ...cells.map(([one, ...more]) => [`é${one}`, ...more])]
            const text = table.map((row) => row.map(quoted).join(signs[separator])).join(end) + end
            const read = await rowsOf(encodings[name](text))
            expect(read.separator).toBe(separator)
            expect(read.encoding).toBe(name.replace(' with a mark', ''))
            expect([read.header, ...read.rows.map((row) => row.cells)]).toEqual([
              table[0],
              ...table.slice(1).map((row) => row.map(withoutGuard)),
            ])
          },
        ),
        { numRuns: 60 },
      )
    },
  )

  it('counts rows as a spreadsheet does: the header is row 1, and blank lines count', async () => {
    const { rows } = await rowsOf('Name,City\r\nAcme,Oslo\n\n,\nBolt,"Rio\nde Janeiro"\rQuux,Bonn')
    expect(rows).toEqual([
      { number: 2, cells: ['Acme', 'Oslo'] },
      { number: 5, cells: ['Bolt', 'Rio\nde Janeiro'] },
      { number: 6, cells: ['Quux', 'Bonn'] },
    ])
  })

  it('obeys the line in which spreadsheets name the separator', async () => {
    const { separator, header, rows } = await rowsOf('sep=;\r\nName;City\r\nAcme, Inc;Oslo\r\n')
    expect({ separator, header, rows }).toEqual({
      separator: 'semicolon',
      header: ['Name', 'City'],
      rows: [{ number: 2, cells: ['Acme, Inc', 'Oslo'] }],
    })
  })

  it('takes quotation marks inside a text as they stand', async () => {
    const { rows } = await rowsOf('Name,City\nHotel "Adler" Zell,Zell\n')
    expect(rows[0]!.cells).toEqual(['Hotel "Adler" Zell', 'Zell'])
  })

  it('with a few damaged letters stays UTF-8; what can’t be read shows as such', async () => {
    const whole = Buffer.from(`Name\n${'Zürich Öl\n'.repeat(30)}`)
    const surrogate = Buffer.concat([whole, Buffer.from([0x41, 0xed, 0xa0, 0x80, 0x42, 0x00, 0x43, 0x0a])])
    const { encoding, rows } = await rowsOf(surrogate)
    expect(encoding).toBe('UTF-8')
    expect(rows[0]!.cells).toEqual(['Zürich Öl'])
    expect(rows.at(-1)!.cells[0]).toMatch(/^A\ufffd+B\ufffdC$/)
    const half = await rowsOf(Buffer.from('\ufeffName\nAc\ud83dme\n', 'utf16le'))
    expect(half.rows[0]!.cells).toEqual(['Ac\ufffdme'])
  })

  it('whose quotation mark never closes is refused with the row and the mend', async () => {
    const refused = rowsOf(`Name,City\nAcme,Oslo\n"Bolt,Rome\n${'Quux,Bonn\n'.repeat(10)}`)
    await expect(refused).rejects.toThrow(UnreadableFile)
    await expect(refused).rejects.toMatchObject({
      message: expect.stringMatching(/^Row 3 /),
      mend: expect.stringMatching(/^Close/),
    })
  })
})

describe('a file that we give', () => {
  it('has no cell that a spreadsheet takes for a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (cell) => {
        expect(/^[=+\-@\t\r\n＝＋－＠]/.test(harmless(cell))).toBe(false)
      }),
    )
    for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])
      expect(harmless(formula)).toBe(`'${formula}`)
  })

  it('gives every cell back as it was when it is read again, with either separator', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', ' ', 'a', '＝'), {
          maxLength: 6,
        })
        .map((all) => all.join('')),
    )
    const storable = cell.filter((text) => text.isWellFormed() && !/[\0\ufeff\ufffd]/.test(text))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(',' as const, ';' as const),
        fc.array(fc.tuple(storable, storable)),
        async (sign, cells) => {
          const file = `\ufeff${csvLine(['Name', 'City'], sign)}${cells.map((row) => csvLine(row, sign)).join('')}`
          const { rows } = await rowsOf(file)
          const notBlank = cells.filter((row) => row.some((each) => each.trim() !== ''))
          expect(rows.map((row) => row.cells)).toEqual(notBlank)
        },
      ),
    )
  })
})
