import {
  accrue,
  afterPostings,
  dueOnPayment,
  earnedOf,
  heldOf,
  ledgerAccounts,
  mostLowered,
  noBalances,
  paidOf,
  pay,
  payableOf,
  reduce,
  releasePart,
} from '@parley/rules/ledger/postings'
import fc from 'fast-check'
import { expect } from 'vitest'

type Property = (runs: number) => void

const byAndBy = fc.record({
  earned: fc.oneof(fc.nat(100), fc.nat(1_000_000_000_000)),
  net: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 1_000_000_000_000 })),
  /** What happens, each by so many of a thousand of what it can be at most. */
  deeds: fc.array(fc.record({ does: fc.constantFrom('pays', 'isPaidOut', 'getsBack', 'shrinks'), of: fc.nat(1_000) }), {
    maxLength: 12,
  }),
})

/** A customer pays by and by; money goes back, and the contract shrinks: whatever comes in between. */
const inParts: Property = (runs) =>
  fc.assert(
    fc.property(byAndBy, ({ earned: share, net: amount, deeds }) => {
      let books = afterPostings(noBalances, accrue(share))
      let [net, paid] = [amount, 0]
      const part = (most: number, of: number) => Number((BigInt(most) * BigInt(of)) / 1_000n)
      const release = () => {
        if (paid > 0) books = afterPostings(books, releasePart(books, dueOnPayment(books, paid, net)))
      }
      for (const { does, of } of [...deeds, { does: 'pays', of: 1_000 }]) {
        const before = books
        if (does === 'pays') {
          paid += part(net - paid, of)
          release()
          expect(earnedOf(books)).toBe(earnedOf(before))
        }
        if (does === 'isPaidOut') books = afterPostings(books, pay(books, part(payableOf(books), of)))
        if (does === 'getsBack' || does === 'shrinks') {
          const lost = part(does === 'getsBack' ? paid : net - paid, of)
          const [ofPaidMinor, ofOpenMinor] = does === 'getsBack' ? [lost, 0] : [0, lost]
          const most = mostLowered(books, { openMinor: net - paid, paidMinor: paid, ofOpenMinor, ofPaidMinor })
          books = afterPostings(books, reduce(books, most.ofHeldMinor + most.ofOwedMinor, most.ofOwedMinor))
          ;[net, paid] = [net - lost, paid - ofPaidMinor]
          // What was paid out isn't touched; of what waits only that goes which the customer will never owe.
          expect(paidOf(books)).toBe(paidOf(before))
          if (does === 'getsBack') expect(heldOf(books)).toBe(heldOf(before))
          else expect(payableOf(books)).toBe(payableOf(before))
        }
        expect(ledgerAccounts.reduce((sum, account) => sum + books[account], 0)).toBe(0)
        for (const state of [heldOf, payableOf, paidOf]) expect(state(books)).toBeGreaterThanOrEqual(0)
        expect(heldOf(books) + payableOf(books) + paidOf(books)).toBeLessThanOrEqual(share)
      }
      if (paid > 0) expect(heldOf(books)).toBe(0)
    }),
    { numRuns: runs },
  )

/** However a payment is cut into parts, as much is owed after each as if it had come at once, and all of it in the end. */
const partsAddUp: Property = (runs) =>
  fc.assert(
    fc.property(
      fc.nat(1_000_000_000_000),
      fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: 1, maxLength: 12 }),
      (share, parts) => {
        const net = parts.reduce((all, part) => all + part, 0)
        let books = afterPostings(noBalances, accrue(share))
        let paid = 0
        for (const part of parts) {
          paid += part
          books = afterPostings(books, releasePart(books, dueOnPayment(books, paid, net)))
          expect(BigInt(payableOf(books))).toBe((BigInt(share) * BigInt(paid)) / BigInt(net))
        }
        expect([heldOf(books), payableOf(books)]).toEqual([0, share])
      },
    ),
    { numRuns: runs },
  )

/** What holds of a customer that pays by and by, each as a sentence. */
export const paymentProperties: Record<string, Property> = {
  'a customer that pays in parts makes owed what it has paid for, never more than was accrued, and all of it in the end':
    partsAddUp,
  'whatever is paid, paid out, given back or shrinks in between, no state is below zero, and what was paid out stands':
    inParts,
}
