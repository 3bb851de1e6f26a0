import { factsOver } from '@parley/rules/cases'
import { compile } from '@parley/rules/compile/closures'
import type { CaseFile, Outcome } from '@parley/rules/decision'
import {
  accrue,
  afterPostings,
  type Balances,
  earnedOf,
  heldOf,
  instalments,
  ledgerAccounts,
  noBalances,
  owedBackOf,
  type Posting,
  paidOf,
  pay,
  payableOf,
  raise,
  reduce,
  release,
  setOff,
  stillPaidOf,
  takeBack,
} from '@parley/rules/ledger/postings'
import type { Facts } from '@parley/rules/point'
import clawbackCases from '@parley/rules/points/clawback/cases.json' with { type: 'json' }
import { clawback } from '@parley/rules/points/clawback/point'
import clawbackDocument from '@parley/rules/points/clawback/policy.json' with { type: 'json' }
import { allocate } from '@parley/rules/points/commission/allocate'
import commissionCases from '@parley/rules/points/commission/cases.json' with { type: 'json' }
import { commission } from '@parley/rules/points/commission/point'
import commissionDocument from '@parley/rules/points/commission/policy.json' with { type: 'json' }
import { parsePolicy } from '@parley/rules/policy'
import { type Claim, claimOf } from '@parley/rules/together'
import fc from 'fast-check'
import { expect } from 'vitest'
import { paymentProperties } from './payment-properties.ts'

/** Checks a property so many times; throws with the smallest example that breaks it. */
type Property = (runs: number) => void

const policy = parsePolicy(commission, commissionDocument).policy!
const file = commissionCases as unknown as CaseFile
const { decide } = compile(commission, policy)
const clawbackPolicy = parsePolicy(clawback, clawbackDocument).policy!
const clawbackFile = clawbackCases as unknown as CaseFile
const takesBack = compile(clawback, clawbackPolicy)

/** Currencies by the digits after their point: yen, dollars, dinars. Amounts are drawn in whole units and in the smallest. */
const digits = fc.constantFrom(0, 2, 3)
const amountIn = (places: number) =>
  fc.oneof(
    fc.nat(500),
    fc.nat(1_000_000_000).map((major) => major * 10 ** places),
    fc.nat(1_000_000_000_000),
  )
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const earned = (places: number) =>
  fc.record({
    weight: optional(fc.nat(100)),
    rateBps: optional(fc.nat(4_000)),
    amountMinor: optional(amountIn(places)),
    capMinor: optional(amountIn(places)),
    // Often so small that it fits beside what the others want of a pool that isn't enough.
    floorMinor: optional(fc.oneof(fc.nat(100_000), amountIn(places))),
    paidAs: optional(fc.constantFrom('commission', 'margin')),
  })
const deal = digits.chain((places) =>
  fc.record({
    netMinor: amountIn(places),
    settings: fc.record({ poolRateBps: fc.nat(10_000), poolMinor: amountIn(places) }),
    earned: fc.array(earned(places), { maxLength: 7 }),
    keys: fc.array(fc.nat(), { minLength: 7, maxLength: 7 }),
  }),
)
type Deal = typeof deal extends fc.Arbitrary<infer T> ? T : never
type Earned = Deal['earned'][number]

function earning(claimant: string, given: Earned, netMinor: number): Claim {
  const params = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const outcome = { type: 'earn', params } as Outcome
  const decision = { point: 'commission', policyVersion: 1, fired: [], nearly: [], status: 'decided' as const }
  const facts = { 'deal.netAmountMinor': netMinor, 'claim.baseMinor': netMinor }
  return { claimant, facts, decision: { ...decision, outcome, because: ['a-rule'] } }
}

const claimsOf = (each: Deal) => each.earned.map((one, at) => earning(`claim ${at}`, one, each.netMinor))

function settled(settings: Deal['settings'], claims: readonly Claim[]) {
  const allocated = allocate(settings, claims)
  if (allocated.result === 'informationNeeded') throw new Error('All is known here.')
  return allocated
}

/** What a claim asks for, worked out apart from the allocation. */
function asked(one: Earned, netMinor: number, pool: bigint): bigint {
  const big = (value: number | undefined) => BigInt(value ?? 0)
  const priced = one.rateBps !== undefined || one.amountMinor !== undefined
  const price = (big(one.rateBps) * BigInt(netMinor) * 2n + 10_000n) / 20_000n + big(one.amountMinor)
  const wanted = priced ? price : one.weight ? pool : 0n
  const raised = wanted > big(one.floorMinor) ? wanted : big(one.floorMinor)
  return one.capMinor !== undefined && big(one.capMinor) < raised ? big(one.capMinor) : raised
}
const sumOf = (amounts: readonly bigint[]) => amounts.reduce((all, amount) => all + amount, 0n)

const addsUp: Property = (runs) =>
  fc.assert(
    fc.property(deal, (each) => {
      const { parts, poolMinor } = settled(each.settings, claimsOf(each))
      const pool = BigInt(poolMinor)
      const all = sumOf(each.earned.map((one) => asked(one, each.netMinor, pool)))
      const sum = sumOf(Object.values(parts).map((part) => BigInt(part.amountMinor)))
      expect(sum).toBe(all < pool ? all : pool)
      for (const { amountMinor, lines } of Object.values(parts))
        expect(sumOf(lines.map((line) => BigInt(line.amountMinor)))).toBe(BigInt(amountMinor))
    }),
    { numRuns: runs },
  )

const withinPoolAndFloors: Property = (runs) =>
  fc.assert(
    fc.property(deal, (each) => {
      const { parts, poolMinor, totalMinor } = settled(each.settings, claimsOf(each))
      expect(totalMinor).toBeLessThanOrEqual(Math.min(poolMinor, each.settings.poolMinor))
      const pool = BigInt(poolMinor)
      const wants = each.earned.map((one) => asked(one, each.netMinor, pool))
      const isMargin = each.earned.map(({ paidAs }) => paidAs === 'margin')
      const floors = each.earned.map(({ floorMinor }, at) => {
        const floor = BigInt(floorMinor ?? 0)
        return isMargin[at] ? 0n : floor < wants[at]! ? floor : wants[at]!
      })
      const margins = sumOf(wants.filter((_, at) => isMargin[at]))
      const promised = sumOf(floors)
      if (promised + margins > pool) return
      floors.forEach((floor, at) => {
        expect(BigInt(parts[`claim ${at}`]!.amountMinor) >= floor).toBe(true)
      })
    }),
    { numRuns: runs },
  )

const inAnyOrder: Property = (runs) =>
  fc.assert(
    fc.property(deal, fc.boolean(), (drawn, areAlike) => {
      // Of claims that are all alike, only a lot tells who gets the odd cents.
      const each = areAlike ? { ...drawn, earned: drawn.earned.map(() => drawn.earned[0]!) } : drawn
      const claims = claimsOf(each)
      const shuffled = claims
        .map((claim, at) => ({ claim, key: each.keys[at]! }))
        .sort((a, b) => a.key - b.key)
        .map(({ claim }) => claim)
      expect(settled(each.settings, shuffled)).toEqual(settled(each.settings, claims))
    }),
    { numRuns: runs },
  )

const role = fc.constantFrom('sourced', 'influenced', 'resold', 'implemented', 'closed', 'assisted', 'renewed')
const oneClaim: fc.Arbitrary<Facts> = fc.record({
  'claim.role': role,
  'claim.baseMinor': fc.nat(400_000_000),
  'claim.registration': fc.constantFrom('none', 'submitted', 'approved'),
  'claim.activitiesOnRecord': fc.nat(6),
  'claim.orderThroughYou': fc.boolean(),
  'claim.workAccepted': fc.boolean(),
  'evidence.customerConfirmed': fc.constantFrom('none', 'email', 'call'),
  'evidence.wroteSpecification': fc.boolean(),
  'partner.agreementSigned': fc.boolean(),
})
const wonDeal: fc.Arbitrary<Facts> = fc.record({
  'deal.paper': fc.constantFrom('vendor', 'partner', 'distributor', 'marketplace'),
  'deal.closedBy': fc.constantFrom('partner', 'vendor', 'both', 'other'),
  'deal.tender': fc.constantFrom('none', 'published'),
  'deal.customerPaid': fc.boolean(),
  'deal.netAmountMinor': fc.nat(400_000_000),
})
const shipped = Object.fromEntries(
  Object.keys(commission.settings ?? {}).map((name) => [name, policy.parameters[name]!.value]),
)

/** All parts of a deal whose claims have these facts, with this help of the vendor's in the claim at `helped`. */
function partsWithHelp(ofDeal: Facts, claims: readonly Facts[], helped: number, help: string) {
  const decided = claims.map((facts, at) => {
    const all = factsOver(file.base, { ...ofDeal, ...facts, 'claim.vendorHelp': at === helped ? help : 'none' })
    return claimOf(commission, policy, `claim ${at}`, all, decide(all))
  })
  const allocated = allocate(shipped, decided)
  return allocated.result === 'informationNeeded'
    ? allocated.missing
    : Object.entries(allocated.parts).map(([claimant, { amountMinor }]) => [claimant, amountMinor])
}

const helpLowersNothing: Property = (runs) =>
  fc.assert(
    fc.property(
      wonDeal,
      fc.array(oneClaim, { minLength: 1, maxLength: 4 }),
      fc.nat(3),
      fc.constantFrom('askedFor', 'unasked'),
      (ofDeal, claims, drawn, help) => {
        const helped = drawn % claims.length
        expect(partsWithHelp(ofDeal, claims, helped, help)).toEqual(partsWithHelp(ofDeal, claims, helped, 'none'))
      },
    ),
    { numRuns: runs },
  )

const happening = fc.record({
  'clawback.event': fc.constantFrom('refunded', 'cancelled', 'reduced', 'unpaid', 'overpaid', 'movedToOther'),
  'clawback.cause': fc.constantFrom('customer', 'partner'),
  'commission.overpaidMinor': fc.nat(2_000_000),
  'contract.refundedMinor': fc.nat(20_000_000),
  'contract.unpaidMinor': fc.nat(20_000_000),
  'contract.reducedByMinor': fc.nat(20_000_000),
  'contract.endedOn': fc
    .nat(500)
    .map((days) => new Date(1_767_225_600_000 + days * 86_400_000).toISOString().slice(0, 10)),
})

/** However often something happens to one contract: each clawback is decided by what is on the books, and booked. */
const clawbackWithinPaid: Property = (runs) =>
  fc.assert(
    fc.property(
      fc.nat(3_000_000),
      fc.nat(10_000_000),
      fc.array(happening, { maxLength: 6 }),
      (paid, amount, events) => {
        let books = afterPostings(noBalances, accrue(paid))
        books = afterPostings(books, release(books))
        books = afterPostings(books, pay(books, paid))
        let taken = 0
        for (const event of events) {
          const known = {
            'commission.paidMinor': paid,
            'commission.takenBackMinor': taken,
            'contract.amountMinor': amount,
          }
          const decision = takesBack.decide(factsOver(clawbackFile.base, { ...event, ...known }))
          if (decision.status !== 'decided' || decision.outcome.type !== 'takeBack') continue
          const back = Number(decision.outcome.params.amountMinor)
          expect(back).toBeLessThanOrEqual(stillPaidOf(books))
          books = afterPostings(books, takeBack(books, back))
          taken += back
        }
        expect(taken).toBeLessThanOrEqual(paid)
        expect(earnedOf(books)).toBe(paid - taken)
      },
    ),
    { numRuns: runs },
  )

const deed = fc.record({
  does: fc.constantFrom('accrue', 'release', 'raise', 'reduce', 'pay', 'takeBack', 'setOff'),
  claim: fc.nat(2),
  other: fc.nat(2),
  amount: fc.oneof(fc.nat(50), fc.nat(1_000_000_000)),
})

/** What a deed books, by claim; nothing where the books don't allow it. */
function bookingOf(
  books: readonly Balances[],
  { does, claim, other, amount }: typeof deed extends fc.Arbitrary<infer T> ? T : never,
) {
  const of = books[claim]!
  const sides: [number, Posting[]][] =
    does === 'setOff'
      ? Object.entries(setOff(of, books[other]!, amount)).map(([side, postings]) => [
          side === 'owed' ? claim : other,
          postings,
        ])
      : [
          [
            claim,
            does === 'accrue'
              ? accrue(amount)
              : does === 'release'
                ? release(of)
                : does === 'raise'
                  ? raise(amount)
                  : does === 'reduce'
                    ? reduce(of, amount)
                    : does === 'pay'
                      ? pay(of, amount)
                      : takeBack(of, amount),
          ],
        ]
  return sides
}

const ledgerBalances: Property = (runs) =>
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
      const books: Balances[] = [noBalances, noBalances, noBalances]
      for (const each of deeds) {
        let sides: [number, Posting[]][]
        try {
          sides = bookingOf(books, each)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
          continue
        }
        expect(sides.flatMap(([, postings]) => postings).reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0)
        for (const [claim, postings] of sides) books[claim] = afterPostings(books[claim]!, postings)
      }
      for (const each of books) {
        expect(ledgerAccounts.reduce((sum, account) => sum + each[account], 0)).toBe(0)
        for (const state of [heldOf, payableOf, paidOf, owedBackOf, stillPaidOf, earnedOf])
          expect(state(each)).toBeGreaterThanOrEqual(0)
      }
    }),
    { numRuns: runs },
  )

const instalmentsAddUp: Property = (runs) =>
  fc.assert(
    fc.property(fc.nat(Number.MAX_SAFE_INTEGER), fc.integer({ min: 1, max: 36 }), (amount, months) => {
      const parts = instalments(amount, months)
      expect(parts).toHaveLength(months)
      expect(sumOf(parts.map(BigInt))).toBe(BigInt(amount))
      expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1)
    }),
    { numRuns: runs },
  )

/** What holds of commission and its ledger whatever happens, each as a sentence. */
export const commissionProperties: Record<string, Property> = {
  ...paymentProperties,
  'shares add up to the pool, or to all that was asked for, to the last minor unit of any currency': addsUp,
  'shares never exceed the pool, and are never below a promised floor that fits': withinPoolAndFloors,
  'the order of the claims doesn’t matter': inAnyOrder,
  'help of the vendor’s never lowers a share': helpLowersNothing,
  'however often something is taken back, it never exceeds what was paid': clawbackWithinPaid,
  'the ledger balances after any sequence of events, and no state is below zero': ledgerBalances,
  'instalments add up, and differ by one minor unit at most': instalmentsAddUp,
}
