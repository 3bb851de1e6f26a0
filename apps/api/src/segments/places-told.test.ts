import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type City, elsewhere, ofOthers, placesTold, unknownCity } from './places-told.ts'

const partners = ['alder', 'brightwater', 'corvane']
const cities = fc.uniqueArray(
  fc.record({
    place: fc.oneof(fc.constant(unknownCity), fc.stringMatching(/^[a-z]{1,6}$/)),
    known: fc.nat(6),
    brought: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)),
  }),
  { selector: ({ place }) => place, minLength: 1, maxLength: 12 },
)
const toCity = ({ place, known, brought }: { place: string; known: number; brought: number[] }): City => ({
  place,
  companies: known + brought.reduce((sum, count) => sum + count, 0),
  brought: new Map(brought.map((count, at) => [partners[at]!, count])),
})
const minimums = fc.integer({ min: 2, max: 8 })
const fewest = (of: readonly City[], partner: string) =>
  of.reduce((sum, city) => sum + city.companies - (city.brought.get(partner) ?? 0), 0)

describe('which places of a country are told', () => {
  it('parts it, so that each city is in one of them', () => {
    fc.assert(
      fc.property(cities, minimums, (drawn, minimum) => {
        const all = drawn.map(toCity)
        const told = placesTold(all, minimum)
        expect([...told.keys()].sort()).toEqual(all.map(({ place }) => place).sort())
        for (const [place, as] of told) expect([place, elsewhere, null]).toContain(as)
        expect(told.get(unknownCity) ?? null).not.toBe(unknownCity)
      }),
    )
  })

  it('lets nobody, by adding and taking away counts, get at fewer companies of others than the policy’s', () => {
    fc.assert(
      fc.property(
        cities,
        minimums,
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        (drawn, minimum, chosen) => {
          const all = drawn.map(toCity)
          const told = placesTold(all, minimum)
          const parts = [...Map.groupBy(all, ({ place }) => told.get(place) ?? null)].filter(([as]) => as !== null)
          const some = parts.filter((_part, at) => chosen[at]).flatMap(([, part]) => part)
          const rest = all.filter((city) => !some.includes(city))
          for (const difference of [...parts.map(([, part]) => part), some, rest]) {
            if (difference.length === 0 || parts.length === 0) continue
            expect(ofOthers(difference)).toBeGreaterThanOrEqual(minimum)
            for (const asker of partners) expect(fewest(difference, asker)).toBeGreaterThanOrEqual(minimum)
          }
        },
      ),
    )
  })

  it('nor by bringing companies: made up ones of one’s own don’t make a place large', () => {
    fc.assert(
      fc.property(cities, minimums, fc.nat(20), (drawn, minimum, madeUp) => {
        const all = drawn.map(toCity)
        const [first, ...others] = all
        const more = { ...first!, companies: first!.companies + madeUp, brought: new Map(first!.brought) }
        more.brought.set('alder', (first!.brought.get('alder') ?? 0) + madeUp)
        if (placesTold([more, ...others], minimum).get(first!.place) === first!.place)
          expect(fewest([first!], 'alder')).toBeGreaterThanOrEqual(minimum)
      }),
    )
  })

  it('joins a large city to what is left over, where that alone would be too small', () => {
    const city = (place: string, companies: number): City => ({ place, companies, brought: new Map() })
    const told = placesTold([city('columbus', 12), city('boise', 6), city('nome', 1)], 5)
    expect(Object.fromEntries(told)).toEqual({ columbus: 'columbus', boise: elsewhere, nome: elsewhere })
    expect(Object.fromEntries(placesTold([city('columbus', 12), city('nome', 1)], 5))).toEqual({
      columbus: null,
      nome: null,
    })
  })
})
