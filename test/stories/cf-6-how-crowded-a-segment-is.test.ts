import { countSegments } from '@parley/api/segments/count-segments'
import { accounts } from '@parley/contract/routes/accounts'
import { partnerSegments, staffSegments } from '@parley/contract/routes/segments'
import { describe, expect, it } from 'vitest'
import { partners } from '../support/program.ts'
import { asks, knowsTheMarket, others, registers, told } from '../support/segments.ts'
import { world } from '../support/world.ts'

const w = await world()
const alder = w.as('alder')
const sales = w.as('sales')
const map = (query: object = {}) => sales.does(staffSegments.map, { query })

await knowsTheMarket(w)
const rivals = await others(w, 10)
const names = Array.from({ length: 10 }, (_, number) => `Rival House ${number + 1}`)

describe('CF-6: before anything was counted', async () => {
  const answer = await asks(alder)
  const ofStaff = await map()
  it('a partner is told that there is no count yet, and staff too', () => {
    expect(answer).toMatchObject({ countedOn: null, places: [], bands: [] })
    expect(ofStaff).toMatchObject({ countedAt: null, rows: [] })
  })
})

describe('CF-6: nine others do the same thing in its city', async () => {
  for (const [number, rival] of rivals.slice(0, 9).entries()) await registers(rival, 'Columbus', number % 6)
  await registers(alder, 'Columbus', 7)
  await registers(rivals[0]!, 'Yuma', 0)
  await registers(rivals[1]!, 'Reykjavik', 0)
  await countSegments(w.env)
  const answer = await asks(alder)
  const ofARival = await asks(rivals[0]!)
  const [small, unknown] = [await asks(alder, 'IS'), await asks(alder, 'FI')]

  it('A sees before it invests that its city has several others, and how often they meet', () => {
    expect(answer).toMatchObject({ countedOn: '2026-11-02', nextCountOn: '2026-11-09', country: 'US' })
    expect(told(answer, 'Columbus')).toMatchObject({
      band: {
        title: 'Several others',
        above: 4,
        upTo: 9,
        text: 'Others work here: more than 4 partners, and at most 9 partners.',
      },
      contested: 'often',
      ownCompanies: 1,
    })
  })

  it('where it is less crowded, and where nobody else works', () => {
    expect(told(answer, 'Boise')).toMatchObject({ band: { title: 'Nobody else' }, contested: null, ownCompanies: 0 })
    const analytics = answer.places[0]!.segments.find(({ productFamily }) => productFamily === 'analytics')!
    expect(answer.bands[analytics.band]!.title).toBe('Nobody else')
  })

  it('is told nothing of a place so small that a count would be about a company', () => {
    expect(answer.places.map(({ kind, title }) => title || kind)).toEqual([
      'country',
      'Boise',
      'Columbus',
      'Provo',
      'elsewhere',
    ])
    expect(answer.countries).toEqual(['US'])
  })

  it('of a country that is too small, or of which nobody is known, the same: nothing', () => {
    expect({ ...small, country: null }).toEqual({ ...unknown, country: null })
    expect(small.places).toEqual([])
  })

  it('counts, and never names: no partner, account, deal or number of others is in it', () => {
    const body = JSON.stringify(answer)
    for (const secret of [...names, ...Object.values(partners).map(({ name }) => name), 'Whitfield', 'Sonora'])
      expect(body).not.toContain(secret)
    expect(body).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/)
  })

  it('each of the others is told of the same place, without itself', () => {
    expect(told(ofARival, 'Columbus')).toMatchObject({ band: { upTo: 9 }, ownCompanies: 1 })
  })
})

describe('CF-6: one registration of a rival', async () => {
  const before = await asks(alder)
  w.travelTo('2026-11-04')
  await registers(rivals[9]!, 'Columbus', 8)
  await registers(alder, 'Columbus', 9)
  await countSegments(w.env)
  const next = await asks(alder)
  w.travelTo('2026-11-09')
  await countSegments(w.env)
  const later = await asks(alder)

  it('is not seen when it is made, though the staff see it on the next day', () => {
    expect(next).toEqual(before)
  })
  it('but only in the next count that partners read, and as a band', () => {
    expect(told(later, 'Columbus')).toMatchObject({ band: { title: 'Crowded', above: 9 }, ownCompanies: 2 })
  })
})

describe('CF-6: the vendor sees the overlap map of its whole program', async () => {
  it('countries first, then the cities of one, by product families', async () => {
    const whole = await map()
    expect(whole.rows.map(({ country }) => country)).toEqual(['US', 'IS'])
    expect(whole.rows[1]).toMatchObject({ companies: 1, isTold: false, total: { partners: 1, protections: 1 } })
    const cities = await map({ country: 'US', sort: 'contested', productFamily: 'backup' })
    expect(cities.rows[0]).toMatchObject({
      title: 'Columbus',
      isTold: true,
      total: { partners: 11, worked: 9, contested: 3 },
    })
    expect(cities.rows[0]!.cells[cities.productFamilies.findIndex(({ id }) => id === 'analytics')]!.partners).toBe(0)
    const open = await sales.does(accounts.listConflicts, { query: { state: 'open' } })
    expect(cities.rows[0]!.total.openConflicts).toBe(open.items.length)
  })

  it('with names: who works there, which pairs meet how often, at which companies', async () => {
    const query = { country: 'US', place: 'columbus', productFamily: 'backup' }
    const detail = await sales.does(staffSegments.detail, { query })
    expect(detail.numbers).toMatchObject({ partners: 11, worked: 9, contested: 3 })
    expect(detail.partners[0]).toMatchObject({ name: 'Alder Ridge Systems', companies: 2, contested: 0 })
    expect(detail.pairs.map(({ one, other, companies }) => [one.name, other.name, companies])).toContainEqual([
      'Rival House 1',
      'Rival House 7',
      1,
    ])
    const whitfield = detail.contestedAccounts.find(({ name }) => name === 'Whitfield Hardware')!
    expect(whitfield.partners).toMatchObject([
      { name: 'Rival House 1', isProtected: true },
      { name: 'Rival House 7', isProtected: false },
    ])
    const [{ one }] = detail.pairs as [(typeof detail.pairs)[number]]
    const ofOne = await sales.does(staffSegments.detail, { query: { partnerId: one.id } })
    expect(ofOne.pairs.every((pair) => pair.one.id === one.id || pair.other.id === one.id)).toBe(true)
  })

  it('as CSV, a row for each place and product family', async () => {
    const file = await sales.fetches('/api/v1/staff/segments/map.csv?country=US')
    expect(file.headers.get('content-disposition')).toContain('Overlap map 2026-11-09.csv')
    expect(file.text).toContain('US,Columbus,Backup,12,11,9,3,')
  })

  it('which no partner reads, nor who decides policies', async () => {
    await expect(alder.does(staffSegments.map, { query: {} })).toBeRefused('notAllowed')
    await expect(alder.does(staffSegments.detail, { query: {} })).toBeRefused('notAllowed')
    await expect(w.as('editor').does(staffSegments.map, { query: {} })).toBeRefused('notAllowed')
    await expect(sales.does(partnerSegments.read, { query: {} })).toBeRefused('notAllowed')
  })
})
