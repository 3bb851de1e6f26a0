import type { ImportMapping, ImportTarget, RowProblem, RowProblemKind, UnderstoodRow } from '@parley/contract/imports'
import { countryOf } from './countries.ts'
import { designationOf } from './designations.ts'
import { namesIn } from './lists.ts'
import { hostsOf } from './websites.ts'

/** A row as it is understood, and what is wrong with it; one with problems isn't imported. */
export type Understood = { row: UnderstoodRow; problems: RowProblem[] }

const longest = {
  name: 200,
  city: 100,
  taxId: 40,
  externalId: 200,
  source: 100,
  parentName: 200,
  parentExternalId: 200,
}
const mostAliases = 50

/** Reads a row's cells by the meaning of their columns. `columns` are the names in the header. */
export function understandRow(
  cells: readonly string[],
  mapping: ImportMapping,
  columns: readonly string[],
): Understood {
  const reader = new RowReader(cells, mapping, columns)
  const name = reader.text('name', longest.name)
  const row: UnderstoodRow = {
    name: name ?? '',
    domains: reader.domains(),
    country: reader.known('country', 'countryUnknown', countryOf, countryMend),
    city: reader.text('city', longest.city),
    taxId: reader.text('taxId', longest.taxId),
    designation: reader.known(
      'designation',
      'designationUnknown',
      designationOf,
      'Write open, named or house, or leave it out.',
    ),
    parentName: reader.text('parentName', longest.parentName),
    parentExternalId: reader.text('parentExternalId', longest.parentExternalId),
    aliases: reader.aliases(),
    externalId: reader.text('externalId', longest.externalId),
    source: reader.text('source', longest.source),
  }
  if (name === null && !reader.problems.some(({ column }) => column === reader.columnOf('name')))
    reader.add('nameMissing', 'name', 'There is no name in this row.', 'Write the company’s name.')
  if (name !== null && !/[\p{L}\p{N}\p{So}]/u.test(name))
    reader.add('nameMissing', 'name', 'There is no letter and no digit in this name.', 'Write the company’s name.')
  reader.checkWidth()
  return { row, problems: reader.problems }
}

const countryMend = 'Write its name, or its code of two or three letters such as DE or DEU; or leave it out.'

class RowReader {
  readonly problems: RowProblem[] = []
  readonly #cells: readonly string[]
  readonly #mapping: ImportMapping
  readonly #columns: readonly string[]

  constructor(cells: readonly string[], mapping: ImportMapping, columns: readonly string[]) {
    this.#cells = cells
    this.#mapping = mapping
    this.#columns = columns
  }

  columnOf(target: ImportTarget): string | null {
    return this.#columns[this.#mapping.indexOf(target)] ?? null
  }

  add(kind: RowProblemKind, target: ImportTarget | null, detail: string, mend: string): void {
    this.problems.push({ kind, column: target && this.columnOf(target), detail, mend })
  }

  /** The cell's text in one line; null when it's blank, or wrong. */
  text(target: ImportTarget, most: number): string | null {
    const [cell = ''] = this.#of(target)
    return this.#checked(target, cell, most)
  }

  known<T>(target: ImportTarget, kind: RowProblemKind, find: (text: string) => T | null, mend: string): T | null {
    const text = this.text(target, 200)
    if (text === null || /^(-+|n\/?a|null)$/i.test(text)) return null
    const found = find(text)
    if (found === null) this.add(kind, target, `“${shortened(text)}” isn’t known here.`, mend)
    return found
  }

  domains(): string[] {
    const hosts: string[] = []
    for (const cell of this.#of('domain')) {
      const text = this.#checked('domain', cell, 2000)
      if (text === null) continue
      const found = hostsOf(text)
      hosts.push(...found.hosts)
      if (found.unknown === null) continue
      const detail = `“${shortened(found.unknown)}” isn’t a website or an e-mail address.`
      this.add('domainUnknown', 'domain', detail, 'Write it like acme.com or jo@acme.com, or leave it out.')
    }
    return [...new Set(hosts)]
  }

  aliases(): string[] {
    const names = this.#of('aliases').flatMap((cell) => {
      const names = namesIn(this.#checked('aliases', cell, 10_000) ?? '')
      return names.flatMap((name) => this.#checked('aliases', name, longest.name) ?? [])
    })
    if (names.length > mostAliases)
      this.add('tooLong', 'aliases', `There are ${names.length} other names.`, `Keep the ${mostAliases} that matter.`)
    return [...new Set(names)]
  }

  /** Cells beyond the header mean that a separator stands inside a text. */
  checkWidth(): void {
    const width = this.#mapping.length
    if (this.#cells.slice(width).every((cell) => cell.trim() === '')) return
    const detail = `This row has ${this.#cells.length} cells and the header ${width}.`
    this.add('tooManyCells', null, detail, 'Put a text with a separator in it into quotation marks.')
  }

  #of(target: ImportTarget): string[] {
    return this.#mapping.flatMap((each, at) => (each === target ? [this.#cells[at] ?? ''] : []))
  }

  #checked(target: ImportTarget, cell: string, most: number): string | null {
    const text = cell.replaceAll(/\s+/g, ' ').trim()
    if (text === '') return null
    if (unreadable.test(text)) {
      const detail = 'Some of its characters were damaged before they came here, or can’t be stored.'
      this.add('unreadableCharacters', target, detail, 'Type it again.')
      return null
    }
    if (text.length <= most) return text
    const detail = `It has ${text.length.toLocaleString('en')} characters.`
    this.add('tooLong', target, detail, `Keep it to ${most.toLocaleString('en')} characters.`)
    return null
  }
}

/** Controls that no name has, and what stands where a character couldn't be read. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
const unreadable = /[\u0000-\u001f\u007f\ufffd]/

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text)
