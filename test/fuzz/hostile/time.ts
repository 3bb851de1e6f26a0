import {
  type HostileDocument,
  indexes,
  type Json,
  soundCalendar,
  withCalendar,
  withCondition,
  withDerived,
  withTop,
} from './documents.ts'

const zone = (name: unknown): Json => withCalendar({ zone: name })
const hours = (from: unknown, to: unknown): Json => withCalendar({ businessHours: { from, to } })
const holidays = (days: unknown): Json => withCalendar({ holidays: days })
const moment = (value: unknown) => withCondition({ fact: 'it.madeAt', operator: 'greaterThan', value })
const day = (value: unknown) => withCondition({ fact: 'it.startsOn', operator: 'greaterThan', value })
const at = '/rules/0/conditions/value'
const noZone = /no time zone/
const notAMoment = /can't be a value/

/** Calendars, days and moments that do not exist or are written in another way. */
export const hostileTime: readonly HostileDocument[] = [
  ['no zone', withCalendar({ zone: undefined }), '/calendar/zone', /missing/],
  ['an empty zone', zone(''), '/calendar/zone', /empty/],
  ['a zone that leads out of its folder', zone('../../../../etc/passwd'), '/calendar/zone', noZone],
  ['a zone that leads out of a continent', zone('Europe/../Europe/Berlin'), '/calendar/zone', noZone],
  ['a zone from the root', zone('/usr/share/zoneinfo/Europe/Berlin'), '/calendar/zone', noZone],
  ['a zone with a backslash', zone('Europe\\Berlin'), '/calendar/zone', noZone],
  ['a zone with NUL', zone('Europe/Berlin\u0000'), '/calendar/zone', /U\+0000/],
  ['a zone with a Cyrillic letter', zone('Europe/B\u0435rlin'), '/calendar/zone', /./],
  ['a zone with a slash that is none', zone('Europe\u2215Berlin'), '/calendar/zone', noZone],
  ['a zone with a space', zone('Europe/New Berlin'), '/calendar/zone', noZone],
  ['an offset for a zone', zone('+01:00'), '/calendar/zone', noZone],
  ['a zone of POSIX', zone('CET-1CEST,M3.5.0,M10.5.0/3'), '/calendar/zone', noZone],
  ['a zone called constructor', zone('constructor'), '/calendar/zone', noZone],
  ['a zone of 81 letters', zone('Europe/'.padEnd(81, 'x')), '/calendar/zone', /more than 80 characters/],
  ['a zone of a million letters', zone('x'.repeat(1_000_000)), '/calendar/zone', /more than 80 characters/],
  ['a number for a zone', zone(60), '/calendar/zone', /should be a text/],
  ['no business days', withCalendar({ businessDays: [] }), '/calendar/businessDays', /empty/],
  [
    'a business day twice',
    withCalendar({ businessDays: ['monday', 'monday'] }),
    '/calendar/businessDays/1',
    /listed twice/,
  ],
  [
    'eight business days',
    withCalendar({ businessDays: indexes(8).map(() => 'monday') }),
    '/calendar/businessDays',
    /more than 7 entries/,
  ],
  [
    'a business day of no week',
    withCalendar({ businessDays: ['funday'] }),
    '/calendar/businessDays/0',
    /"funday" is not one/,
  ],
  ['business hours from 24:00 to 24:00', hours('24:00', '24:00'), '/calendar/businessHours', /don't start before/],
  [
    'business hours that end before they start',
    hours('17:00', '09:00'),
    '/calendar/businessHours',
    /don't start before/,
  ],
  ['business hours of no minute', hours('09:00', '09:00'), '/calendar/businessHours', /don't start before/],
  ['25 o’clock', hours('09:00', '25:00'), '/calendar/businessHours/to', /not written as expected/],
  [
    'a quarter past the end of the day',
    hours('09:00', '24:15'),
    '/calendar/businessHours/to',
    /not written as expected/,
  ],
  ['9:00', hours('9:00', '17:00'), '/calendar/businessHours/from', /not written as expected/],
  ['9 am', hours('9 am', '5 pm'), '/calendar/businessHours/from', /not written as expected/],
  [
    'two lines for a time of day',
    hours('09:00\n10:00', '17:00'),
    '/calendar/businessHours/from',
    /not written as expected/,
  ],
  ['hours that are numbers', hours(9, 17), '/calendar/businessHours/from', /should be a text/],
  ['2,001 holidays', holidays(indexes(2_001).map(dayNumber)), '/calendar/holidays', /more than 2000 entries/],
  [
    '90,000 holidays',
    holidays(indexes(90_000).map(() => '2027-01-01')),
    '/calendar/holidays',
    /more than 2000 entries/,
  ],
  ['a holiday twice', holidays(['2027-01-01', '2027-01-01']), '/calendar/holidays/1', /listed twice/],
  ['holidays out of order', holidays(['2027-01-02', '2027-01-01']), '/calendar/holidays/1', /stands after/],
  ['a holiday that no year has', holidays(['2027-02-30']), '/calendar/holidays/0', /not written as expected/],
  ['a holiday in the year 10000', holidays(['10000-01-01']), '/calendar/holidays/0', /not written as expected/],
  ['a holiday before 1970', holidays(['1969-12-31']), '/calendar/holidays/0', /not written as expected/],
  ['a holiday of every year', holidays(['--01-01']), '/calendar/holidays/0', /not written as expected/],
  ['a holiday in full-width digits', holidays(['２０２７-01-01']), '/calendar/holidays/0', /not written as expected/],
  [
    'a holiday with a title',
    holidays([{ date: '2027-01-01', title: 'New Year' }]),
    '/calendar/holidays/0',
    /should be a text/,
  ],
  ['holidays by the name of a country', withCalendar({ holidays: 'DE' }), '/calendar/holidays', /should be a list/],
  ['something else in a calendar', withCalendar({ leapSeconds: true }), '/calendar/leapSeconds', /doesn't belong/],
  ['a list for a calendar', withTop({ calendar: [soundCalendar] }), '/calendar', /should be an object/],
  [
    'a second calendar without a title',
    withTop({ calendars: { other: soundCalendar } }),
    '/calendars/other/title',
    /missing/,
  ],
  [
    'a second calendar in no zone',
    withTop({ calendars: { other: { title: 'x', ...soundCalendar, zone: '/etc/localtime' } } }),
    '/calendars/other/zone',
    noZone,
  ],
  [
    'a calendar called constructor',
    withTop({ calendars: { constructor: { title: 'x', ...soundCalendar } } }),
    '/calendars/constructor',
    /can't be used as a name/,
  ],
  [
    '51 calendars',
    withTop({
      calendars: Object.fromEntries(indexes(51).map((index) => [`c${index}`, { title: 'x', ...soundCalendar }])),
    }),
    '/calendars',
    /more than 50 calendars/,
  ],
  [
    '50 calendars of 2,000 holidays',
    withTop({
      calendars: Object.fromEntries(
        indexes(50).map((index) => [
          `c${index}`,
          { title: 'x', ...soundCalendar, holidays: indexes(2_000).map(dayNumber) },
        ]),
      ),
    }),
    '',
    /more than 100000 values/,
  ],
  [
    'a deadline by a calendar that is not there',
    withDerived({
      title: 'x',
      deadline: { from: { fact: 'it.startsOn' }, add: { value: 1, unit: 'businessDays' }, calendar: 'toString' },
    }),
    '/derived/it/deadline/calendar',
    /./,
  ],
  [
    'a deadline by a calendar that a number names',
    withDerived({
      title: 'x',
      deadline: {
        from: { fact: 'it.startsOn' },
        add: { value: 1, unit: 'businessDays' },
        calendar: { fact: 'it.people' },
      },
    }),
    '/derived/it/deadline/calendar',
    /./,
  ],
  ['a moment with an offset', moment('2027-03-01T10:00:00.000+01:00'), at, notAMoment],
  ['a moment with an offset of nothing', moment('2027-03-01T10:00:00.000+00:00'), at, notAMoment],
  ['a moment without milliseconds', moment('2027-03-01T10:00:00Z'), at, notAMoment],
  ['a moment with microseconds', moment('2027-03-01T10:00:00.000000Z'), at, notAMoment],
  ['a moment without Z', moment('2027-03-01T10:00:00.000'), at, notAMoment],
  ['a moment with a small z', moment('2027-03-01T10:00:00.000z'), at, notAMoment],
  ['a moment with a space', moment('2027-03-01 10:00:00.000Z'), at, notAMoment],
  ['a leap second', moment('2016-12-31T23:59:60.000Z'), at, notAMoment],
  ['24:00', moment('2027-03-01T24:00:00.000Z'), at, notAMoment],
  ['a moment of a day that is none', moment('2027-02-29T10:00:00.000Z'), at, notAMoment],
  ['a moment in the year 10000', moment('10000-01-01T00:00:00.000Z'), at, notAMoment],
  ['a moment in the year +010000', moment('+010000-01-01T00:00:00.000Z'), at, notAMoment],
  ['a moment before 1970', moment('1969-12-31T23:59:59.999Z'), at, notAMoment],
  ['a moment as a number', moment(1_800_000_000_000), at, notAMoment],
  ['a day for a moment', moment('2027-03-01'), at, notAMoment],
  ['a week for a day', day('2027-W09'), at, notAMoment],
  ['a day with small numbers', day('2027-3-1'), at, notAMoment],
  ['the year 10000', day('10000-01-01'), at, notAMoment],
  ['a day before 1970', day('1969-12-31'), at, notAMoment],
  ['a 29 February of 2100', day('2100-02-29'), at, notAMoment],
  ['a moment for a day', day('2027-03-01T00:00:00.000Z'), at, notAMoment],
  ['a day and a line end', day('2027-03-01\n'), at, notAMoment],
  [
    'a day in the year 10000 in a derived fact',
    withDerived({ title: 'x', least: [{ fact: 'it.startsOn' }, '10000-01-01'] }),
    '/derived/it/least/1',
    /neither a day nor a moment/,
  ],
  [
    'a moment with an offset in a derived fact',
    withDerived({ title: 'x', elapsed: { from: '2027-03-01T10:00:00+01:00', to: { fact: 'it.madeAt' }, in: 'hours' } }),
    '/derived/it/elapsed/from',
    /neither a day nor a moment/,
  ],
]

function dayNumber(index: number): string {
  return new Date(Date.UTC(2_000, 0, 1 + index)).toISOString().slice(0, 10)
}
