import PDFDocument from 'pdfkit'
import { inStandardLetters } from './standard-letters.ts'

/** Points, 72 to the inch: A4 with its margins. */
const page = { width: 595.28, height: 841.89, side: 48, top: 48, bottom: 64 }
/** What a table has on a page, below its head. */
const roomOfPage = page.height - page.bottom - page.top - 40
const ink = '#1c1e21'
const dim = '#5a5e65'
const blue = '#3247b8'

/** How a text is set: how large, whether it stands out, and where it leads. */
export type Look = { size?: number; bold?: boolean; dim?: boolean; link?: string; align?: 'left' | 'right' }

/** A column of a table: its share of the width, and on which side its text stands. */
export type Column = { title: string; share: number; align?: 'right' }
/** A row of a table: a text for each column, empty where there is none. */
export type Row = { cells: readonly string[]; look?: Look; rule?: boolean }

export type About = { title: string; author: string; subject: string; locale: string; madeAt: Date }

/** A4 pages that are written from the top down, with a title for readers' programs, and the page's number on each. */
export class Sheet {
  readonly #document: PDFKit.PDFDocument
  readonly #width = page.width - 2 * page.side
  #y = page.top
  #head: (() => void) | null = null
  /** Nothing stands below the table's head yet, which has a line of its own. */
  #isBelowHead = false

  constructor({ title, author, subject, locale, madeAt }: About) {
    this.#document = new PDFDocument({
      size: 'A4',
      margins: { top: page.top, bottom: 0, left: page.side, right: page.side },
      bufferPages: true,
      pdfVersion: '1.7',
      lang: locale,
      displayTitle: true,
      info: {
        Title: title,
        Author: author,
        Subject: subject,
        Creator: 'Parley',
        CreationDate: madeAt,
        ModDate: madeAt,
      },
    })
  }

  gap(points: number): void {
    this.#y += points
  }

  /** A paragraph over the whole width. */
  text(text: string, look: Look = {}): void {
    const height = this.#heightOf(text, this.#width, look)
    this.#makeRoom(height)
    this.#write(text, page.side, this.#width, look)
    this.#y += height
  }

  /** Rows in groups that stay together on a page where one holds them; the head is repeated on each page. */
  table(columns: readonly Column[], groups: readonly (readonly Row[])[]): void {
    this.#head = () => {
      this.#row(columns, { cells: columns.map(({ title }) => title), look: { size: 8, dim: true } })
      this.#line()
      this.#y += 4
      this.#isBelowHead = true
    }
    this.#makeRoom(80)
    this.#head()
    for (const rows of groups) {
      const heights = rows.map((row) => this.#rowHeight(columns, row))
      const whole = heights.reduce((all, height) => all + height, 0)
      if (whole < roomOfPage) this.#makeRoom(whole)
      for (const [at, row] of rows.entries()) {
        this.#makeRoom(heights[at]!)
        if (row.rule && !this.#isBelowHead) this.#line()
        this.#row(columns, row)
        this.#isBelowHead = false
      }
    }
    this.#head = null
  }

  /** A file within the file. */
  attach(name: string, type: string, text: string, madeAt: Date): void {
    const options = { name, type, creationDate: madeAt, modifiedDate: madeAt }
    this.#document.file(Buffer.from(text), options)
  }

  /** Numbers the pages, and ends in the bytes, in pieces. */
  finish(footer: string): AsyncIterable<Uint8Array> {
    const { start, count } = this.#document.bufferedPageRange()
    for (let at = 0; at < count; at++) {
      this.#document.switchToPage(start + at)
      this.#y = page.height - page.bottom + 20
      this.#write(footer, page.side, this.#width - 90, { size: 8, dim: true })
      const number = `Page ${at + 1} of ${count}`
      this.#write(number, page.width - page.side - 90, 90, { size: 8, dim: true, align: 'right' })
    }
    this.#document.end()
    return this.#document as AsyncIterable<Uint8Array>
  }

  #makeRoom(height: number): void {
    if (this.#y + height <= page.height - page.bottom) return
    this.#document.addPage()
    this.#y = page.top
    this.#head?.()
  }

  #line(): void {
    this.#document
      .moveTo(page.side, this.#y)
      .lineTo(page.width - page.side, this.#y)
      .lineWidth(0.5)
      .strokeColor('#c9c9c4')
      .stroke()
    this.#y += 4
  }

  #places(columns: readonly Column[]) {
    let x = page.side
    return columns.map(({ share }) => {
      const place = { x, width: share * this.#width - 8 }
      x += share * this.#width
      return place
    })
  }

  #rowHeight(columns: readonly Column[], { cells, look = {}, rule }: Row): number {
    const places = this.#places(columns)
    const heights = cells.map((cell, at) => (cell === '' ? 0 : this.#heightOf(cell, places[at]!.width, look)))
    return Math.max(...heights) + 2 + (rule ? 4 : 0)
  }

  #row(columns: readonly Column[], row: Row): void {
    const { cells, look = {} } = row
    const places = this.#places(columns)
    const height = this.#rowHeight(columns, { ...row, rule: false })
    for (const [at, cell] of cells.entries()) {
      const { x, width } = places[at]!
      const { align = 'left' } = columns[at]!
      // A link is a text to be pressed: figures aren't.
      const { link, ...plain } = look
      if (cell !== '') this.#write(cell, x, width, { ...plain, ...(link && align === 'left' ? { link } : {}), align })
    }
    this.#y += height
  }

  #set({ size = 9, bold = false }: Look): void {
    this.#document.font(bold ? 'Helvetica-Bold' : 'Helvetica').fontSize(size)
  }

  #heightOf(text: string, width: number, look: Look): number {
    this.#set(look)
    return this.#document.heightOfString(inStandardLetters(text), { width, lineGap: 1.5 })
  }

  #write(text: string, x: number, width: number, look: Look): void {
    this.#set(look)
    const { link, align = 'left' } = look
    this.#document.fillColor(link ? blue : look.dim ? dim : ink).text(inStandardLetters(text), x, this.#y, {
      width,
      align,
      lineGap: 1.5,
      ...(link ? { link, underline: true } : {}),
    })
  }
}
