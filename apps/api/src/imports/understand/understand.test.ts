import type { ImportMapping } from '@parley/contract/imports'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countryOf } from './countries.ts'
import { guessMapping } from './guess-mapping.ts'
import { cellOf, namesIn } from './lists.ts'
import { understandRow } from './understand-row.ts'
import { hostsOf } from './websites.ts'

const columns = ['Company', 'Web', 'Country', 'City', 'VAT', 'List', 'Parent', 'Aliases', 'No']
const mapping: ImportMapping = [
  'name',
  'domain',
  'country',
  'city',
  'taxId',
  'designation',
  'parentName',
  'aliases',
  'externalId',
]
const understand = (...cells: string[]) => understandRow(cells, mapping, columns)

describe('what columns probably mean', () => {
  const guess = (header: string[], ...rows: string[][]) =>
    guessMapping(
      header,
      header.map((_name, at) => rows.map((row) => row[at] ?? '').filter((cell) => cell !== '')),
    )

  it.each([
    [
      'English',
      [
        'Account ID',
        'Account Name',
        'Website',
        'Billing Country',
        'Billing City',
        'VAT Number',
        'Parent Account',
        'Also known as',
      ],
    ],
    ['German', ['Kundennr.', 'Firma', 'Webseite', 'Land', 'Ort', 'USt-IdNr.', 'Muttergesellschaft', 'Weitere Namen']],
    ['French', ['Code client', 'Raison sociale', 'Site web', 'Pays', 'Ville', 'N° TVA', 'Maison mère', 'Autres noms']],
    [
      'Spanish',
      ['Número de cliente', 'Razón social', 'Sitio web', 'País', 'Ciudad', 'NIF', 'Empresa matriz', 'Otros nombres'],
    ],
  ])('is known in %s', (_language, header) => {
    const row = ['17', 'Acme', 'acme.com', 'DE', 'Bonn', 'DE123', 'Acme Holding', 'AC']
    expect(guess(header, row)).toEqual([
      'externalId',
      'name',
      'domain',
      'country',
      'city',
      'taxId',
      'parentName',
      'aliases',
    ])
  })

  it('is told from the values where the header says nothing', () => {
    const rows = [
      ['Acme Inc', 'jo@acme.com', 'Germany', 'house'],
      ['Bolt SA', 'www.bolt.fr', 'FRA', 'open'],
    ]
    expect(guess(['a', 'b', 'c', 'd'], ...rows)).toEqual(['name', 'domain', 'country', 'designation'])
  })

  it('isn’t believed when the values say otherwise', () => {
    expect(guess(['Name', 'Land'], ['Acme', 'Acker'], ['Bolt', 'Wiese'])).toEqual(['name', null])
  })

  it('leaves out people, and the column of an earlier file of problems', () => {
    expect(guess(['Contact name', 'Company', 'Owner', 'problem'], ['Jo', 'Acme', 'Al', 'x'])).toEqual([
      null,
      'name',
      null,
      null,
    ])
  })
})

describe('a country', () => {
  it.each([
    ['DE', 'DE'],
    ['deu', 'DE'],
    ['Deutschland', 'DE'],
    ['Allemagne', 'DE'],
    ['ドイツ', 'DE'],
    ['UK', 'GB'],
    ['U.S.A.', 'US'],
    ['the Netherlands', 'NL'],
    ['Côte d’Ivoire', 'CI'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Taiwan, Province of China', 'TW'],
    ['türkiye', 'TR'],
    ['Österreich', 'AT'],
  ])('%s is %s', (written, code) => {
    expect(countryOf(written)).toBe(code)
  })

  it.each(['ZZ', 'Nowhere', 'Bavaria', 'Europe', 'EU'])('%s is none', (written) => {
    expect(countryOf(written)).toBeNull()
  })
})

describe('a row', () => {
  it('is understood by its columns', () => {
    const { row, problems } = understand(
      ' Acme\n GmbH ',
      'https://www.shop.acme.de/x | jo@acme.com',
      'Germany',
      'Köln',
      'DE 811',
      'Hauskunde',
      'Acme Holding',
      'AC|A.C.',
      '17',
    )
    expect(problems).toEqual([])
    expect(row).toEqual({
      name: 'Acme GmbH',
      domains: ['shop.acme.de', 'acme.com'],
      country: 'DE',
      city: 'Köln',
      taxId: 'DE 811',
      designation: 'house',
      parentName: 'Acme Holding',
      parentExternalId: null,
      aliases: ['AC', 'A.C.'],
      externalId: '17',
      source: null,
    })
  })

  it.each([
    ['no name', ['', 'acme.com'], 'nameMissing', 'Company'],
    ['a name of dashes', ['---'], 'nameMissing', 'Company'],
    ['a name of 10,000 letters', ['x'.repeat(10_000)], 'tooLong', 'Company'],
    ['a damaged name', ['Ac\ufffdme'], 'unreadableCharacters', 'Company'],
    ['a control in its name', ['Ac\u0007me'], 'unreadableCharacters', 'Company'],
    ['something else for a website', ['Acme', 'see below'], 'domainUnknown', 'Web'],
    ['a country that isn’t one', ['Acme', '', 'Atlantis'], 'countryUnknown', 'Country'],
    ['a designation that isn’t one', ['Acme', '', '', '', '', 'perhaps'], 'designationUnknown', 'List'],
    ['cells beyond the header', ['Acme', '', '', '', '', '', '', '', '', 'more'], 'tooManyCells', null],
  ])('with %s is refused once, with the column and the mend', (_what, cells, kind, column) => {
    expect(understand(...cells).problems).toEqual([
      { kind, column, detail: expect.stringMatching(/\.$/), mend: expect.stringMatching(/\.$/) },
    ])
  })

  it('may leave out all but the name', () => {
    expect(understand('Acme')).toMatchObject({
      problems: [],
      row: { name: 'Acme', domains: [], country: null, aliases: [] },
    })
    expect(understand('Acme', '-', 'n/a', '', '', '', '', '').problems).toEqual([])
  })

  it('takes no company’s address from free mail or a shared host', () => {
    expect(hostsOf('jo@gmail.com, acme.de; 10.0.0.7 https://facebook.com/acme gov.uk')).toEqual({
      hosts: ['acme.de'],
      unknown: null,
    })
  })
})

it('other names come back from a cell as they went into it, bars and semicolons too', () => {
  const name = fc
    .array(fc.constantFrom('|', ';', '\\', 'a', ' b', '東'), { minLength: 1, maxLength: 8 })
    .map((all) => all.join('').trim())
  fc.assert(
    fc.property(fc.array(name.filter((each) => each !== '')), (names) => {
      expect(namesIn(cellOf(names))).toEqual(names)
    }),
  )
})
