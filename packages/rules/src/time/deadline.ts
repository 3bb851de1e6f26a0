import { firstDay, lastDay } from '../days.ts'
import type { TimeUnit } from '../point.ts'
import type { Calendar } from '../policy.ts'
import { businessCalendarOf } from './business-calendar.ts'
import { afterBusinessTime } from './business-hours.ts'
import type { OptionalCalendar } from './elapsed.ts'
import { lastInstant } from './instants.ts'
import { addMonths } from './temporal.ts'

type Duration = { value: number; unit: TimeUnit }

/** `nextDay`: the day that the count starts from is day 0. `sameDay`: it is day 1. */
export type Counting = 'nextDay' | 'sameDay'

/** How long the clock stood still. Business days fit only spans of business days or hours. */
export type Pause = { value: number; unit: 'days' | 'businessDays' }

const hour = 3_600_000
/** From 1970 to the end of 9999. */
const mostMonths = 8_030 * 12
const noPause: Pause = { value: 0, unit: 'days' }

/**
 * The last day of a span, itself included; days are counted from 1970-01-01. Months and years end on the day with the same number,
 * or on the last of a month that is too short. A pause makes the span longer: business days are added to business days, and days
 * put off the end of calendar spans, the start of those in business days. Undefined for hours, and outside 1970 to 9999.
 */
export function lastDayOf(
  from: number,
  { value, unit }: Duration,
  calendar: OptionalCalendar,
  counting: Counting = 'nextDay',
  pause: Pause = noPause,
): number | undefined {
  const paused = Math.max(0, pause.value)
  const before = counting === 'sameDay' ? 1 : 0
  switch (unit) {
    case 'days':
      return within(from + value - before + paused, firstDay, lastDay)
    case 'weeks':
      return within(from + value * 7 - before + paused, firstDay, lastDay)
    case 'months':
    case 'years': {
      const months = unit === 'years' ? value * 12 : value
      if (months > mostMonths) return undefined
      const { day, isCut } = addMonths(from, months)
      // A month from the 31st, that day included, ends with the next month even if that has no 30th.
      return within((isCut ? day : day - before) + paused, firstDay, lastDay)
    }
    case 'businessDays': {
      if (!calendar) return undefined
      const isCounted = pause.unit === 'businessDays'
      const start = from - before + (isCounted ? 0 : paused)
      return within(businessDaysAfter(start, value + (isCounted ? paused : 0), calendar), firstDay, lastDay)
    }
    case 'hours':
    case 'businessHours':
      return undefined
  }
}

/**
 * The moment at which so many hours have passed, in milliseconds. A paused day is 24 hours, a paused business day a whole one;
 * business hours start that much later. Undefined for other units, without a calendar for business hours, and outside 1970 to 9999.
 */
export function momentAfter(
  from: number,
  { value, unit }: Duration,
  calendar: OptionalCalendar,
  pause: Pause = noPause,
): number | undefined {
  const paused = Math.max(0, pause.value)
  if (unit === 'hours') return within(from + (value + 24 * paused) * hour, 0, lastInstant)
  if (unit !== 'businessHours' || !calendar) return undefined
  const business = businessCalendarOf(calendar)
  const isCounted = pause.unit === 'businessDays'
  const wholeDays = isCounted ? paused * (business.closesAt - business.opensAt) * 60_000 : 0
  const start = within(from + (isCounted ? 0 : 24 * paused * hour), 0, lastInstant)
  return start === undefined
    ? undefined
    : within(afterBusinessTime(business, start, value * hour + wholeDays), 0, lastInstant)
}

/** The nth business day after a day; the day itself for none. */
function businessDaysAfter(day: number, days: number, calendar: Calendar): number | undefined {
  if (days === 0 || day > lastDay) return day
  const business = businessCalendarOf(calendar)
  return business.businessDayAfter(business.businessDaysBefore(day + 1) + days - 1)
}

function within(value: number | undefined, least: number, most: number): number | undefined {
  return value !== undefined && value >= least && value <= most ? value : undefined
}
