import type { Facts, FactValue } from '@parley/rules/point'
import type { Policy } from '@parley/rules/policy'

const businessDays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const
const calendar: NonNullable<Policy['calendar']> = {
  zone: 'Europe/Berlin',
  businessDays: [...businessDays],
  businessHours: { from: '09:00', to: '17:00' },
  holidays: ['2027-03-26', '2027-03-29'],
}

/** Ascension Day is a holiday in none but Vienna's; Tokyo is eight hours ahead of Berlin in March. */
const calendars: Policy['calendars'] = {
  vienna: { ...calendar, title: 'calendar of Vienna', zone: 'Europe/Vienna', holidays: ['2027-03-29', '2027-05-06'] },
  tokyo: { ...calendar, title: 'calendar of Tokyo', zone: 'Asia/Tokyo', holidays: [] },
}

type TimeCase = {
  name: string
  calendar: Policy['calendar']
  calendars: Policy['calendars']
  derived: Policy['derived']
  facts: Facts
  expected: FactValue | undefined
}

type Deadline = Extract<Policy['derived'][string], { deadline: unknown }>['deadline']

const deadline = (
  name: string,
  from: Facts,
  add: Omit<Deadline, 'from'>,
  expected: FactValue | undefined,
): TimeCase => ({
  name,
  calendar,
  calendars,
  derived: { due: { title: 'due', deadline: { from: { fact: Object.keys(from)[0]! }, ...add } } },
  facts: from,
  expected,
})

const elapsed = (
  name: string,
  [from, to]: [string, string],
  unit: 'days' | 'businessDays' | 'months' | 'hours' | 'businessHours' | 'weeks' | 'years',
  expected: number,
  by?: 'vienna' | 'tokyo',
): TimeCase => ({
  name,
  calendar,
  calendars,
  derived: { length: { title: 'length', elapsed: { from, to, in: unit, ...(by ? { calendar: by } : {}) } } },
  facts: {},
  expected,
})

/** The day of a moment, by the calendar that `it.family` names. */
const dayOf = (name: string, facts: Facts, expected: FactValue | undefined): TimeCase => ({
  name,
  calendar,
  calendars,
  derived: { day: { title: 'day', dayOf: { fact: 'it.madeAt' }, calendar: { fact: 'it.family' } } },
  facts,
  expected,
})

/** Days and moments worked out by hand: Good Friday and Easter Monday 2027 are holidays, Berlin's clocks change on 28 March. */
export const timeCases: readonly TimeCase[] = [
  deadline(
    'the day of the event is day 0',
    { 'it.startsOn': '2027-03-01' },
    { add: { value: 2, unit: 'days' } },
    '2027-03-03',
  ),
  deadline(
    'or day 1',
    { 'it.startsOn': '2027-03-01' },
    { add: { value: 2, unit: 'days' }, counting: 'sameDay' },
    '2027-03-02',
  ),
  deadline('a week', { 'it.startsOn': '2027-03-01' }, { add: { value: 1, unit: 'weeks' } }, '2027-03-08'),
  deadline('a short month', { 'it.startsOn': '2027-01-31' }, { add: { value: 1, unit: 'months' } }, '2027-02-28'),
  deadline('a leap year', { 'it.startsOn': '2028-02-29' }, { add: { value: 1, unit: 'years' } }, '2029-02-28'),
  deadline('over Easter', { 'it.startsOn': '2027-03-25' }, { add: { value: 1, unit: 'businessDays' } }, '2027-03-30'),
  deadline(
    'from a Saturday',
    { 'it.startsOn': '2027-03-06' },
    { add: { value: 1, unit: 'businessDays' } },
    '2027-03-08',
  ),
  deadline(
    'the clock stood still',
    { 'it.startsOn': '2027-03-01' },
    { add: { value: 2, unit: 'days' }, pausedDays: 3 },
    '2027-03-06',
  ),
  deadline(
    'hours over the change of clocks',
    { 'it.madeAt': '2027-03-28T00:30:00.000Z' },
    { add: { value: 2, unit: 'hours' } },
    '2027-03-28T02:30:00.000Z',
  ),
  deadline(
    'business hours into the next day',
    { 'it.madeAt': '2027-03-01T15:00:00.000Z' },
    { add: { value: 2, unit: 'businessHours' } },
    '2027-03-02T09:00:00.000Z',
  ),
  deadline(
    'business hours from the night',
    { 'it.madeAt': '2027-03-01T02:00:00.000Z' },
    { add: { value: 1, unit: 'businessHours' } },
    '2027-03-01T09:00:00.000Z',
  ),
  deadline(
    'a moment late in the evening is the next day in Berlin',
    { 'it.madeAt': '2027-03-01T23:30:00.000Z' },
    { add: { value: 1, unit: 'days' } },
    '2027-03-03',
  ),
  deadline('nothing lasts past 9999', { 'it.startsOn': '9999-12-31' }, { add: { value: 1, unit: 'days' } }, undefined),
  deadline(
    'a holiday of the calendar that is named',
    { 'it.startsOn': '2027-05-05' },
    { add: { value: 1, unit: 'businessDays' }, calendar: 'vienna' },
    '2027-05-07',
  ),
  deadline(
    'a holiday of the policy alone',
    { 'it.startsOn': '2027-03-25', 'it.family': 'vienna' },
    { add: { value: 1, unit: 'businessDays' }, calendar: { fact: 'it.family' } },
    '2027-03-26',
  ),
  deadline(
    'a name that no calendar has',
    { 'it.startsOn': '2027-03-25', 'it.family': 'paris' },
    { add: { value: 1, unit: 'businessDays' }, calendar: { fact: 'it.family' } },
    '2027-03-30',
  ),
  deadline(
    'a name that nobody knows yet',
    { 'it.startsOn': '2027-03-25' },
    { add: { value: 1, unit: 'businessDays' }, calendar: { fact: 'it.family' } },
    undefined,
  ),
  deadline(
    'business hours far away',
    { 'it.madeAt': '2027-03-01T23:30:00.000Z', 'it.family': 'tokyo' },
    { add: { value: 1, unit: 'businessHours' }, calendar: { fact: 'it.family' } },
    '2027-03-02T01:00:00.000Z',
  ),
  elapsed('days backwards', ['2027-03-03', '2027-03-01'], 'days', -2),
  elapsed('business days over Easter', ['2027-03-25', '2027-03-31'], 'businessDays', 2),
  elapsed('a month not quite', ['2027-01-31', '2027-02-27'], 'months', 0),
  elapsed('two months backwards', ['2027-03-30', '2027-01-31'], 'months', -1),
  elapsed('a month', ['2027-01-31', '2027-02-28'], 'months', 1),
  elapsed('years', ['2026-03-01', '2027-02-28'], 'years', 0),
  elapsed('weeks', ['2027-03-01', '2027-03-14'], 'weeks', 1),
  elapsed('hours', ['2027-03-01T09:00:00.000Z', '2027-03-01T11:59:59.999Z'], 'hours', 2),
  elapsed('business hours', ['2027-03-01T15:00:00.000Z', '2027-03-02T09:00:00.000Z'], 'businessHours', 2),
  elapsed('business days by another calendar', ['2027-05-03', '2027-05-07'], 'businessDays', 3, 'vienna'),
  elapsed(
    'business hours by another calendar',
    ['2027-03-01T15:00:00.000Z', '2027-03-02T02:00:00.000Z'],
    'businessHours',
    2,
    'tokyo',
  ),
  dayOf('a day far away', { 'it.madeAt': '2027-03-01T15:30:00.000Z', 'it.family': 'tokyo' }, '2027-03-02'),
  dayOf('the same moment at home', { 'it.madeAt': '2027-03-01T15:30:00.000Z', 'it.family': 'paris' }, '2027-03-01'),
]
