import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill/implementation'
import { describe, expect, test } from 'vitest'
import { fromEpochDay, toEpochDay } from '../days.ts'
import type { Calendar } from '../policy.ts'
import { sampleCalendar } from '../testing/sample-calendar.ts'
import { businessCalendarOf } from './business-calendar.ts'
import { afterBusinessTime, businessTimeBetween } from './business-hours.ts'
import { lastDayOf, momentAfter } from './deadline.ts'
import { daysElapsed, hoursElapsed } from './elapsed.ts'
import { zoneOf } from './zone.ts'

// The same runs every time. With other seeds a hundred times as many were run once.
fc.configureGlobal({ seed: 8 })

/** All that is open or shut here begins and ends on one of these. */
const step = 5 * 60_000
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const year2025 = toEpochDay('2025-01-01')

const anyDay = fc.integer({ min: year2025, max: year2025 + 400 })
const anyWeek = fc.subarray([...weekdays], { minLength: 1 })
const anyHolidays = fc.uniqueArray(anyDay.map(fromEpochDay), { maxLength: 25 }).map((days) => days.toSorted())
const hoursOf = (from: string, to: string) => ({ from, to })
const anyHours = fc.constantFrom(
  hoursOf('09:00', '17:00'),
  hoursOf('08:30', '12:15'),
  hoursOf('00:00', '24:00'),
  hoursOf('01:00', '04:00'),
  hoursOf('22:00', '24:00'),
)
const anyZone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'UTC', 'Asia/Kolkata', 'Australia/Lord_Howe')
const anyCalendar: fc.Arbitrary<Calendar> = fc
  .tuple(anyZone, anyWeek, anyHours, anyHolidays)
  .map(([zone, businessDays, businessHours, holidays]) =>
    sampleCalendar({ zone, businessDays, businessHours, holidays }),
  )

const isBusiness = (calendar: Calendar, day: number) =>
  calendar.businessDays.includes(weekdays[(day + 3) % 7]!) && !calendar.holidays.includes(fromEpochDay(day))

describe('business days, against walking through the days one by one', () => {
  test('a deadline is the nth business day after the start', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: 1, max: 40 }), (calendar, from, days) => {
        let day = from
        for (let left = days; left > 0; ) if (isBusiness(calendar, ++day)) left--
        expect(lastDayOf(from, { value: days, unit: 'businessDays' }, calendar)).toBe(day)
      }),
      { numRuns: 1_000 },
    )
  })

  test('those elapsed are the business days after the one and up to the other', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.nat(120), (calendar, from, days) => {
        let count = 0
        for (let day = from + 1; day <= from + days; day++) if (isBusiness(calendar, day)) count++
        expect(daysElapsed(from, from + days, 'businessDays', calendar)).toBe(count)
      }),
      { numRuns: 1_000 },
    )
  })

  test('as many have elapsed as were added, and more days end later', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.nat(100_000), (calendar, from, value) => {
        const last = lastDayOf(from, { value, unit: 'businessDays' }, calendar)!
        expect(daysElapsed(from, last, 'businessDays', calendar)).toBe(value)
        expect(lastDayOf(from, { value: value + 1, unit: 'businessDays' }, calendar)).toBeGreaterThan(last)
        expect(lastDayOf(from + 1, { value, unit: 'businessDays' }, calendar)).toBeGreaterThanOrEqual(last)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('months and years, against Temporal', () => {
  test('a deadline is where Temporal adds them, and as many have elapsed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.nat(2_400), (from, months) => {
        const temporal = Temporal.PlainDate.from(fromEpochDay(from)).add({ months }).toString()
        const last = lastDayOf(from, { value: months, unit: 'months' }, undefined)!
        expect(fromEpochDay(last)).toBe(temporal)
        expect(daysElapsed(from, last, 'months', undefined)).toBe(months)
        expect(daysElapsed(from, last - 1, 'months', undefined)).toBeLessThan(Math.max(1, months))
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('business hours, against walking through the time in steps of 5 minutes', () => {
  /** Days on which the clocks change in one of the zones, with those around them. */
  const changes = ['2025-03-09', '2025-03-30', '2025-04-06', '2025-10-05', '2025-10-26', '2025-11-02']
  const anyMoment = fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -2 * 288, max: 3 * 288 }))
    .map(([day, steps]) => Date.parse(`${day}T00:00:00.000Z`) + steps * step)

  const isOpen = (calendar: Calendar, moment: number) => {
    const there = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(calendar.zone)
    const shown = there.toPlainTime().toString().slice(0, 5)
    const { from, to } = calendar.businessHours
    return isBusiness(calendar, toEpochDay(there.toPlainDate().toString())) && shown >= from && shown < to
  }

  test('as much of it is open', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, fc.nat(4 * 288), (calendar, from, steps) => {
        let open = 0
        for (let passed = 0; passed < steps; passed++) if (isOpen(calendar, from + passed * step)) open++
        const to = from + steps * step
        const business = businessCalendarOf(calendar)
        expect(businessTimeBetween(business, from, to)! / step).toBe(open)
        expect(businessTimeBetween(business, to, from)! / step).toBe(0 - open)
      }),
      { numRuns: 100 },
    )
  })

  test('a deadline is the first moment by which the hours have passed', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, fc.integer({ min: 1, max: 20 }), (calendar, from, value) => {
        const due = momentAfter(from, { value, unit: 'businessHours' }, calendar)!
        expect(hoursElapsed(from, due, 'businessHours', calendar)).toBe(value)
        expect(businessTimeBetween(businessCalendarOf(calendar), from, due - 1)).toBe(value * 3_600_000 - 1)
        expect(isOpen(calendar, due - step)).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  test('much time and late years keep to it too', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        fc.integer({ min: 0, max: Date.UTC(3_000, 0, 1) }),
        fc.integer({ min: 1, max: 100_000 * 3_600_000 }),
        (calendar, from, time) => {
          const business = businessCalendarOf(calendar)
          const due = afterBusinessTime(business, from, time)!
          expect(businessTimeBetween(business, from, due)).toBe(time)
          expect(businessTimeBetween(business, from, due - 1)).toBe(time - 1)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('time zones, against Temporal', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Africa/Casablanca',
    'Pacific/Apia',
    'America/St_Johns',
    'Asia/Tokyo',
  ]

  test('the offset at any moment up to 9999', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 253_402_300_799_999 }), (zone, moment) => {
        const there = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone)
        expect(zoneOf(zone)!.offsetAt(moment) * 1_000_000).toBe(there.offsetNanoseconds)
      }),
      { numRuns: 1_000 },
    )
  })

  test('every change of the clocks, also where the rules begin again after 400 years', () => {
    for (const zone of zones)
      for (const [from, to] of [
        ['2005-01-01', '2030-01-01'],
        ['2499-01-01', '2502-01-01'],
        ['2899-06-01', '2901-06-01'],
      ] as const) {
        const changes: number[] = []
        const end = Date.parse(to)
        let there = Temporal.Instant.fromEpochMilliseconds(Date.parse(from)).toZonedDateTimeISO(zone)
        for (;;) {
          const next = there.getTimeZoneTransition('next')
          if (!next || next.epochMilliseconds > end) break
          changes.push(next.epochMilliseconds)
          there = next
        }
        expect(zoneOf(zone)!.changesBetween(Date.parse(from), end)).toEqual(changes)
        for (const change of changes.slice(0, 1)) {
          expect(zoneOf(zone)!.changesBetween(change, change)).toEqual([])
          expect(zoneOf(zone)!.changesBetween(change - 1, change)).toEqual([change])
        }
      }
  })

  test('the first moment of a minute, where it exists once or twice, and the moment of the skip where it does not', () => {
    const moment = (zone: string, day: string, at: number) =>
      new Date(zoneOf(zone)!.momentAt(toEpochDay(day), at)).toISOString()
    expect(moment('Europe/Berlin', '2025-06-01', 9 * 60)).toBe('2025-06-01T07:00:00.000Z')
    expect(moment('Europe/Berlin', '2025-03-30', 2 * 60 + 30)).toBe('2025-03-30T01:00:00.000Z')
    expect(moment('Europe/Berlin', '2025-10-26', 2 * 60 + 30)).toBe('2025-10-26T00:30:00.000Z')
    expect(moment('Europe/Berlin', '2025-10-26', 24 * 60)).toBe('2025-10-26T23:00:00.000Z')
    expect(moment('Pacific/Apia', '2011-12-30', 12 * 60)).toBe('2011-12-30T10:00:00.000Z')
  })

  test('a day that a zone left out is no business day, and one that shows midnight twice is open once', () => {
    const always = { businessDays: [...weekdays], businessHours: { from: '00:00', to: '24:00' } }
    const open = (zone: string, from: string, to: string) =>
      hoursElapsed(Date.parse(from), Date.parse(to), 'businessHours', sampleCalendar({ zone, ...always }))
    expect(open('Pacific/Apia', '2011-12-28T10:00:00.000Z', '2012-01-02T10:00:00.000Z')).toBe(120)
    expect(open('America/St_Johns', '2010-11-06T12:00:00.000Z', '2010-11-08T12:00:00.000Z')).toBe(48)
    expect(open('America/St_Johns', '2010-11-07T01:15:00.000Z', '2010-11-07T03:20:00.000Z')).toBe(2)
  })
})
