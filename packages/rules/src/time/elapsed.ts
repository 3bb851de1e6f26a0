import { firstDay, lastDay } from '../days.ts'
import type { TimeUnit } from '../point.ts'
import type { Calendar } from '../policy.ts'
import { businessCalendarOf } from './business-calendar.ts'
import { businessTimeBetween } from './business-hours.ts'
import { addMonths, yearAndMonth } from './temporal.ts'

export type OptionalCalendar = Calendar | undefined

/** Units that are counted from moment to moment; all others from day to day. */
export const unitsOfMoments: ReadonlySet<TimeUnit> = new Set(['hours', 'businessHours'])

const hour = 3_600_000

/**
 * Whole units from one day to another, negative when `to` comes first: as many as can be added to the earlier without passing the
 * later. Business days are those after `from`, up to and with `to`. Undefined for hours, and without a calendar for business days.
 */
export function daysElapsed(from: number, to: number, unit: TimeUnit, calendar: OptionalCalendar): number | undefined {
  switch (unit) {
    case 'days':
      return to - from
    case 'weeks':
      return whole((to - from) / 7)
    case 'months':
      return monthsElapsed(from, to)
    case 'years':
      return whole(monthsElapsed(from, to) / 12)
    case 'businessDays': {
      if (!calendar) return undefined
      const business = businessCalendarOf(calendar)
      return business.businessDaysBefore(to + 1) - business.businessDaysBefore(from + 1)
    }
    case 'hours':
    case 'businessHours':
      return undefined
  }
}

/** Whole hours or business hours from one moment to another, in milliseconds; negative when `to` comes first. */
export function hoursElapsed(from: number, to: number, unit: TimeUnit, calendar: OptionalCalendar): number | undefined {
  if (unit === 'hours') return whole((to - from) / hour)
  if (unit !== 'businessHours' || !calendar) return undefined
  const time = businessTimeBetween(businessCalendarOf(calendar), from, to)
  return time === undefined ? undefined : whole(time / hour)
}

/** The day that the calendar's zone shows at a moment; undefined outside 1970 to 9999. */
export function dayOfMoment(moment: number, calendar: OptionalCalendar): number | undefined {
  const day = calendar && businessCalendarOf(calendar).zone?.dayAt(moment)
  return day !== undefined && day >= firstDay && day <= lastDay ? day : undefined
}

function monthsElapsed(from: number, to: number): number {
  if (to < from) return 0 - monthsElapsed(to, from)
  const [year, month] = yearAndMonth(from)
  const [lastYear, lastMonth] = yearAndMonth(to)
  const months = (lastYear - year) * 12 + lastMonth - month
  return addMonths(from, months).day > to ? months - 1 : months
}

/** Towards zero, and never minus zero, which no document can hold. */
function whole(quotient: number): number {
  return Math.trunc(quotient) + 0
}
