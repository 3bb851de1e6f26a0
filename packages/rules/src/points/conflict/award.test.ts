import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decision } from '../../decision.ts'
import type { Claim, Settings } from '../../together.ts'
import { award } from './award.ts'

type Answer = { type: string; params?: Record<string, number> } | 'informationNeeded'

const decisionOf = (answer: Answer): Decision => {
  const common = { point: 'conflict', policyVersion: 1, fired: [], nearly: [] }
  if (answer === 'informationNeeded') return { ...common, status: 'informationNeeded', missing: ['evidence.demoHeld'] }
  return { ...common, status: 'decided', outcome: { type: answer.type, params: answer.params ?? {} }, because: ['r'] }
}
const claim = (claimant: string, answer: Answer, completeAt?: string): Claim => ({
  claimant,
  facts: completeAt === undefined ? {} : { 'claim.completeAt': completeAt },
  decision: decisionOf(answer),
})
const scored = (claimant: string, points: number, completeAt?: string) =>
  claim(claimant, { type: 'score', params: { points } }, completeAt)

const settings = fc.record({
  minimumPoints: fc.integer({ min: 1, max: 60 }),
  clearMarginPoints: fc.integer({ min: 1, max: 60 }),
  closeClaims: fc.constantFrom('personDecides', 'shareIfEqual', 'shareByPoints'),
}) satisfies fc.Arbitrary<Settings>
const points = fc.integer({ min: 0, max: 100 })
const completeAt = fc.constantFrom(undefined, '2026-03-02T09:00:00.000Z', '2026-03-03T09:00:00.000Z')
const answer: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 6, arbitrary: points.map((value) => ({ type: 'score', params: { points: value } })) },
  fc.constantFrom('exclude', 'standBeside', 'review', 'customersChoice').map((type) => ({ type })),
  fc.constantFrom(2_500, 5_000, 7_500).map((shareBps) => ({ type: 'share', params: { shareBps } })),
  fc.constant('informationNeeded' as const),
)
const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 })
const claimsOf = (one: (claimant: string) => fc.Arbitrary<Claim>) =>
  names.chain((claimants) => fc.tuple(...claimants.map(one)))
const anyClaims = claimsOf((claimant) => fc.tuple(answer, completeAt).map(([a, at]) => claim(claimant, a, at)))
const scoredClaims = claimsOf((claimant) => fc.tuple(points, completeAt).map(([p, at]) => scored(claimant, p, at)))

describe('who leads', () => {
  test('the order of the claims does not matter', () => {
    fc.assert(
      fc.property(settings, anyClaims, fc.infiniteStream(fc.nat()), (set, claims, keys) => {
        const shuffled = claims
          .map((each) => ({ each, key: keys.next().value! }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ each }) => each)
        expect(JSON.stringify(award(set, shuffled))).toBe(JSON.stringify(award(set, claims)))
      }),
    )
  })

  test('names do not matter: with other names the same claimant leads, and has the same share', () => {
    fc.assert(
      fc.property(settings, anyClaims, (set, claims) => {
        // Turns the alphabet round: whoever sorted first sorts last.
        const sorted = claims.map(({ claimant }) => claimant).toSorted()
        const other = new Map(sorted.map((name, index) => [name, `x${9 - index}`]))
        const renamed = claims.map((each) => ({ ...each, claimant: other.get(each.claimant)! }))
        const [before, after] = [award(set, claims), award(set, renamed)]
        expect(after.result).toBe(before.result)
        if ('lead' in before && 'lead' in after) expect(after.lead).toBe(other.get(before.lead))
        if ('between' in before && 'between' in after)
          expect(after.between).toEqual(before.between.map((name) => other.get(name)).toSorted())
        if ('shares' in before && 'shares' in after)
          for (const [name, bps] of Object.entries(before.shares)) expect(after.shares[other.get(name)!]).toBe(bps)
      }),
    )
  })

  test('shares are whole basis points that add up to all of it, and nobody with more points has the smaller one', () => {
    fc.assert(
      fc.property(settings, anyClaims, (set, claims) => {
        const awarded = award(set, claims)
        fc.pre(awarded.result === 'share')
        if (awarded.result !== 'share') return
        const shares = Object.values(awarded.shares)
        expect(shares.every((bps) => Number.isInteger(bps) && bps > 0)).toBe(true)
        expect(shares.reduce((sum, bps) => sum + bps, 0)).toBe(10_000)
        if (awarded.by === 'agreement') return
        for (const [a, ofA] of Object.entries(awarded.shares))
          for (const [b, ofB] of Object.entries(awarded.shares))
            if (awarded.points[a]! > awarded.points[b]!) expect(ofA).toBeGreaterThanOrEqual(ofB)
      }),
    )
  })

  test('only a claim with the minimum leads, and only by the clear margin over every other that could', () => {
    fc.assert(
      fc.property(settings, scoredClaims, (set, claims) => {
        const awarded = award(set, claims)
        if (awarded.result !== 'lead') return
        const { lead } = awarded
        expect(awarded.points[lead]).toBeGreaterThanOrEqual(set.minimumPoints)
        for (const [name, other] of Object.entries(awarded.points))
          if (name !== lead && other >= set.minimumPoints)
            expect(awarded.points[lead]! - other).toBeGreaterThanOrEqual(set.clearMarginPoints)
      }),
    )
  })

  test('more evidence never costs the lead', () => {
    fc.assert(
      fc.property(settings, scoredClaims, fc.integer({ min: 1, max: 50 }), (set, claims, more) => {
        const before = award(set, claims)
        fc.pre(before.result === 'lead')
        if (before.result !== 'lead') return
        const better = claims.map((each) =>
          each.claimant === before.lead ? scored(each.claimant, before.points[each.claimant]! + more) : each,
        )
        expect(award(set, better)).toMatchObject({ result: 'lead', lead: before.lead })
      }),
    )
  })

  test('whoever has more of everything is never behind: less points never lead over more', () => {
    fc.assert(
      fc.property(settings, scoredClaims, (set, claims) => {
        const awarded = award(set, claims)
        if (awarded.result !== 'lead') return
        expect(awarded.points[awarded.lead]).toBe(Math.max(...Object.values(awarded.points)))
      }),
    )
  })

  test('an excluded claim changes nothing for the others', () => {
    fc.assert(
      fc.property(settings, anyClaims, (set, claims) => {
        const { excluded: _, ...before } = award(set, claims)
        const { excluded, ...after } = award(set, [...claims, claim('excluded claimant', { type: 'exclude' })])
        expect(after).toEqual(before)
        expect(excluded).toContain('excluded claimant')
      }),
    )
  })

  test('three equal claims: the odd basis point goes to the first complete one, and to nobody by name', () => {
    const set = { minimumPoints: 1, clearMarginPoints: 10, closeClaims: 'shareIfEqual' }
    const [first, later, last] = ['2026-03-02T09:00:00.000Z', '2026-03-03T09:00:00.000Z', '2026-03-04T09:00:00.000Z']
    expect(award(set, [scored('A', 50, later), scored('B', 50, first), scored('C', 50, last)])).toMatchObject({
      result: 'share',
      shares: { A: 3_333, B: 3_334, C: 3_333 },
    })
    expect(award(set, [scored('A', 50), scored('B', 50), scored('C', 50)])).toMatchObject({
      result: 'personDecides',
      reason: 'oddShare',
      between: ['A', 'B', 'C'],
    })
    expect(award(set, [scored('A', 50), scored('B', 50)])).toMatchObject({ shares: { A: 5_000, B: 5_000 } })
  })

  test('equal claims share only where the policy says so, and close ones only by points', () => {
    const close = [scored('A', 60), scored('B', 55), scored('C', 20)]
    const equal = [scored('A', 60), scored('B', 60), scored('C', 20)]
    const of = (closeClaims: string, claims: Claim[]) =>
      award({ minimumPoints: 10, clearMarginPoints: 10, closeClaims }, claims)
    expect(of('personDecides', equal)).toMatchObject({ result: 'personDecides', between: ['A', 'B'] })
    expect(of('shareIfEqual', equal)).toMatchObject({ result: 'share', shares: { A: 5_000, B: 5_000 } })
    expect(of('shareIfEqual', close)).toMatchObject({ result: 'personDecides', between: ['A', 'B'] })
    expect(of('shareByPoints', close)).toMatchObject({ result: 'share', shares: { A: 5_217, B: 4_783 } })
  })

  test('the minimum and the margin are reached by exactly as many points, and the margin is that over the next claim', () => {
    const set = { minimumPoints: 10, clearMarginPoints: 10, closeClaims: 'personDecides' }
    expect(award(set, [scored('A', 10), scored('B', 9)])).toMatchObject({ result: 'lead', lead: 'A' })
    expect(award(set, [scored('A', 9)])).toMatchObject({ result: 'nobody' })
    expect(award(set, [scored('A', 10), scored('B', 30), scored('C', 20)])).toMatchObject({
      result: 'lead',
      lead: 'B',
      marginPoints: 10,
    })
    expect(award(set, [scored('B', 29), scored('C', 20)])).toMatchObject({
      result: 'personDecides',
      between: ['B', 'C'],
    })
    expect(award({ ...set, clearMarginPoints: 1 }, [scored('B', 21), scored('C', 20)])).toMatchObject({ lead: 'B' })
  })

  test('what no points can settle goes to a person, with the reason', () => {
    const set = { minimumPoints: 1, clearMarginPoints: 1, closeClaims: 'personDecides' }
    const chosen = (name: string) => claim(name, { type: 'customersChoice' })
    const member = (name: string, shareBps: number) => claim(name, { type: 'share', params: { shareBps } })
    expect(award(set, [chosen('A'), chosen('B'), scored('C', 90)])).toMatchObject({
      result: 'personDecides',
      reason: 'severalChosen',
      between: ['A', 'B'],
    })
    expect(award(set, [member('A', 5_000), member('B', 5_000), scored('C', 90)])).toMatchObject({
      reason: 'teamAndRivals',
      between: ['A', 'B', 'C'],
    })
    expect(award(set, [member('A', 5_000), member('B', 4_999)])).toMatchObject({ reason: 'sharesDoNotAddUp' })
    expect(award(set, [claim('A', { type: 'review' }), chosen('B')])).toMatchObject({ reason: 'askedByRule' })
  })

  test('claims that meet no other are not weighed against those that do', () => {
    const set = { minimumPoints: 1, clearMarginPoints: 1, closeClaims: 'personDecides' }
    const beside = (name: string) => claim(name, { type: 'standBeside' })
    expect(award(set, [beside('A'), beside('B')])).toMatchObject({ result: 'sideBySide', beside: ['A', 'B'] })
    expect(award(set, [beside('A'), scored('B', 5)])).toMatchObject({ result: 'lead', lead: 'B', beside: ['A'] })
    expect(award(set, [claim('A', { type: 'exclude' })])).toMatchObject({ result: 'nobody', beside: [] })
  })

  test('one claim of which something is unknown keeps all of them waiting, and is named', () => {
    const set = { minimumPoints: 1, clearMarginPoints: 1, closeClaims: 'personDecides' }
    expect(award(set, [claim('A', 'informationNeeded'), scored('B', 90)])).toMatchObject({
      result: 'informationNeeded',
      missing: { A: ['evidence.demoHeld'] },
    })
  })

  test('a claimant that claims twice is a mistake of the caller', () => {
    expect(() => award({}, [scored('A', 1), scored('B', 2), scored('A', 3)])).toThrow('A claims twice.')
  })
})
