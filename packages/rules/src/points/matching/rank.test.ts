import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decision } from '../../decision.ts'
import type { Claim } from '../../together.ts'
import { rank } from './rank.ts'

const decisionOf = (type: string, params: Record<string, number>): Decision => {
  const common = { point: 'matching', policyVersion: 1, fired: [], nearly: [] }
  if (type === 'informationNeeded') return { ...common, status: 'informationNeeded', missing: ['partner.freePeople'] }
  return { ...common, status: 'decided', outcome: { type, params }, because: ['r'] }
}
const partner = (claimant: string, type: string, points?: number): Claim => ({
  claimant,
  facts: {},
  decision: decisionOf(type, points === undefined ? {} : { points }),
})

const settings = fc.record({
  minimumPoints: fc.integer({ min: 1, max: 8 }),
  shownPartners: fc.integer({ min: 1, max: 4 }),
})
const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 })
const partnersOf = (types: readonly string[]) =>
  names.chain((all) =>
    fc.tuple(
      ...all.map((name) =>
        fc
          .tuple(fc.constantFrom(...types), fc.integer({ min: 0, max: 10 }))
          .map(([type, points]) => partner(name, type, type === 'score' ? points : undefined)),
      ),
    ),
  )
const anyPartners = partnersOf(['score', 'score', 'score', 'exclude', 'hold', 'informationNeeded'])
const notHeld = partnersOf(['score', 'score', 'score', 'exclude', 'informationNeeded'])
const pointsOf = ({ decision }: Claim) => (decision.status === 'decided' ? decision.outcome.params.points : undefined)

describe('which partners are proposed', () => {
  test('the order in which partners stand does not matter', () => {
    fc.assert(
      fc.property(settings, anyPartners, (set, partners) => {
        expect(JSON.stringify(rank(set, partners.toReversed()))).toBe(JSON.stringify(rank(set, partners)))
      }),
    )
  })

  test('nobody is proposed while one answer is to hold', () => {
    fc.assert(
      fc.property(settings, anyPartners, (set, partners) => {
        const held = rank(set, [...partners, partner('one more', 'hold')])
        expect(held.result).toBe('hold')
        expect(held).not.toHaveProperty('ranks')
      }),
    )
  })

  test('more points stand on a better rank, and equal points on the same', () => {
    fc.assert(
      fc.property(settings, notHeld, (set, partners) => {
        const ranked = rank(set, partners)
        if (ranked.result !== 'ranked') return
        const rankOf = new Map(ranked.ranks.flatMap((each) => each.partners.map((name) => [name, each.rank] as const)))
        for (const a of partners)
          for (const b of partners) {
            const [ofA, ofB] = [rankOf.get(a.claimant), rankOf.get(b.claimant)]
            if (ofA === undefined || ofB === undefined) continue
            if (pointsOf(a) === pointsOf(b)) expect(ofA).toBe(ofB)
            if (Number(pointsOf(a)) > Number(pointsOf(b))) expect(ofA).toBeLessThan(ofB)
          }
      }),
    )
  })

  test('every partner stands in one place and no other', () => {
    fc.assert(
      fc.property(settings, notHeld, (set, partners) => {
        const ranked = rank(set, partners)
        const shown = ranked.result === 'ranked' ? ranked.ranks.flatMap((each) => each.partners) : []
        const places = [
          ...shown,
          ...(ranked.result === 'ranked' ? ranked.notShown : []),
          ...(ranked.result === 'hold' ? [] : ranked.belowMinimum),
          ...ranked.excluded,
          ...Object.keys(ranked.missing),
        ]
        expect(places.toSorted()).toEqual(partners.map(({ claimant }) => claimant).toSorted())
      }),
    )
  })

  test('a partner of whom something is unknown never takes a place', () => {
    fc.assert(
      fc.property(settings, notHeld, (set, partners) => {
        const { missing: _, ...before } = rank(set, partners)
        const { missing, ...after } = rank(set, [...partners, partner('unknown partner', 'informationNeeded')])
        expect(after).toEqual(before)
        expect(missing).toHaveProperty('unknown partner', ['partner.freePeople'])
      }),
    )
  })

  test('the best come first, the next rank counts those before it, and exactly the minimum is enough', () => {
    const partners = [
      partner('A', 'score', 3),
      partner('B', 'score', 7),
      partner('C', 'score', 7),
      partner('D', 'score', 2),
    ]
    expect(rank({ minimumPoints: 3, shownPartners: 3 }, partners)).toEqual({
      result: 'ranked',
      ranks: [
        { rank: 1, points: 7, partners: ['B', 'C'] },
        { rank: 3, points: 3, partners: ['A'] },
      ],
      notShown: [],
      belowMinimum: ['D'],
      excluded: [],
      missing: {},
    })
  })

  test('equals are not cut apart by how many are proposed', () => {
    const four = ['D', 'C', 'B', 'A'].map((name) => partner(name, 'score', 5))
    expect(rank({ minimumPoints: 1, shownPartners: 1 }, four)).toMatchObject({
      result: 'ranked',
      ranks: [{ rank: 1, points: 5, partners: ['A', 'B', 'C', 'D'] }],
      notShown: [],
    })
  })

  test('a partner that stands there twice is a mistake of the caller', () => {
    expect(() => rank({}, [partner('A', 'score', 1), partner('A', 'score', 2)])).toThrow('A is ranked twice.')
  })
})
