import { Temporal } from 'temporal-polyfill/implementation'

/**
 * The only door to Temporal: calendar months and time zones. It is the polyfill's own implementation even where the host has one, so
 * that Node and every browser run the same code. Days are counted from 1970-01-01, moments in milliseconds.
 */

/** The day so many months later, on the last day of a month that is too short; `isCut` says when that happened. */
export function addMonths(day: number, months: number): { day: number; isCut: boolean } {
  const from = plainDate(day)
  const to = from.add({ months })
  return { day: Date.UTC(to.year, to.month - 1, to.day) / 86_400_000, isCut: to.day < from.day }
}

export function yearAndMonth(day: number): readonly [year: number, month: number] {
  const { year, month } = plainDate(day)
  return [year, month]
}

/** The zone's own spelling, or undefined when no zone has this name. An offset such as "+01:00" is no zone. */
export function zoneName(name: string): string | undefined {
  if (!/^[A-Za-z]/.test(name)) return undefined
  try {
    return zoned(0, name).timeZoneId
  } catch {
    return undefined
  }
}

/** Milliseconds that the clock in the zone is ahead of UTC. */
export function offsetAt(zone: string, moment: number): number {
  return zoned(moment, zone).offsetNanoseconds / 1_000_000
}

/** The next moment after this one at which the zone's offset changes. */
export function nextTransition(zone: string, moment: number): number | undefined {
  return zoned(moment, zone).getTimeZoneTransition('next')?.epochMilliseconds
}

function plainDate(day: number): Temporal.PlainDate {
  const date = new Date(day * 86_400_000)
  return new Temporal.PlainDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

function zoned(moment: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone)
}
