import { fromEpochDay, toEpochDay } from '@parley/rules/days'
import { Temporal } from 'temporal-polyfill'

/** Calendar days, `YYYY-MM-DD`, in the vendor's time zone: what policies count and screens show. */

const formats = new Map<string, Intl.DateTimeFormat>()
/** The days that were worked out last in each time zone: mostly it's today, or an end that was just promised. In milliseconds. */
const latest = new Map<string, { day: string; from: number; until: number }[]>()
const mostDays = 8
/** First instants by day and time zone: working one out takes as long as a small query. */
const starts = new Map<string, number>()
const mostStarts = 2000

/** The day that it is in this time zone at this instant. */
export function dayOf(instant: Date, timeZone: string): string {
  const at = instant.getTime()
  const known = latest.get(timeZone) ?? []
  for (const { day, from, until } of known) if (at >= from && at < until) return day
  const day = workOutDay(instant, timeZone)
  const [from, until] = [startOfDay(day, timeZone).getTime(), startOfDay(addDays(day, 1), timeZone).getTime()]
  if (at >= from && at < until) latest.set(timeZone, [{ day, from, until }, ...known.slice(0, mostDays - 1)])
  return day
}

function workOutDay(instant: Date, timeZone: string): string {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timeZone, format)
  }
  return format.format(instant)
}

/** The first instant of a day in this time zone, whatever its clocks do on that day. */
export function startOfDay(day: string, timeZone: string): Date {
  const key = `${timeZone} ${day}`
  let start = starts.get(key)
  if (start === undefined) {
    start = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone }).epochMilliseconds
    if (starts.size >= mostStarts) starts.clear()
    starts.set(key, start)
  }
  return new Date(start)
}

export function addDays(day: string, days: number): string {
  return fromEpochDay(toEpochDay(day) + days)
}

/** Whole days from one day to a later one; negative when it is earlier. */
export function daysFrom(from: string, to: string): number {
  return toEpochDay(to) - toEpochDay(from)
}

/** The end of the day that lies `days` after this instant's: nobody gets less than was promised. */
export function endAfterDays(instant: Date, days: number, timeZone: string): Date {
  return startOfDay(addDays(dayOf(instant, timeZone), days + 1), timeZone)
}

/** The last whole day before this end. */
export function lastDayBefore(end: Date, timeZone: string): string {
  return dayOf(new Date(end.getTime() - 1), timeZone)
}
