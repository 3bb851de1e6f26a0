import { countSegments } from '@parley/api/segments/count-segments'
import { afterAll, describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { openWorld, type World } from '../support/open-world.ts'
import { asks, type CityName, knowsTheMarket, others, registers, told } from '../support/segments.ts'
import type { Answer } from '../support/someone.ts'

type Side = {
  nameOf(number: number): string
  amountOf(number: number): number
  companyOf(number: number): number
  note: string
}
const worlds: World[] = []
afterAll(async () => {
  for (const w of worlds) await w.close()
})

/** What Alder receives in a world where so many others work in a city; `side` is what it may not know of them. */
async function plays(side: Side, cities: readonly CityName[]) {
  const w = await openWorld()
  worlds.push(w)
  await knowsTheMarket(w)
  for (const [number, rival] of (await others(w, cities.length, side.nameOf)).entries())
    await registers(rival, cities[number]!, side.companyOf(number), {
      deal: {
        amountMinor: side.amountOf(number),
        description: `${side.note} They want to replace the tapes of all their sites before the lease ends in spring.`,
      },
    })
  await registers(w.as('alder'), 'Columbus', 11)
  await countSegments(w.env)
  return w
}
const hears = (w: World, country: string) => w.as('alder').fetches(`/api/v1/partner/segments?country=${country}`)
const one: Side = {
  nameOf: (n) => `Rival House ${n}`,
  amountOf: () => 4_500_000,
  companyOf: (n) => n % 5,
  note: 'A first note.',
}
const other: Side = {
  nameOf: (n) => `Zephyr ${n} Works`,
  amountOf: (n) => 9_100_000 + n,
  companyOf: (n) => (n + 2) % 5,
  note: 'Something else altogether.',
}

describe('what a partner is told of a segment', async () => {
  const cities: CityName[] = ['Columbus', 'Columbus', 'Columbus', 'Columbus', 'Columbus', 'Boise']
  const [a, b] = [await plays(one, cities), await plays(other, cities)]
  const answers: (readonly [Answer, Answer])[] = []
  for (const country of ['US', 'IS', 'FI']) answers.push([await hears(a, country), await hears(b, country)] as const)

  it('has no byte that follows from a rival’s name, deal or customer', () => {
    for (const [first, second] of answers) {
      expect(first.status).toBe(200)
      expect(first.text.length).toBeGreaterThan(200)
      expect(second.text).toBe(first.text)
    }
  })

  it('nor from how many more of them there are, inside a band', async () => {
    const fewer = await plays(one, ['Boise', 'Boise'])
    const more = await plays(one, ['Boise', 'Boise', 'Boise', 'Boise'])
    expect((await hears(more, 'US')).text).toBe((await hears(fewer, 'US')).text)
  })
})

describe('somebody who wants to know whether a rival is at one company', async () => {
  const nobody = await plays(one, [])
  const there = await plays(one, ['Nome'])
  const before = await asks(there.as('alder'), 'US')

  it('finds no count of a place with so few, and takes none from another', () => {
    expect(told(before, 'Nome')).toBeUndefined()
    expect(before.places.map(({ kind, title }) => title || kind)).toEqual([
      'country',
      'Boise',
      'Columbus',
      'Provo',
      'elsewhere',
    ])
    expect(told(before, 'elsewhere')!.band.type).toBe('few')
  })

  it('learns nothing by registering there itself: its own registrations change no count of others', async () => {
    const alder = there.as('alder')
    await registers(alder, 'Nome', 0)
    await registers(alder, 'Yuma', 0)
    there.travelDays(8)
    await countSegments(there.env)
    const after = await asks(alder, 'US')
    const ofOthers = (answer: typeof after) =>
      answer.places.map(({ kind, title, segments }) => [
        kind,
        title,
        segments.map(({ band, contested }) => [answer.bands[band]!.text, contested]),
      ])
    expect(ofOthers(after)).toEqual(ofOthers(before))
  })

  it('nor by making companies up, so that the place is large enough', async () => {
    const alder = nobody.as('alder')
    for (const name of [
      'Arctic Lantern Co',
      'Frozen Harbor Tours',
      'Tundra Bakeries',
      'Polar Paper Mill',
      'Midnight Sun Motels',
    ])
      await alder.registers(aDeal({ account: { name, country: 'US', city: 'Nome' } }))
    nobody.travelDays(8)
    await countSegments(nobody.env)
    expect(told(await asks(alder, 'US'), 'Nome')).toBeUndefined()
  })

  it('nor by asking often: between two counts the answer is the same', async () => {
    const w = await plays(one, ['Boise'])
    const first = await hears(w, 'US')
    for (const [number, rival] of (await others(w, 5, (n) => `Late House ${n}`)).entries()) {
      w.travelDays(1)
      await registers(rival, 'Boise', number)
      await countSegments(w.env)
      expect((await hears(w, 'US')).text).toBe(first.text)
    }
    w.travelDays(2)
    await countSegments(w.env)
    expect(told(await asks(w.as('alder'), 'US'), 'Boise')!.band.type).toBe('several')
  })
})
