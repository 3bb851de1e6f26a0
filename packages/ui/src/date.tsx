import { readerLocale } from './locale.tsx'

const dayMs = 86_400_000
/** What somebody calls just now. */
const momentMs = 600_000

const asDate = (value: string): Date => new Date(value.length === 10 ? `${value}T00:00:00Z` : value)
const zoneOf = (value: string): { timeZone?: string } => (value.length === 10 ? { timeZone: 'UTC' } : {})

/** "12 March 2027": a calendar day as it is, an instant in the reader's time zone. */
export const formatDay = (value: string, locale = readerLocale()): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', ...zoneOf(value) }).format(
    asDate(value),
  )

/** "12 Mar 2027, 14:05 CET": the exact time in the reader's time zone. */
export const formatInstant = (value: string, locale = readerLocale()): string =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(asDate(value))

/** The calendar day of an instant in a time zone, `YYYY-MM-DD`. */
export const dayIn = (instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(asDate(instant))

/** Whole days from one day or instant to another, rounded towards zero; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.trunc((asDate(to).getTime() - asDate(from).getTime()) / dayMs)

/** Midnights from one to the other, on the reader's calendar: what people count when they say "in three days". */
const calendarDays = (from: string, to: string): number => (calendarDay(to) - calendarDay(from)) / dayMs

function calendarDay(value: string): number {
  const at = asDate(value)
  return value.length === 10 ? at.getTime() : Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())
}

/**
 * Whole days to what lies ahead: a key that was made for 30 days a moment ago has 30. Never one that names a later day than its last:
 * what is due at midnight is due by the end of the day before. What is past is counted in days of the calendar.
 */
function daysFrom(now: string, at: string): number {
  const dueMs = asDate(at).getTime()
  const aheadMs = dueMs - asDate(now).getTime()
  if (aheadMs < 0) return calendarDays(now, at)
  const lastDay = new Date(dueMs - 1).toISOString()
  return Math.min(Math.floor((aheadMs + momentMs) / dayMs), calendarDays(now, lastDay))
}

/** "in 14 hours", "yesterday", "in 12 days": as seen from `now`, the server's instant. */
export function formatRelative(at: string, now: string, locale = readerLocale()): string {
  const ms = asDate(at).getTime() - asDate(now).getTime()
  const size = Math.abs(ms)
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (at.length === 10 && size < 60 * dayMs) return words.format(calendarDays(now, at), 'day')
  if (size < 60_000) return 'just now'
  if (size < 3_600_000) return words.format(Math.trunc(ms / 60_000), 'minute')
  if (size < (ms < 0 ? dayMs : 2 * dayMs)) return words.format(Math.trunc(ms / 3_600_000), 'hour')
  if (size < 60 * dayMs) return words.format(daysFrom(now, at), 'day')
  if (size < 730 * dayMs) return words.format(Math.trunc(ms / (30.44 * dayMs)), 'month')
  return words.format(Math.trunc(ms / (365.25 * dayMs)), 'year')
}

/** A calendar day, or the day of an instant. */
export function Day({ value, locale }: { value: string; locale?: string }) {
  return (
    <time className="tabular" dateTime={value}>
      {formatDay(value, locale)}
    </time>
  )
}

/** Relative to the server's `now`; the exact time on hover. */
export function When({ at, now, locale }: { at: string; now: string; locale?: string }) {
  return (
    <time className="tabular" dateTime={at} title={formatInstant(at, locale)}>
      {formatRelative(at, now, locale)}
    </time>
  )
}
