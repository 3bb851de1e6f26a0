import { describe, expect, test } from 'vitest'
import { fromEpochDay, toEpochDay } from '../days.ts'
import type { TimeUnit } from '../point.ts'
import { sampleCalendar } from '../testing/sample-calendar.ts'
import { dayOfMoment, daysElapsed, hoursElapsed } from './elapsed.ts'
import { toMilliseconds } from './instants.ts'

const berlin = sampleCalendar()
const days = (from: string, to: string, unit: TimeUnit, calendar = berlin) =>
  daysElapsed(toEpochDay(from), toEpochDay(to), unit, calendar)
const hours = (from: string, to: string, unit: TimeUnit, calendar = berlin) =>
  hoursElapsed(toMilliseconds(from), toMilliseconds(to), unit, calendar)

describe('whole units between two days', () => {
  test('Encore: registered at least 10 business days before the close', () => {
    expect(days('2024-06-14', '2024-06-28', 'businessDays')).toBe(10)
    expect(days('2024-06-17', '2024-06-28', 'businessDays')).toBe(9)
  })

  test.each<[string, string, TimeUnit, number]>([
    ['2017-01-03', '2017-01-23', 'days', 20],
    ['2025-03-01', '2025-03-14', 'weeks', 1],
    ['2025-03-01', '2025-03-15', 'weeks', 2],
    ['2025-01-10', '2025-07-09', 'months', 5],
    ['2025-01-10', '2025-07-10', 'months', 6],
    ['2025-01-31', '2025-02-27', 'months', 0],
    ['2025-01-31', '2025-02-28', 'months', 1],
    ['2024-02-29', '2025-02-28', 'years', 1],
    ['2024-02-29', '2025-02-27', 'years', 0],
    ['2025-03-07', '2025-03-09', 'businessDays', 0],
    ['2025-03-08', '2025-03-10', 'businessDays', 1],
    ['2025-03-07', '2025-03-07', 'businessDays', 0],
  ])('from %s to %s in %s: %i, and as many less than none the other way round', (from, to, unit, expected) => {
    expect(days(from, to, unit)).toBe(expected)
    expect(days(to, from, unit)).toBe(0 - expected)
  })

  test('holidays count once, however they are listed', () => {
    const unordered = sampleCalendar({ holidays: ['2025-03-12', '2025-03-11', '2025-03-10', '2025-03-10'] })
    expect(days('2025-03-07', '2025-03-11', 'businessDays', unordered)).toBe(0)
    expect(days('2025-03-07', '2025-03-14', 'businessDays', unordered)).toBe(2)
  })

  test('hours between days are unknown, and business days without a calendar', () => {
    expect(days('2025-03-07', '2025-03-08', 'hours')).toBeUndefined()
    expect(daysElapsed(20_000, 20_010, 'businessDays', undefined)).toBeUndefined()
  })
})

describe('whole hours between two moments', () => {
  test('Microsoft: 48 hours from Monday 9:00 are over on Wednesday 9:00', () => {
    expect(hours('2025-03-03T09:00:00.000Z', '2025-03-05T09:00:00.000Z', 'hours')).toBe(48)
    expect(hours('2025-03-03T09:00:00.000Z', '2025-03-05T08:59:59.999Z', 'hours')).toBe(47)
    expect(hours('2025-03-05T09:00:00.000Z', '2025-03-03T09:00:00.000Z', 'hours')).toBe(-48)
  })

  test('business hours leave out nights, weekends and holidays, whatever the clocks do', () => {
    expect(hours('2025-03-28T08:00:00.000Z', '2025-03-31T07:00:00.000Z', 'businessHours')).toBe(8)
    expect(hours('2025-03-28T15:00:00.000Z', '2025-03-31T08:00:00.000Z', 'businessHours')).toBe(2)
    expect(hours('2025-03-31T08:00:00.000Z', '2025-03-28T15:00:00.000Z', 'businessHours')).toBe(-2)
    const closed = sampleCalendar({ holidays: ['2025-03-31'] })
    expect(hours('2025-03-28T15:00:00.000Z', '2025-03-31T08:00:00.000Z', 'businessHours', closed)).toBe(1)
  })

  test('the longest there is comes to an end', () => {
    expect(hours('1970-01-01T00:00:00.000Z', '9999-12-31T00:00:00.000Z', 'businessHours')).toBe(
      8 * days('1970-01-01', '9999-12-30', 'businessDays')! + 8,
    )
  })
})

describe('the day of a moment', () => {
  const day = (moment: string, zone: string) => {
    const found = dayOfMoment(toMilliseconds(moment), sampleCalendar({ zone }))
    return found === undefined ? undefined : fromEpochDay(found)
  }

  test('is the day that the zone shows', () => {
    expect(day('2025-03-07T23:30:00.000Z', 'Europe/Berlin')).toBe('2025-03-08')
    expect(day('2025-07-07T22:30:00.000Z', 'Europe/Berlin')).toBe('2025-07-08')
    expect(day('2025-03-08T04:30:00.000Z', 'America/New_York')).toBe('2025-03-07')
    expect(day('2025-03-07T23:30:00.000Z', 'UTC')).toBe('2025-03-07')
    expect(day('2025-03-07T18:20:00.000Z', 'Asia/Kathmandu')).toBe('2025-03-08')
  })

  test('is unknown outside 1970 to 9999, without a calendar, and in no zone', () => {
    expect(day('1970-01-01T00:00:00.000Z', 'America/New_York')).toBeUndefined()
    expect(day('9999-12-31T23:30:00.000Z', 'Europe/Berlin')).toBeUndefined()
    expect(day('2025-03-07T23:30:00.000Z', 'Mars/Olympus')).toBeUndefined()
    expect(dayOfMoment(0, undefined)).toBeUndefined()
  })
})
