import { lastDay } from '../days.ts'
import type { BusinessCalendar } from './business-calendar.ts'
import type { Zone } from './zone.ts'

/**
 * Business time is the time that passes between opening and closing on business days: a day on which the clocks change while
 * it is open is shorter or longer than the others. Moments and spans are milliseconds.
 */

/** Business time from `from` to `to`; negative when `to` comes first. Undefined when the calendar's zone doesn't exist. */
export function businessTimeBetween(calendar: BusinessCalendar, from: number, to: number): number | undefined {
  const { zone } = calendar
  if (!zone) return undefined
  if (to < from) return 0 - timeBetween(calendar, zone, to, from)
  return timeBetween(calendar, zone, from, to)
}

/** The first moment by which so much business time has passed since `from`; undefined when that is after 9999-12-31. */
export function afterBusinessTime(calendar: BusinessCalendar, from: number, time: number): number | undefined {
  const { zone } = calendar
  if (!zone) return undefined
  if (time <= 0) return from
  const start = dayBegunAt(zone, from)
  const passedTo = (day: number) => timeBetween(calendar, zone, from, zone.momentAt(day, 0))
  const length = (calendar.closesAt - calendar.opensAt) * 60_000
  if (length <= 0) return undefined
  // The day on which the time is up: found from where it would be if no clock ever changed.
  const guess = calendar.businessDayAfter(calendar.businessDaysBefore(start) + Math.floor(time / length))
  if (guess === undefined) return undefined
  let low = Math.max(start, guess - 7)
  if (passedTo(low) >= time) low = start
  let high = Math.max(guess, start) + 1
  for (let step = 1; passedTo(high) < time; step *= 2) {
    if (high > lastDay) return undefined
    low = high
    high += step
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (passedTo(middle) < time) low = middle
    else high = middle
  }
  const opening = Math.max(openOn(calendar, zone, low)[0], from)
  return opening + time - (low === start ? 0 : passedTo(low))
}

function timeBetween(calendar: BusinessCalendar, zone: Zone, from: number, to: number): number {
  const first = dayBegunAt(zone, from)
  const last = dayBegunAt(zone, to)
  if (first === last) return openUpTo(calendar, zone, last, to) - openUpTo(calendar, zone, first, from)
  const length = (calendar.closesAt - calendar.opensAt) * 60_000
  const time = length * (calendar.businessDaysBefore(last) - calendar.businessDaysBefore(first))
  return (
    time +
    longerBefore(calendar, zone, last) -
    longerBefore(calendar, zone, first) +
    openUpTo(calendar, zone, last, to) -
    openUpTo(calendar, zone, first, from)
  )
}

/** The business time of the day until the moment. */
function openUpTo(calendar: BusinessCalendar, zone: Zone, day: number, moment: number): number {
  if (!calendar.isBusinessDay(day)) return 0
  const [opening, closing] = openOn(calendar, zone, day)
  return Math.max(0, Math.min(moment, closing) - opening)
}

/** A day that the zone left out, when it moved across the date line, opens and closes at one moment. */
function openOn(calendar: BusinessCalendar, zone: Zone, day: number): readonly [opening: number, closing: number] {
  return [zone.momentAt(day, calendar.opensAt), zone.momentAt(day, calendar.closesAt)]
}

/** Business days on which the clocks change, each with the time by which it is longer than others, and that of all days before. */
type Changes = { days: readonly (readonly [day: number, longerBy: number])[]; before: number }

/** So many days are looked at together, once: thousands of years then cost no more than a few. */
const daysTogether = 4_000
/** By calendar, from the one before 1970 on. */
const changesOfCalendars = new WeakMap<BusinessCalendar, Changes[]>()

/** By how much the clocks' changes make the business days before this one longer, counted from a fixed start. */
function longerBefore(calendar: BusinessCalendar, zone: Zone, day: number): number {
  const all = changesOfCalendars.get(calendar) ?? []
  changesOfCalendars.set(calendar, all)
  const index = Math.max(0, Math.floor(day / daysTogether) + 1)
  while (all.length <= index) all.push(changesAfter(all.at(-1), calendar, zone, (all.length - 1) * daysTogether))
  let time = all[index]!.before
  for (const [each, longerBy] of all[index]!.days) if (each < day) time += longerBy
  return time
}

function changesAfter(last: Changes | undefined, calendar: BusinessCalendar, zone: Zone, first: number): Changes {
  const length = (calendar.closesAt - calendar.opensAt) * 60_000
  const days = [...daysOfChange(zone, first, first + daysTogether)]
    .filter((day) => calendar.isBusinessDay(day))
    .map((day) => {
      const [opening, closing] = openOn(calendar, zone, day)
      return [day, closing - opening - length] as const
    })
  return { days, before: last ? last.days.reduce((sum, [, longerBy]) => sum + longerBy, last.before) : 0 }
}

/** The days in [first, last) whose length may differ from the others'. */
function daysOfChange(zone: Zone, first: number, last: number): ReadonlySet<number> {
  const days = new Set<number>()
  for (const change of zone.changesBetween(zone.momentAt(first - 2, 0), zone.momentAt(last + 2, 0)))
    for (const day of [zone.dayAt(change - 1), zone.dayAt(change), zone.dayAt(change) - 1])
      if (day >= first && day < last) days.add(day)
  return days
}

/** The latest day that has begun: where clocks are set back at midnight, the calendar on the wall shows the day before again. */
function dayBegunAt(zone: Zone, moment: number): number {
  const day = zone.dayAt(moment)
  return moment >= zone.momentAt(day + 1, 0) ? day + 1 : day
}
