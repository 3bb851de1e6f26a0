import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../decision.ts'
import type { Claim } from '../../together.ts'
import { allocate } from './allocate.ts'

type Earned = {
  weight?: number
  rateBps?: number
  amountMinor?: number
  capMinor?: number
  floorMinor?: number
  paidAs?: 'commission' | 'margin'
}

const noLimit = { poolRateBps: 10_000, poolMinor: 1_000_000_000_000_000 }

function claimOf(claimant: string, outcome: Outcome, netMinor: number, baseMinor = netMinor): Claim {
  const facts = { 'deal.netAmountMinor': netMinor, 'claim.baseMinor': baseMinor }
  const givenBy = Object.fromEntries(Object.keys(outcome.params).map((name) => [name, [`gives-${name}`]]))
  const decision = { point: 'commission', policyVersion: 1, fired: [], nearly: [], status: 'decided' as const }
  return { claimant, facts, decision: { ...decision, outcome, because: ['a-rule'] }, givenBy }
}

const earning = (claimant: string, earned: Earned, netMinor: number, baseMinor?: number) =>
  claimOf(claimant, { type: 'earn', params: { ...earned } }, netMinor, baseMinor)

function settle(settings: { poolRateBps: number; poolMinor: number }, claims: readonly Claim[]) {
  const allocated = allocate(settings, claims)
  if (allocated.result === 'informationNeeded') throw new Error('All is known here.')
  return allocated
}

const amountsOf = (allocated: ReturnType<typeof settle>) =>
  Object.fromEntries(Object.entries(allocated.parts).map(([claimant, { amountMinor }]) => [claimant, amountMinor]))

const money = fc.oneof(fc.nat(200), fc.nat(10_000_000), fc.nat(1_000_000_000_000_000))
const earned: fc.Arbitrary<Earned> = fc.record(
  {
    weight: fc.nat(100),
    rateBps: fc.nat(3_000),
    amountMinor: money,
    capMinor: money,
    floorMinor: money,
    paidAs: fc.constantFrom('commission' as const, 'margin' as const),
  },
  { requiredKeys: [] },
)
const deal = fc.record({
  netMinor: money,
  settings: fc.record({ poolRateBps: fc.nat(10_000), poolMinor: money }),
  earned: fc.array(earned, { maxLength: 7 }),
  bases: fc.array(money, { minLength: 7, maxLength: 7 }),
})
const claimsOf = ({ earned, bases, netMinor }: { earned: readonly Earned[]; bases: number[]; netMinor: number }) =>
  earned.map((each, index) => earning(`P${index}`, each, netMinor, bases[index]))

/** What a claim asks for, raised to its floor and kept under its cap, worked out a second way. */
function asked({ rateBps, amountMinor, weight, floorMinor, capMinor }: Earned, base: number, pool: bigint): bigint {
  const priced = rateBps !== undefined || amountMinor !== undefined
  const price = (BigInt(rateBps ?? 0) * BigInt(base) * 2n + 10_000n) / 20_000n + BigInt(amountMinor ?? 0)
  const wanted = priced ? price : weight ? pool : 0n
  const raised = wanted > BigInt(floorMinor ?? 0) ? wanted : BigInt(floorMinor ?? 0)
  return capMinor !== undefined && BigInt(capMinor) < raised ? BigInt(capMinor) : raised
}

describe('for any claims, the allocation', () => {
  test('adds up to the last cent: to the pool, or to all that was asked for when that is less', () => {
    fc.assert(
      fc.property(deal, (each) => {
        const { parts, totalMinor, poolMinor } = settle(each.settings, claimsOf(each))
        const sum = Object.values(parts).reduce((all, part) => all + BigInt(part.amountMinor), 0n)
        const pool = BigInt(poolMinor)
        const all = each.earned.reduce((total, one, index) => total + asked(one, each.bases[index]!, pool), 0n)
        expect(sum).toBe(BigInt(totalMinor))
        expect(sum).toBe(all < pool ? all : pool)
      }),
      { numRuns: 2_000 },
    )
  })

  test('never exceeds the pool, and gives no claim more than it asks for', () => {
    fc.assert(
      fc.property(deal, (each) => {
        const { parts, totalMinor, poolMinor } = settle(each.settings, claimsOf(each))
        expect(totalMinor).toBeLessThanOrEqual(Math.min(poolMinor, each.settings.poolMinor))
        const byRate = (BigInt(each.settings.poolRateBps) * BigInt(each.netMinor) + 5_000n) / 10_000n
        expect(BigInt(poolMinor) <= byRate).toBe(true)
        each.earned.forEach((one, index) => {
          const { amountMinor } = parts[`P${index}`]!
          expect(amountMinor).toBeGreaterThanOrEqual(0)
          expect(BigInt(amountMinor) <= asked(one, each.bases[index]!, BigInt(poolMinor))).toBe(true)
          if (one.capMinor !== undefined) expect(amountMinor).toBeLessThanOrEqual(one.capMinor)
        })
      }),
      { numRuns: 2_000 },
    )
  })

  test('is the same in whatever order the claims come', () => {
    fc.assert(
      fc.property(deal, fc.infiniteStream(fc.nat()), (each, numbers) => {
        const claims = claimsOf(each)
        const keyed = claims.map((claim) => ({ claim, key: numbers.next().value as number }))
        const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ claim }) => claim)
        expect(JSON.stringify(allocate(each.settings, shuffled))).toBe(JSON.stringify(allocate(each.settings, claims)))
      }),
    )
  })

  test('gives a claim with more points never less than its equal with fewer', () => {
    fc.assert(
      fc.property(deal, earned, fc.nat(100), fc.nat(100), money, (each, one, few, more, base) => {
        const claims = claimsOf({ ...each, earned: each.earned.slice(0, 5) })
        const pair = (weight: number, claimant: string) =>
          earning(claimant, { ...one, rateBps: one.rateBps ?? 500, weight }, each.netMinor, base)
        const { parts } = settle(each.settings, [...claims, pair(few, 'few'), pair(few + more + 1, 'more')])
        expect(parts.more!.amountMinor).toBeGreaterThanOrEqual(parts.few!.amountMinor)
      }),
      { numRuns: 2_000 },
    )
  })

  test('gives a claim never less for having more points than before', () => {
    fc.assert(
      fc.property(deal, earned, fc.nat(100), fc.nat(100), money, (each, one, few, more, base) => {
        const claims = claimsOf({ ...each, earned: each.earned.slice(0, 5) })
        const amountWith = (weight: number) =>
          settle(each.settings, [
            ...claims,
            earning('one', { ...one, rateBps: one.rateBps ?? 500, weight }, each.netMinor, base),
          ]).parts.one!.amountMinor
        expect(amountWith(few + more + 1)).toBeGreaterThanOrEqual(amountWith(few))
      }),
      { numRuns: 2_000 },
    )
  })

  test('keeps floors as long as they fit beside the margins', () => {
    fc.assert(
      fc.property(deal, (each) => {
        const { parts, poolMinor } = settle(each.settings, claimsOf(each))
        const pool = BigInt(poolMinor)
        const wants = each.earned.map((one, index) => asked(one, each.bases[index]!, pool))
        const floors = each.earned.map((one, index) => {
          const floor = BigInt(one.floorMinor ?? 0)
          return floor < wants[index]! ? floor : wants[index]!
        })
        const isMargin = (index: number) => each.earned[index]!.paidAs === 'margin'
        const margins = wants.filter((_, index) => isMargin(index)).reduce((all, want) => all + want, 0n)
        const rest = pool > margins ? pool - margins : 0n
        const needed = floors.filter((_, index) => !isMargin(index)).reduce((all, floor) => all + floor, 0n)
        if (needed > rest) return
        floors.forEach((floor, index) => {
          if (!isMargin(index)) expect(BigInt(parts[`P${index}`]!.amountMinor) >= floor).toBe(true)
        })
      }),
      { numRuns: 2_000 },
    )
  })

  test('is explained by lines that add up to each part, and every reduction names what made it', () => {
    fc.assert(
      fc.property(deal, (each) => {
        const { parts } = settle(each.settings, claimsOf(each))
        for (const { amountMinor, lines } of Object.values(parts)) {
          expect(lines.reduce((all, line) => all + BigInt(line.amountMinor), 0n)).toBe(BigInt(amountMinor))
          for (const line of lines) expect('setting' in line || line.rules.length > 0).toBe(true)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('the allocation', () => {
  test('gives what a cap leaves to the others, by their points', () => {
    const { parts, totalMinor } = settle({ poolRateBps: 10_000, poolMinor: 900 }, [
      earning('P', { weight: 50, capMinor: 100 }, 900),
      earning('Q', { weight: 30 }, 900),
      earning('R', { weight: 10 }, 900),
    ])
    expect(totalMinor).toBe(900)
    expect(parts.P).toEqual({
      amountMinor: 100,
      lines: [
        { of: 'points', amountMinor: 500, points: 50, ofPoints: 90, rules: ['gives-weight'] },
        { of: 'cap', amountMinor: -400, rules: ['gives-capMinor'] },
      ],
    })
    expect(parts.Q).toEqual({
      amountMinor: 600,
      lines: [
        { of: 'points', amountMinor: 300, points: 30, ofPoints: 90, rules: ['gives-weight'] },
        { of: 'otherLimits', amountMinor: 300, rules: ['gives-capMinor'] },
      ],
    })
    expect(parts.R!.amountMinor).toBe(200)
  })

  test('scales floors that together exceed the pool', () => {
    const floors = [
      earning('P', { floorMinor: 300, weight: 1 }, 400),
      earning('Q', { floorMinor: 100, rateBps: 10 }, 400),
    ]
    expect(amountsOf(settle({ poolRateBps: 5_000, poolMinor: 1_000 }, floors))).toEqual({ P: 150, Q: 50 })
  })

  test('pays claims without points after those with points', () => {
    const claims = [earning('P', { rateBps: 6_000, weight: 1 }, 1_000), earning('Q', { rateBps: 6_000 }, 1_000)]
    expect(amountsOf(settle({ poolRateBps: 10_000, poolMinor: 1_000 }, claims))).toEqual({ P: 600, Q: 400 })
  })

  test('shares by the amounts where no claim has points', () => {
    const claims = [earning('P', { rateBps: 9_000 }, 1_000), earning('Q', { rateBps: 3_000 }, 1_000)]
    expect(amountsOf(settle({ poolRateBps: 10_000, poolMinor: 800 }, claims))).toEqual({ P: 600, Q: 200 })
  })

  test('says which of its two limits made the pool', () => {
    const lines = (poolRateBps: number, poolMinor: number) =>
      settle({ poolRateBps, poolMinor }, [earning('P', { rateBps: 2_000 }, 1_000)]).parts.P!.lines.at(-1)
    expect(lines(1_000, 500)).toEqual({ of: 'pool', amountMinor: -100, setting: 'poolRateBps' })
    expect(lines(5_000, 100)).toEqual({ of: 'pool', amountMinor: -100, setting: 'poolMinor' })
  })

  test('draws lots for the odd cent, so that over many deals no name is favoured', () => {
    const wins: Record<string, number> = { A: 0, B: 0, C: 0 }
    for (let netMinor = 1; netMinor <= 3_000; netMinor += 3) {
      const claims = ['A', 'B', 'C'].map((claimant) => earning(claimant, { weight: 1 }, netMinor))
      for (const [claimant, amount] of Object.entries(amountsOf(settle(noLimit, claims))))
        if (amount > Math.floor(netMinor / 3)) wins[claimant]!++
    }
    for (const won of Object.values(wins)) expect(Math.abs(won - 1_000 / 3)).toBeLessThan(60)
  })

  test('of the largest amounts there are is exact', () => {
    const most = 1_000_000_000_000_000
    const claims = ['A', 'B', 'C'].map((claimant) => earning(claimant, { rateBps: 1_000_000, weight: 7 }, most))
    const { totalMinor, parts, exposureMinor } = settle(noLimit, claims.slice(0, 2))
    expect(totalMinor).toBe(most)
    expect(parts.A!.amountMinor).toBe(most / 2)
    expect(Object.values(amountsOf(settle(noLimit, claims))).reduce((all, one) => all + one)).toBe(most)
    expect(exposureMinor).toBeGreaterThan(most)
  })

  test('refuses claims that are one claimant’s, or to different deals', () => {
    const twice = [earning('P', { weight: 1 }, 100), earning('P', { weight: 1 }, 100)]
    expect(() => allocate(noLimit, twice)).toThrow('P claims twice.')
    const apart = [earning('P', { weight: 1 }, 100), earning('Q', { weight: 1 }, 200)]
    expect(() => allocate(noLimit, apart)).toThrow('different net amounts')
  })

  test('of price levels alone needs no amounts', () => {
    const level: Claim = { ...claimOf('P', { type: 'earn', params: { level: 'co-sell' } }, 1), facts: {} }
    expect(allocate(noLimit, [level])).toMatchObject({ result: 'allocated', totalMinor: 0, exposureMinor: 0 })
  })
})
