/**
 * Where the money of a claim stands: what it costs the vendor, what waits, what is owed, what was paid, what is to come back. A
 * positive amount is a debit, a negative one a credit.
 */
export const ledgerAccounts = ['expense', 'held', 'payable', 'paid', 'clawback'] as const
export type LedgerAccount = (typeof ledgerAccounts)[number]

/** One side of a booking, in whole minor units of its currency. The sides of one booking add up to zero. */
export type Posting = { account: LedgerAccount; amountMinor: number }

/** The sums of a claim's postings by account. */
export type Balances = Readonly<Record<LedgerAccount, number>>

export const noBalances: Balances = { expense: 0, held: 0, payable: 0, paid: 0, clawback: 0 }

export function afterPostings(balances: Balances, postings: readonly Posting[]): Balances {
  const sums = { ...balances }
  for (const { account, amountMinor } of postings) sums[account] += amountMinor
  return sums
}

/** What a claim has in each state, none of them below zero, in minor units. */
export const heldOf = ({ held }: Balances) => 0 - held
export const payableOf = ({ payable }: Balances) => 0 - payable
export const paidOf = ({ paid }: Balances) => 0 - paid
/** What was taken back and hasn't come back yet. */
export const owedBackOf = ({ clawback }: Balances) => clawback
/** What the claim has cost so far, after reductions and clawbacks. */
export const earnedOf = ({ expense }: Balances) => expense
/** What of it doesn't wait any more: owed, or paid and not taken back. */
export const releasedOf = (balances: Balances) => earnedOf(balances) - heldOf(balances)
/** What the partner was paid and may keep as things stand: no more than this can be taken back. */
export const stillPaidOf = ({ paid, clawback }: Balances) => 0 - paid - clawback

const move = (amountMinor: number, debit: LedgerAccount, credit: LedgerAccount): Posting[] =>
  amountMinor === 0
    ? []
    : [
        { account: debit, amountMinor },
        { account: credit, amountMinor: -amountMinor },
      ]

function assertWithin(amountMinor: number, most: number, what: string): void {
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 0)
    throw new RangeError(`${amountMinor} is no amount in whole minor units.`)
  if (amountMinor > most) throw new RangeError(`${amountMinor} is more than the ${most} that ${what}.`)
}

/** The deal is won: the share is the vendor's cost from now on, and waits. */
export function accrue(amountMinor: number): Posting[] {
  assertWithin(amountMinor, Number.MAX_SAFE_INTEGER, 'can be booked')
  return move(amountMinor, 'expense', 'held')
}

/** Nothing is waited for any more: all that was held is owed. */
export const release = (balances: Balances): Posting[] => move(heldOf(balances), 'held', 'payable')

/**
 * What of a share is owed once the customer has paid `paidMinor` of `netMinor`: as much of it as was paid of the contract, rounded down, and
 * all of it with the last payment. What was released before is taken off; never more than is held.
 */
export function dueOnPayment(balances: Balances, paidMinor: number, netMinor: number): number {
  assertWithin(paidMinor, netMinor, 'is left of the contract')
  if (paidMinor === netMinor) return heldOf(balances)
  const due = Number((BigInt(earnedOf(balances)) * BigInt(paidMinor)) / BigInt(netMinor))
  return Math.max(0, due - releasedOf(balances))
}

/** As much of what was held is owed. */
export function releasePart(balances: Balances, amountMinor: number): Posting[] {
  assertWithin(amountMinor, heldOf(balances), 'is held')
  return move(amountMinor, 'held', 'payable')
}

/** A correction upwards: owed at once. */
export function raise(amountMinor: number): Posting[] {
  assertWithin(amountMinor, Number.MAX_SAFE_INTEGER, 'can be booked')
  return move(amountMinor, 'expense', 'payable')
}

/**
 * A reduction by a rule, of what is held first; `ofOwedMinor` is taken from what is owed before that, as far as there is so much. What was
 * paid is never reduced: see `takeBack`.
 */
export function reduce(balances: Balances, amountMinor: number, ofOwedMinor = 0): Posting[] {
  assertWithin(amountMinor, heldOf(balances) + payableOf(balances), 'is held or owed')
  const first = Math.min(amountMinor, ofOwedMinor, payableOf(balances))
  const ofHeld = Math.min(amountMinor - first, heldOf(balances))
  return [...move(ofHeld, 'held', 'expense'), ...move(amountMinor - ofHeld, 'payable', 'expense')]
}

/**
 * What an event took off the contract: of what the customer still owed, and of what it had paid. A share of which a part was paid out
 * falls by no more than this: the rest of it was earned with what the customer has paid and keeps.
 */
export type Lessening = { openMinor: number; ofOpenMinor: number; paidMinor: number; ofPaidMinor: number }

/** At most so much of what is held, and of what is owed, goes with what the contract lost; rounded up. */
export function mostLowered(balances: Balances, by: Lessening): { ofHeldMinor: number; ofOwedMinor: number } {
  const part = (whole: number, of: number, all: number) =>
    all === 0 ? 0 : Number((BigInt(whole) * BigInt(of) + BigInt(all) - 1n) / BigInt(all))
  return {
    ofHeldMinor: part(heldOf(balances), by.ofOpenMinor, by.openMinor),
    ofOwedMinor: part(payableOf(balances), by.ofPaidMinor, by.paidMinor),
  }
}

export function pay(balances: Balances, amountMinor: number): Posting[] {
  assertWithin(amountMinor, payableOf(balances), 'is owed')
  return move(amountMinor, 'payable', 'paid')
}

/** A clawback: the partner owes it. Never more than it was paid and still has. */
export function takeBack(balances: Balances, amountMinor: number): Posting[] {
  assertWithin(amountMinor, stillPaidOf(balances), 'was paid and not taken back yet')
  return move(amountMinor, 'clawback', 'expense')
}

/** A payout that isn't sent because it settles what is owed back: one side for the claim that is owed, one for the claim that owes. */
export function setOff(owed: Balances, owing: Balances, amountMinor: number): { owed: Posting[]; owing: Posting[] } {
  assertWithin(amountMinor, payableOf(owed), 'is owed')
  assertWithin(amountMinor, owedBackOf(owing), 'is to come back')
  return { owed: move(amountMinor, 'payable', 'paid'), owing: move(amountMinor, 'paid', 'clawback') }
}

/** The parts in which an amount is set off over so many payouts: equal to within one minor unit, and adding up to it. */
export function instalments(amountMinor: number, months: number): number[] {
  const whole = BigInt(amountMinor)
  const upTo = (part: number) => (whole * BigInt(part)) / BigInt(months)
  return Array.from({ length: months }, (_, part) => Number(upTo(part + 1) - upTo(part)))
}
