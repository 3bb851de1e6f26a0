import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryDir } from '@parley/db/settings'
import type { Party } from '@parley/identity/party'
import { webPlace } from '@parley/identity/web-place'
import { draws } from '../../bench/match-draws.ts'
import { population } from '../../bench/match-population.ts'

const letters = 'ABCDEFGHIJKLMNOPQRST'
const header = ['Kundennr', 'Firma', 'Webseite', 'Land', 'Ort', 'Bemerkung']

/** What a spreadsheet would run, a page would draw, or a line would turn around: names all the same, and stored as they are. */
export const hostileNames = [
  `=HYPERLINK("https://example.com";"Bergmann")`,
  `<img src=x onerror="document.title='taken'"> Verlag`,
  '+49 Umzug & Söhne',
  'Nordwind \u202eGbHm\u202c Logistik',
  'Bäckerei 🥐 Lehmann',
  `Zitat "und"; Strichpunkt\nMagdeburg`,
  'Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308algo Druck',
]

/** Rows that can't be imported, by their problem. */
const wrong: string[][] = [
  ...Array.from({ length: 12 }, (_, at) => [`W${at}`, '', `nobody${at}.com`, 'DE', 'Kassel', '']),
  ...Array.from({ length: 9 }, (_, at) => [`X${at}`, `Insel Handel ${at}`, '', 'Atlantis', '', '']),
  ...Array.from({ length: 2 }, (_, at) => [`Y${at}`, `Kaputte Seite ${at}`, 'www,kaputt', 'DE', '', '']),
  ['Z0', 'Sehr lang '.repeat(1000), '', 'DE', '', ''],
]

/** Known before the file comes: a row may mean the first or the second and leaves it open; others say plainly which they mean. */
export const knownBefore = [
  { name: 'Alstertal Maschinenbau GmbH', domain: 'alstertal-maschinenbau.de', country: 'DE', city: 'Hamburg' },
  { name: 'Alstertal Maschinenbau', domain: 'alstertal.com', country: 'DE', city: 'Stade' },
  ...Array.from({ length: 20 }, (_, at) => ({
    name: `Kontor ${letters[at]} Feinmechanik GmbH`,
    domain: `kontor-${letters[at]!.toLowerCase()}.de`,
    country: 'DE',
    city: 'Bremen',
  })),
] as const
/** Which of two does it mean? */
export const unsure = ['K1', 'Alstertal Maschinenbau', '', 'DE', '', 'Jo']

/**
 * A file of 10,000 accounts as a German spreadsheet saves it: semicolons, UTF-16 with a mark, CRLF. Names are recombined from real
 * ones; among them are rows of one company, of known accounts, with problems, and hostile ones. The same each time.
 */
export function accountFile(size = 10_000): {
  buffer: Buffer
  rows: number
  refused: number
  known: number
  repeated: number
} {
  const draw = draws(11)
  const known = knownBefore
    .slice(1)
    .map(({ name, domain, city }, at) => [`B${at}`, name, domain!, 'Deutschland', city, ''])
  const hostile = hostileNames.map((name, at) => [`H${at}`, name, `hostil${at}.com`, 'DE', '', 'Ärger'])
  const planned = [unsure, ...known, ...hostile, ...wrong]
  const repeated = 50
  const plain = [...population(realParties(), size - planned.length - repeated, 5)].map(rowOf)
  const again = plain.slice(0, repeated).map((row, at) => [`R${at}`, ...row.slice(1)])
  const rows = [...plain]
  for (const row of [...planned, ...again]) rows.splice(1 + Math.floor(draw.next() * (rows.length - 1)), 0, row)
  const text = [header, ...rows].map((row) => row.map(quoted).join(';')).join('\r\n')
  const buffer = Buffer.from(`\ufeff${text}\r\n`, 'utf16le')
  return { buffer, rows: rows.length, refused: wrong.length, known: known.length, repeated }
}

const rowOf = ({ name, domain, country, city }: Party, at: number) => [
  `A${at}`,
  name,
  domain && webPlace(domain) ? domain : '',
  country ?? '',
  city ?? '',
  `Aus der Liste von Jo Lang, Stand ${2020 + (at % 6)}`,
]

const quoted = (cell: string) => (/[";\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

function realParties(): Party[] {
  const lines = readFileSync(join(repositoryDir, 'packages/db/data/demo/accounts.jsonl'), 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as Party)
}
