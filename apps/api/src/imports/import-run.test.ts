import { importsToRun, runImport } from '@parley/api/imports/run-import'
import { describe, expect, it } from 'vitest'
import { Importer } from '../../../../test/support/imports.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const manager = new Importer(w)

const onsets = [
  'bra',
  'ke',
  'lu',
  'mo',
  'ni',
  'pra',
  'ro',
  'su',
  'ti',
  'va',
  'wo',
  'xe',
  'yu',
  'zo',
  'dra',
  'fi',
  'gu',
  'ha',
  'jo',
  'che',
]
const codas = [
  'ndo',
  'lk',
  'rt',
  'mbi',
  'sk',
  'nga',
  'x',
  'll',
  'rdi',
  'tze',
  'bru',
  'cko',
  'dl',
  'ffa',
  'gst',
  'hmo',
  'jka',
  'ply',
  'qvi',
]
const wordOf = (number: number) =>
  `${onsets[number % 20]}${codas[Math.floor(number / 20) % 19]}${onsets[(number * 7 + 3) % 20]}${codas[(number * 11 + 5) % 19]}`
/** 1,800 companies that nobody takes for another, and 200 rows that say one of them again, a little otherwise. */
const nameOf = (number: number) => `${wordOf(number)} ${wordOf(number * 13 + 380)}`
const linesOf = (number: number) => {
  const line = (name: string) => `${name},${wordOf(number)}-${number}.com,US`
  return number % 9 === 0
    ? [line(nameOf(number)), line(`${nameOf(number).toUpperCase()} Inc.`)]
    : [line(nameOf(number))]
}
const big = ['name,website,country', ...Array.from({ length: 1800 }, (_each, number) => linesOf(number)).flat()].join(
  '\n',
)

const accountsNow = async () => (await w.sql<{ n: number }>('SELECT count(*)::int AS n FROM parley.account'))[0]!.n

describe('an import of 2,000 rows', () => {
  it('goes on where it was killed, does no row twice with two workers, and makes one account of rows that mean one company', async () => {
    const before = await accountsNow()
    const { id, file } = await manager.uploads(big)
    expect(file!.rows).toBe(2000)
    await manager.starts(id)
    expect(await importsToRun(w.env)).toEqual([id])

    let made = 0
    const killed = {
      ...w.env,
      newId: () => {
        if (++made > 500) throw new Error('killed')
        return w.env.newId()
      },
    }
    await expect(runImport(killed, id)).rejects.toThrow('killed')
    const halfway = await manager.sees(id)
    expect(halfway.state).toBe('running')
    expect(halfway.progress.done).toBe(400)
    // A batch counts whole or not at all.
    expect(await accountsNow()).toBe(before + halfway.progress.imported)

    const other = w.anotherInstance()
    await Promise.all([runImport(w.env, id), runImport(other.env, id), runImport(w.env, id)])
    const { state, progress } = await manager.sees(id)
    expect(state).toBe('finished')
    expect(progress).toMatchObject({ rows: 2000, done: 2000, refused: 0 })
    expect(progress.imported + progress.repeated + progress.waiting).toBe(2000)
    expect(await accountsNow()).toBe(before + progress.imported)
    // At most a handful is left to a person; nothing is doubled.
    expect(progress.imported).toBeLessThanOrEqual(1800)
    expect(progress.repeated).toBeGreaterThanOrEqual(190)
    expect(progress.waiting).toBeLessThan(100)
    expect(await importsToRun(w.env)).toEqual([])
  }, 240_000)

  it('tells how long it will take, from what is done; stopped, it keeps that', async () => {
    const rows = [
      'name,website',
      ...Array.from(
        { length: 600 },
        (_each, at) => `${wordOf(at * 3 + 1)}${wordOf(at * 19 + 7)} ${wordOf(at * 5 + 211)},${wordOf(at)}${at}.net`,
      ),
    ]
    const { id } = await manager.uploads(rows.join('\n'))
    const before = await accountsNow()
    await manager.starts(id)
    let batches = 0
    await runImport(w.env, id, () => ++batches > 1)
    w.travelTo(new Date(w.now().getTime() + 10_000).toISOString())
    const running = await manager.sees(id)
    expect(running.progress).toMatchObject({ done: 200, secondsLeft: 20 })
    const stopped = await manager.stops(id)
    expect(stopped).toMatchObject({
      state: 'cancelled',
      progress: { done: 200, imported: running.progress.imported },
      can: { cancel: { ok: false } },
    })
    await runImport(w.env, id)
    expect((await manager.sees(id)).progress.done).toBe(200)
    expect(running.progress.imported).toBeGreaterThan(100)
    expect(await accountsNow()).toBe(before + running.progress.imported)
  }, 120_000)
})

describe('all accounts as a file', () => {
  it('brought to another program make the same accounts there', async () => {
    const there = await world()
    const other = new Importer(there)
    const source = await world()
    const here = new Importer(source)
    await here.brings(
      [
        'name;domain;country;city;tax id;designation;parent;aliases;id',
        '"=SUM(A1) Ironworks";"ironworks.example.net, iron.works";DE;Köln;"-DE 12";house;;"A|B Iron";1',
        `"'=quoted, ""Tidy"" Ltd";;GB;;;named;=SUM(A1) Ironworks;"x\\;y";2`,
        '"東京ガス; 株式会社";tokyo-gas.co.jp;JP;東京;;;;"@home | +1";3',
        '" Spaced   Out ";;;;;open;;;4',
      ].join('\n'),
    )
    const all = `SELECT a.name, a.host, a.domain, a.country, a.city, a.tax_id, a.designation, p.name AS parent,
      ARRAY(SELECT l.name FROM parley.account_alias l WHERE l.account_id = a.id ORDER BY 1) AS aliases,
      ARRAY(SELECT d.host FROM parley.account_domain d WHERE d.account_id = a.id ORDER BY 1) AS hosts
      FROM parley.account a LEFT JOIN parley.account p ON p.id = a.parent_id ORDER BY a.name`
    const made = await source.sql(all)
    expect(made).toHaveLength(4)
    const answer = await source.app.request('/api/v1/staff/accounts-export', {
      headers: { cookie: await source.as('manager').cookie() },
    })
    expect([...new Uint8Array(await answer.arrayBuffer()).subarray(0, 7)]).toEqual([
      0xef,
      0xbb,
      0xbf,
      ...Buffer.from('Name'),
    ])
    for (const query of ['', '?separator=semicolon']) {
      const file = await here.exports(query)
      const done = await other.brings(file, { fileName: `exported${query.length}.csv` })
      expect(done.mapping).toEqual([
        'name',
        'domain',
        'country',
        'city',
        'taxId',
        'designation',
        'parentName',
        'parentExternalId',
        'aliases',
        'source',
        'externalId',
      ])
      expect(done.progress).toMatchObject({ refused: 0, waiting: 0, remarked: 0 })
      expect(await there.sql(all)).toEqual(made)
      // Where it came from, it changes nothing at all.
      expect((await here.brings(file, { fileName: `back${query.length}.csv` })).progress).toMatchObject({
        linked: 4,
        filled: 0,
        imported: 0,
        waiting: 0,
      })
    }
    expect(await source.sql(all)).toEqual(made)
  }, 120_000)

  it('or those of a search only', async () => {
    await manager.brings(
      'name,designation,country\nVermilion Gate Studios,house,FR\nVermilion Gate Annex Works,open,DE\n',
    )
    const names = async (query: string) =>
      (await manager.exports(query))
        .trim()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',')[0])
    expect(await names('?designation=house')).toEqual(['Vermilion Gate Studios'])
    expect(await names('?q=vermil&country=DE')).toEqual(['Vermilion Gate Annex Works'])
  })
})
