import { describe, expect, it } from 'vitest'
import { dayIn, formatRelative } from './date.tsx'

/** An instant as the reader's own clock and calendar name it, whatever their time zone. */
const at = (day: number, hour = 0, minute = 0) => new Date(2026, 10, day, hour, minute).toISOString()
const now = at(10, 9, 30)
const seen = (instant: string, from = now) => formatRelative(instant, from, 'en')

describe('what lies ahead', () => {
  it('has all of its days just after it began', () => {
    expect(seen(new Date(Date.parse(now) + 30 * 86_400_000 - 20_000).toISOString())).toBe('in 30 days')
  })

  it('is told in hours while they count', () => {
    expect(seen(at(11, 22, 45))).toBe('in 37 hours')
  })

  it('is never said to be on a later day than it is', () => {
    expect(seen(at(13, 23, 50))).toBe('in 3 days')
    expect(seen(at(13, 9, 0))).toBe('in 2 days')
    for (let hours = 48; hours < 45 * 24; hours += 1) {
      const due = new Date(Date.parse(now) + hours * 3_600_000 + 7 * 60_000)
      const days = Number(/^in (\d+) days$/.exec(seen(due.toISOString()))?.[1])
      expect(new Date(2026, 10, 10 + days).getTime()).toBeLessThan(due.getTime())
    }
  })

  it('is due by the end of the day before where it ends at midnight', () => {
    expect(seen(at(18), at(10, 0, 5))).toBe('in 7 days')
  })

  it('is counted by the calendar where only a day is known', () => {
    expect(seen('2026-11-20')).toBe('in 10 days')
  })
})

describe('what is past', () => {
  it('is told in hours for a day, and in days of the calendar from then on', () => {
    expect(seen(at(9, 10, 0))).toBe('23 hours ago')
    expect(seen(at(9, 8, 0))).toBe('yesterday')
    expect(seen(at(8, 20, 30))).toBe('2 days ago')
    expect(seen('2026-11-07')).toBe('3 days ago')
  })
})

it('an instant is on the day of the zone, not of UTC: an evening in Los Angeles is not tomorrow, a morning in Tokyo not yesterday', () => {
  expect(dayIn('2026-11-24T07:30:00Z', 'America/Los_Angeles')).toBe('2026-11-23')
  expect(dayIn('2026-11-23T15:30:00Z', 'Asia/Tokyo')).toBe('2026-11-24')
})
