import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A piece of text where it stands on its page, in points from the left and from the bottom. */
export type Placed = { text: string; page: number; left: number; right: number; bottom: number }
export type ReadPdf = {
  pages: number
  title: string
  language: string | null
  placed: Placed[]
  links: string[]
  attached: { name: string; text: string }[]
}

const fonts = `${join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'standard_fonts')}/`

/** Reads a PDF with the program that browsers read it with. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: bytes, standardFontDataUrl: fonts, verbosity: VerbosityLevel.ERRORS })
  const document = await task.promise
  const { info } = (await document.getMetadata()) as { info: { Title?: string; Language?: string | null } }
  const read = {
    pages: document.numPages,
    title: info.Title ?? '',
    language: info.Language ?? null,
    placed: await placedIn(document),
    links: await linksIn(document),
    attached: await attachedTo(document),
  }
  await task.destroy()
  return read
}

const pagesOf = (document: PDFDocumentProxy) =>
  Promise.all(Array.from({ length: document.numPages }, (_, at) => document.getPage(at + 1)))

async function placedIn(document: PDFDocumentProxy): Promise<Placed[]> {
  const placed: Placed[] = []
  for (const page of await pagesOf(document))
    for (const item of (await page.getTextContent()).items)
      if ('str' in item && item.str.trim() !== '') {
        const [left, bottom] = [item.transform[4] as number, item.transform[5] as number]
        placed.push({ text: item.str, page: page.pageNumber, left, right: left + item.width, bottom })
      }
  return placed
}

async function linksIn(document: PDFDocumentProxy): Promise<string[]> {
  const links: string[] = []
  for (const page of await pagesOf(document))
    for (const { unsafeUrl } of (await page.getAnnotations()) as { unsafeUrl?: string }[])
      if (unsafeUrl) links.push(unsafeUrl)
  return links
}

async function attachedTo(document: PDFDocumentProxy): Promise<ReadPdf['attached']> {
  const attached: ReadPdf['attached'] = []
  for (const [id, { filename }] of (await document.getAttachments()) ?? [])
    attached.push({ name: filename, text: Buffer.from((await document.getAttachmentContent(id))!).toString() })
  return attached
}
