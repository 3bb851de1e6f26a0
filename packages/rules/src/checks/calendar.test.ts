import { expect, test } from 'vitest'
import type { Calendar } from '../policy.ts'
import { sampleCalendar, sampleCalendars } from '../testing/sample-calendar.ts'
import { derivingPolicy } from '../testing/sample-derived.ts'
import { checkCalendars } from './calendar.ts'

const found = (changes: Partial<Calendar>) =>
  checkCalendars(derivingPolicy({}, { calendar: sampleCalendar(changes) })).map(
    ({ pointer, message, mend }) => `${pointer}: ${message} ${mend}`,
  )

test('a sound calendar has nothing to mend, and a policy needs none', () => {
  expect(found({ holidays: ['2025-01-01', '2025-12-25'], businessHours: { from: '00:00', to: '24:00' } })).toEqual([])
  expect(found({ zone: 'UTC' })).toEqual([])
  expect(found({ zone: 'Asia/Kolkata' })).toEqual([])
  expect(checkCalendars(derivingPolicy({}, { calendar: undefined }))).toEqual([])
})

test('a time zone that does not exist is named, with the one that was meant', () => {
  expect(found({ zone: 'Europe/Berln' })).toEqual([
    '/calendar/zone: There is no time zone "Europe/Berln". Did you mean "Europe/Berlin"?',
  ])
  expect(found({ zone: 'New York' })[0]).toContain('Did you mean "America/New_York"?')
  expect(found({ zone: '+01:00' })[0]).toContain('Write a region and city, for example "Europe/Berlin", or "UTC".')
  expect(found({ zone: '__proto__' })).toHaveLength(1)
})

test('a time zone without a place is refused: it may know no summer time', () => {
  expect(found({ zone: 'GMT+0' })).toEqual([
    '/calendar/zone: The time zone "GMT+0" names no place. Write a region and city, for example "Europe/Berlin", or "UTC".',
  ])
  for (const zone of ['Etc/GMT+5', 'GMT', 'EST', 'US/Eastern']) expect(found({ zone })).toHaveLength(1)
  for (const zone of ['America/Argentina/Buenos_Aires', 'Pacific/Chatham', 'Asia/Calcutta'])
    expect(found({ zone })).toEqual([])
})

test('business hours end after they begin', () => {
  for (const [from, to] of [
    ['17:00', '09:00'],
    ['09:00', '09:00'],
    ['24:00', '24:00'],
  ] as const)
    expect(found({ businessHours: { from, to } })).toEqual([
      `/calendar/businessHours: Business hours end at ${to}, and don't start before that. Write an earlier "from", or a later "to": at most "24:00".`,
    ])
})

test('holidays and days of the week are listed once, holidays in order', () => {
  expect(found({ holidays: ['2025-01-01', '2025-12-25', '2025-12-25'] })).toEqual([
    '/calendar/holidays/2: 2025-12-25 is listed twice. List each holiday once, the earliest first.',
  ])
  expect(found({ holidays: ['2025-12-25', '2025-01-01'] })).toEqual([
    '/calendar/holidays/1: 2025-01-01 stands after 2025-12-25. List each holiday once, the earliest first.',
  ])
  expect(found({ businessDays: ['monday', 'friday', 'monday'] })).toEqual([
    '/calendar/businessDays/2: "monday" is listed twice. List each day of the week once.',
  ])
})

test('calendars with a name are checked alike, and 51 are too many', () => {
  const named = (calendars: object) =>
    checkCalendars(derivingPolicy({}, { calendars })).map(({ pointer, message }) => `${pointer}: ${message}`)
  const { berlin } = sampleCalendars()
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`c${index}`, berlin]))
  expect(named({ office: { ...berlin, zone: 'Europe/Berln' } })).toEqual([
    '/calendars/office/zone: There is no time zone "Europe/Berln".',
  ])
  expect(named(many(50))).toEqual([])
  expect(named(many(51))).toEqual(['/calendars: There are more than 50 calendars.'])
})
