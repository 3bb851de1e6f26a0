import { readerLocale } from './locale.tsx'

const dayMs = 86_400_000

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

/** Whole days from one day or instant to another, rounded towards zero; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.trunc((asDate(to).getTime() - asDate(from).getTime()) / dayMs)

/** "in 14 hours", "yesterday", "in 12 days": as seen from `now`, the server's instant. */
export function formatRelative(at: string, now: string, locale = readerLocale()): string {
  const ms = asDate(at).getTime() - asDate(now).getTime()
  const size = Math.abs(ms)
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (size < 60_000) return 'just now'
  if (size < 3_600_000) return words.format(Math.trunc(ms / 60_000), 'minute')
  if (size < 2 * dayMs) return words.format(Math.trunc(ms / 3_600_000), 'hour')
  if (size < 60 * dayMs) return words.format(Math.trunc(ms / dayMs), 'day')
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
