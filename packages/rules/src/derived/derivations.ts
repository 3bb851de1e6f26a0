import type { Facts, Unit } from '../point.ts'
import type { Derived, Quantity } from '../policy.ts'
import { lastDayOf, momentAfter } from '../time/deadline.ts'
import { dayOfMoment, daysElapsed, hoursElapsed, unitsOfMoments } from '../time/elapsed.ts'
import { maximumMoneyMinor, maximumRateBps } from '../value-schema.ts'
import { exactSum, ratioBps, shareOf } from './arithmetic.ts'
import { type CalendarFor, calendarFor } from './calendars.ts'
import { durationOf } from './infer.ts'
import type { DerivedKind } from './kinds.ts'
import type { DerivingPolicy } from './vocabulary.ts'

/**
 * Works out one value as it is compared: days since 1970-01-01, milliseconds, minor units, basis points. `worked` holds the derived
 * facts before it. Undefined is unknown.
 */
export type Read = (facts: Facts, worked: readonly (number | undefined)[]) => number | undefined

/** An input, ready to be read; `unit` is that of a count. */
export type Reading = { kind: DerivedKind['kind'] | 'number'; unit?: Unit; read: Read }

/** A sound derived fact as a closure. */
export function derivationOf(
  policy: DerivingPolicy,
  derived: Derived,
  kind: DerivedKind,
  reading: (quantity: Quantity) => Reading,
): Read {
  const read = (quantity: Quantity) => reading(quantity).read
  if ('deadline' in derived) return deadlineOf(policy, derived.deadline, reading)
  if ('elapsed' in derived) return elapsedOf(policy, derived.elapsed, reading)
  if ('dayOf' in derived) return asDay(reading(derived.dayOf), calendarFor(policy, derived.calendar))
  if ('sum' in derived) return bounded(kind, sumOf(derived.sum.map(read), (derived.minus ?? []).map(read)))
  if ('ratio' in derived) {
    const { whenNone } = derived.ratio
    return bounded(
      kind,
      ofTwo(read(derived.ratio.of), read(derived.ratio.to), (of, to) => {
        // Of less than nothing there is no share: only where there is none, `whenNone` says what counts.
        if (to === 0) return whenNone
        return to > 0 ? ratioBps(of, to) : undefined
      }),
    )
  }
  if ('share' in derived) return bounded(kind, ofTwo(read(derived.share.rate), read(derived.share.of), shareOf))
  if ('product' in derived) {
    const [one, other] = derived.product
    return bounded(
      kind,
      ofTwo(read(one), read(other), (a, b) => a * b),
    )
  }
  const best =
    'least' in derived ? extreme(derived.least.map(read), Math.min) : extreme(derived.greatest.map(read), Math.max)
  // Days and moments keep to the bounds of those that they are taken from.
  return kind.kind === 'date' || kind.kind === 'instant' ? best : bounded(kind, best)
}

function deadlineOf(
  policy: DerivingPolicy,
  { from, add, counting, pausedDays, calendar: choice }: Extract<Derived, { deadline: unknown }>['deadline'],
  reading: (quantity: Quantity) => Reading,
): Read {
  const calendar = calendarFor(policy, choice)
  const duration = durationOf(policy, add)!
  const pause = reading(pausedDays ?? 0)
  // A number that is written into the policy is in the unit of what it is added to.
  const isBusiness = pause.unit === undefined ? duration.unit.startsWith('business') : pause.unit === 'businessDays'
  const unit = isBusiness ? 'businessDays' : 'days'
  if (unitsOfMoments.has(duration.unit))
    return ofTwo(reading(from).read, pause.read, (moment, value, facts) =>
      momentAfter(moment, duration, calendar(facts), { value, unit }),
    )
  return ofTwo(asDay(reading(from), calendar), pause.read, (day, value, facts) =>
    lastDayOf(day, duration, calendar(facts), counting, { value, unit }),
  )
}

function elapsedOf(
  policy: DerivingPolicy,
  { from, to, in: unit, calendar: choice }: Extract<Derived, { elapsed: unknown }>['elapsed'],
  reading: (quantity: Quantity) => Reading,
): Read {
  const calendar = calendarFor(policy, choice)
  if (unitsOfMoments.has(unit))
    return ofTwo(reading(from).read, reading(to).read, (start, end, facts) =>
      hoursElapsed(start, end, unit, calendar(facts)),
    )
  return ofTwo(asDay(reading(from), calendar), asDay(reading(to), calendar), (start, end, facts) =>
    daysElapsed(start, end, unit, calendar(facts)),
  )
}

function asDay({ kind, read }: Reading, calendar: CalendarFor): Read {
  if (kind === 'date') return read
  return (facts, worked) => {
    const moment = read(facts, worked)
    return moment === undefined ? undefined : dayOfMoment(moment, calendar(facts))
  }
}

function ofTwo(
  one: Read,
  other: Read,
  combine: (one: number, other: number, facts: Facts) => number | undefined,
): Read {
  return (facts, worked) => {
    const first = one(facts, worked)
    const second = other(facts, worked)
    return first === undefined || second === undefined ? undefined : combine(first, second, facts)
  }
}

function sumOf(plus: readonly Read[], minus: readonly Read[]): Read {
  const reads = [...plus, ...minus]
  return (facts, worked) => {
    let sum = 0
    let isExact = true
    for (let index = 0; index < reads.length; index++) {
      const value = reads[index]!(facts, worked)
      if (value === undefined) return undefined
      sum += index < plus.length ? value : -value
      if (!Number.isSafeInteger(sum)) isExact = false
    }
    if (isExact) return sum
    return exactSum(reads.map((read, index) => (index < plus.length ? 1 : -1) * read(facts, worked)!))
  }
}

function extreme(reads: readonly Read[], best: (...values: number[]) => number): Read {
  return (facts, worked) => {
    let result: number | undefined
    for (const read of reads) {
      const value = read(facts, worked)
      if (value === undefined) return undefined
      result = result === undefined ? value : best(result, value)
    }
    return result
  }
}

/**
 * Keeps a result in the bounds of its kind. Money and rates don't fall below 0 and rates stop at the greatest there is; money and
 * counts beyond theirs are unknown, so that no wrong amount is ever paid.
 */
function bounded(kind: DerivedKind, read: Read): Read {
  const [least, most] = kind.kind === 'count' ? [kind.minimum, kind.maximum] : [0, maximumMoneyMinor]
  return (facts, worked) => {
    const value = read(facts, worked)
    if (value === undefined) return undefined
    if (kind.kind === 'rate') return Math.min(Math.max(value, 0), maximumRateBps)
    if (kind.kind === 'money') return value > most ? undefined : Math.max(value, 0)
    return value >= least && value <= most ? value + 0 : undefined
  }
}
