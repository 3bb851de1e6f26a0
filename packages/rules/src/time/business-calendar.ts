import { lastDay, toEpochDay } from '../days.ts'
import type { Calendar } from '../policy.ts'
import { type Zone, zoneOf } from './zone.ts'

/** Monday first. 1970-01-01 was a Thursday. */
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const weekdayOfDayZero = 3

/** A policy's calendar, ready to count. Days are whole days since 1970-01-01, up to 9999-12-31. */
export class BusinessCalendar {
  /** Undefined when the policy names a zone that doesn't exist. */
  zone: Zone | undefined
  /** Minutes of the day, at most 1,440. */
  opensAt: number
  closesAt: number
  /** How many of the first n days of a week, Monday first, are business ones. */
  #inWeek: number[] = [0]
  /** Holidays that would have been business days, in order. */
  #holidays: number[]

  constructor({ zone, businessDays, businessHours, holidays }: Calendar) {
    const business = new Set<string>(businessDays)
    this.zone = zoneOf(zone)
    this.opensAt = minutes(businessHours.from)
    this.closesAt = minutes(businessHours.to)
    for (const weekday of weekdays) this.#inWeek.push(this.#inWeek.at(-1)! + (business.has(weekday) ? 1 : 0))
    this.#holidays = [...new Set(holidays.map(toEpochDay))]
      .filter((day) => business.has(weekdays[(day + weekdayOfDayZero) % 7]!))
      .sort((a, b) => a - b)
  }

  isBusinessDay(day: number): boolean {
    return this.businessDaysBefore(day + 1) > this.businessDaysBefore(day)
  }

  /** Business days from a fixed start up to, and without, this day: the difference of two of them counts those between. */
  businessDaysBefore(day: number): number {
    const sinceMonday = day + weekdayOfDayZero
    const weeks = Math.floor(sinceMonday / 7)
    return weeks * this.#inWeek[7]! + this.#inWeek[sinceMonday - weeks * 7]! - this.#holidaysBefore(day)
  }

  /** The business day with just so many before it, or undefined when it comes after 9999-12-31. */
  businessDayAfter(businessDaysBefore: number): number | undefined {
    let low = -weekdayOfDayZero
    let high = lastDay + 1
    if (this.businessDaysBefore(high) <= businessDaysBefore) return undefined
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.businessDaysBefore(middle) <= businessDaysBefore) low = middle
      else high = middle
    }
    return low
  }

  #holidaysBefore(day: number): number {
    let low = 0
    let high = this.#holidays.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#holidays[middle]! < day) low = middle + 1
      else high = middle
    }
    return low
  }
}

const calendars = new WeakMap<Calendar, BusinessCalendar>()

/** The same calendar gives the same object. */
export function businessCalendarOf(calendar: Calendar): BusinessCalendar {
  let business = calendars.get(calendar)
  if (!business) {
    business = new BusinessCalendar(calendar)
    calendars.set(calendar, business)
  }
  return business
}

function minutes(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
}
