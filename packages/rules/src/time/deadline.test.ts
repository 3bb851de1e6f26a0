import { describe, expect, test } from 'vitest'
import { fromEpochDay, toEpochDay } from '../days.ts'
import type { TimeUnit } from '../point.ts'
import { sampleCalendar } from '../testing/sample-calendar.ts'
import { type Counting, lastDayOf, momentAfter, type Pause } from './deadline.ts'
import { fromMilliseconds, toMilliseconds } from './instants.ts'

const berlin = sampleCalendar()
const duration = (text: string) => {
  const [value, unit] = text.split(' ') as [string, TimeUnit]
  return { value: Number(value), unit }
}
const dueOn = (from: string, span: string, counting?: Counting, pause?: Pause, calendar = berlin) => {
  const day = lastDayOf(toEpochDay(from), duration(span), calendar, counting, pause)
  return day === undefined ? undefined : fromEpochDay(day)
}
const dueAt = (from: string, span: string, pause?: Pause, calendar = berlin) => {
  const moment = momentAfter(toMilliseconds(from), duration(span), calendar, pause)
  return moment === undefined ? undefined : fromMilliseconds(moment)
}

describe('the last day of a span', () => {
  test.each([
    ['GitLab: submitted on a Friday, answered in 2 business days', '2025-03-07', '2 businessDays', '2025-03-11'],
    ['GitLab: a service sold within 6 months of the close', '2025-01-10', '6 months', '2025-07-10'],
    ['GitLab: paid within 45 days of the end of the quarter', '2025-04-30', '45 days', '2025-06-14'],
    ['GitLab: disputed within 15 days after that', '2025-06-14', '15 days', '2025-06-29'],
    ['Skyhigh: decided in 2 business days', '2017-01-03', '2 businessDays', '2017-01-05'],
    ['Skyhigh: reminded on day 20', '2017-01-03', '20 days', '2017-01-23'],
    ['Skyhigh: over after 45 days', '2017-01-03', '45 days', '2017-02-17'],
    ['Skyhigh: protected for 90 days', '2017-03-01', '90 days', '2017-05-30'],
    ['CyberLock: 60 days across a leap day', '2024-02-01', '60 days', '2024-04-01'],
    ['Broker of record: a rescinding letter in 5 business days', '2024-09-03', '5 businessDays', '2024-09-10'],
  ])('%s', (_case, from, span, expected) => {
    expect(dueOn(from, span)).toBe(expected)
  })

  test.each([
    ['a month from the 31st of January ends with February', '2025-01-31', '1 months', '2025-02-28'],
    ['in a leap year a day later', '2024-01-31', '1 months', '2024-02-29'],
    ['a year from a leap day ends on the 28th', '2024-02-29', '1 years', '2025-02-28'],
    ['four years from a leap day end on the next', '2024-02-29', '4 years', '2028-02-29'],
    ['weeks are seven days', '2025-01-01', '2 weeks', '2025-01-15'],
    ['business days that start on a Saturday count from the Monday', '2025-03-08', '1 businessDays', '2025-03-10'],
    ['no business days at all end on the day itself', '2025-03-08', '0 businessDays', '2025-03-08'],
  ])('%s', (_case, from, span, expected) => {
    expect(dueOn(from, span)).toBe(expected)
  })

  test.each([
    ['the first of 90 days is the day itself', '2017-03-01', '90 days', '2017-05-29'],
    ['a business day counts itself', '2025-03-07', '2 businessDays', '2025-03-10'],
    ['a Saturday does not count itself', '2025-03-08', '2 businessDays', '2025-03-11'],
    ['a month from the 1st is that month', '2025-04-01', '1 months', '2025-04-30'],
    ['a month from the 31st ends with a shorter month', '2025-01-31', '1 months', '2025-02-28'],
    ['a week from a Monday ends on the Sunday', '2025-03-03', '1 weeks', '2025-03-09'],
  ])('counting the same day: %s', (_case, from, span, expected) => {
    expect(dueOn(from, span, 'sameDay')).toBe(expected)
  })

  test('holidays are no business days, and one on a weekend changes nothing', () => {
    const closed = sampleCalendar({ holidays: ['2025-03-10', '2025-03-15'] })
    expect(dueOn('2025-03-07', '2 businessDays', 'nextDay', undefined, closed)).toBe('2025-03-12')
    expect(dueOn('2025-03-07', '7 businessDays', 'nextDay', undefined, closed)).toBe('2025-03-19')
  })

  test('a business week may be any days', () => {
    const sundayToThursday = sampleCalendar({ businessDays: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday'] })
    expect(dueOn('2025-03-06', '1 businessDays', 'nextDay', undefined, sundayToThursday)).toBe('2025-03-09')
  })

  test('a pause makes it longer, and never shorter', () => {
    const days = (value: number): Pause => ({ value, unit: 'days' })
    expect(dueOn('2017-03-01', '90 days', 'nextDay', days(10))).toBe('2017-06-09')
    expect(dueOn('2025-01-31', '1 months', 'nextDay', days(1))).toBe('2025-03-01')
    expect(dueOn('2025-03-07', '2 businessDays', 'nextDay', days(3))).toBe('2025-03-12')
    expect(dueOn('2025-03-07', '2 businessDays', 'nextDay', { value: 1, unit: 'businessDays' })).toBe('2025-03-12')
    expect(dueOn('2017-03-01', '90 days', 'nextDay', days(-10))).toBe('2017-05-30')
  })

  test('what ends after 9999 or before 1970 is unknown, and so are hours from a day', () => {
    expect(dueOn('9999-12-30', '1 days')).toBe('9999-12-31')
    expect(dueOn('9999-12-30', '2 days')).toBeUndefined()
    expect(dueOn('9999-12-30', '100000 businessDays')).toBeUndefined()
    expect(dueOn('9999-12-30', '100000 years')).toBeUndefined()
    expect(dueOn('9999-01-30', '12 months')).toBeUndefined()
    expect(dueOn('1970-01-01', '0 days', 'sameDay')).toBeUndefined()
    expect(dueOn('2025-03-07', '2 hours')).toBeUndefined()
    expect(lastDayOf(20_000, duration('2 businessDays'), undefined)).toBeUndefined()
  })

  test('100,000 business days are 20,000 weeks, and more with holidays', () => {
    expect(dueOn('2025-03-07', '100000 businessDays')).toBe(dueOn('2025-03-07', '20000 weeks'))
    const newYears = sampleCalendar({ holidays: ['2026-01-01', '2027-01-01', '2028-01-01'] })
    expect(dueOn('2025-03-07', '100000 businessDays', 'nextDay', undefined, newYears)).toBe(
      dueOn('2025-03-07', '100002 businessDays'),
    )
  })
})

describe('the moment after hours', () => {
  test('ThreatLocker and Gumdrop: hours pass day and night', () => {
    expect(dueAt('2025-03-07T10:00:00.000Z', '2 hours')).toBe('2025-03-07T12:00:00.000Z')
    expect(dueAt('2025-03-03T09:00:00.000Z', '48 hours')).toBe('2025-03-05T09:00:00.000Z')
    expect(dueAt('2025-03-29T12:00:00.000Z', '24 hours')).toBe('2025-03-30T12:00:00.000Z')
  })

  test.each([
    ['within a day', '2025-03-07T09:00:00.000Z', '2 businessHours', '2025-03-07T11:00:00.000Z'],
    ['up to the moment of closing', '2025-03-07T15:00:00.000Z', '1 businessHours', '2025-03-07T16:00:00.000Z'],
    ['over a weekend', '2025-03-07T15:30:00.000Z', '2 businessHours', '2025-03-10T09:30:00.000Z'],
    [
      'from a night on: from the next opening',
      '2025-03-07T20:00:00.000Z',
      '1 businessHours',
      '2025-03-10T09:00:00.000Z',
    ],
    [
      'from early morning on: from the opening',
      '2025-03-07T03:00:00.000Z',
      '1 businessHours',
      '2025-03-07T09:00:00.000Z',
    ],
    ['over the change to summer time', '2025-03-28T15:00:00.000Z', '2 businessHours', '2025-03-31T08:00:00.000Z'],
    ['over the change to winter time', '2025-10-24T14:00:00.000Z', '2 businessHours', '2025-10-27T09:00:00.000Z'],
    ['none at all', '2025-03-08T12:00:00.000Z', '0 businessHours', '2025-03-08T12:00:00.000Z'],
  ])('business hours %s', (_case, from, span, expected) => {
    expect(dueAt(from, span)).toBe(expected)
  })

  test('a day that is open around the clock is 23 hours long when the clocks go forward, 25 when they go back', () => {
    const always = sampleCalendar({
      businessDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
      businessHours: { from: '00:00', to: '24:00' },
    })
    for (const [from, to] of [
      ['2025-03-29T23:00:00.000Z', '2025-03-31T23:00:00.000Z'],
      ['2025-10-25T22:00:00.000Z', '2025-10-27T22:00:00.000Z'],
    ] as const)
      expect(dueAt(from, '48 businessHours', undefined, always)).toBe(to)
  })

  test('a paused day is 24 hours, a paused business day a whole one', () => {
    const from = '2025-03-05T09:00:00.000Z'
    expect(dueAt(from, '2 hours', { value: 2, unit: 'days' })).toBe('2025-03-07T11:00:00.000Z')
    expect(dueAt(from, '2 businessHours', { value: 1, unit: 'businessDays' })).toBe('2025-03-06T11:00:00.000Z')
    expect(dueAt(from, '2 businessHours', { value: 2, unit: 'days' })).toBe('2025-03-07T11:00:00.000Z')
  })

  test('holidays are closed', () => {
    const closed = sampleCalendar({ holidays: ['2025-03-10'] })
    expect(dueAt('2025-03-07T15:30:00.000Z', '2 businessHours', undefined, closed)).toBe('2025-03-11T09:30:00.000Z')
  })

  test('what ends after 9999 is unknown, and so is what no calendar opens for', () => {
    const aMinute = sampleCalendar({ businessHours: { from: '09:00', to: '09:01' } })
    expect(dueAt('2025-03-07T10:00:00.000Z', '100000 businessHours', undefined, aMinute)).toBeUndefined()
    expect(dueAt('9999-12-31T23:00:00.000Z', '1 hours')).toBeUndefined()
    expect(dueAt('9999-12-31T16:00:00.000Z', '1 businessHours')).toBeUndefined()
    const nowhere = sampleCalendar({ zone: 'Mars/Olympus' })
    expect(dueAt('2025-03-07T10:00:00.000Z', '1 businessHours', undefined, nowhere)).toBeUndefined()
    expect(dueAt('2025-03-07T10:00:00.000Z', '1 days')).toBeUndefined()
  })

  test('100,000 business hours are 12,500 business days', () => {
    expect(dueAt('2025-03-07T15:00:00.000Z', '100000 businessHours')).toBe(
      `${dueOn('2025-03-07', '12500 businessDays')}T15:00:00.000Z`,
    )
  })
})
