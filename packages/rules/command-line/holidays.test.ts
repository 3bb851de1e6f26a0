import { describe, expect, test } from 'vitest'
import { policySchema } from '../src/policy.ts'
import { holidaysOf } from './holidays.ts'

const days = (...args: Parameters<typeof holidaysOf>) => holidaysOf(...args).map(({ date }) => date)

describe('the holidays to write into a calendar', () => {
  test('are those of the country, or of one of its regions', () => {
    expect(days('DE', undefined, 2025, 2025)).toEqual([
      '2025-01-01',
      '2025-04-18',
      '2025-04-21',
      '2025-05-01',
      '2025-05-29',
      '2025-06-09',
      '2025-10-03',
      '2025-12-25',
      '2025-12-26',
    ])
    expect(days('de', 'by', 2025, 2025)).toContain('2025-01-06')
    expect(holidaysOf('US', undefined, 2025, 2025).at(0)).toEqual({ date: '2025-01-01', name: "New Year's Day" })
  })

  test('have the days off that stand in for a weekend, and each day of a long feast', () => {
    expect(days('US', undefined, 2021, 2022)).toContain('2022-12-26')
    expect(days('TR', undefined, 2025, 2025)).toEqual(
      expect.arrayContaining(['2025-03-30', '2025-03-31', '2025-04-01']),
    )
  })

  test('leave out those of half a day', () => {
    expect(days('CN', undefined, 2025, 2025)).not.toContain('2025-03-08')
  })

  test('stand as a calendar wants them: each once, in order', () => {
    const holidays = days('JP', undefined, 2024, 2040)
    expect(holidays).toEqual([...new Set(holidays)].toSorted())
    const { calendar } = policySchema.shape
    const business = { zone: 'Asia/Tokyo', businessDays: ['monday'], businessHours: { from: '09:00', to: '17:00' } }
    expect(calendar.safeParse({ ...business, holidays }).success).toBe(true)
  })

  test('are refused with what to write', () => {
    expect(() => holidaysOf('XX', undefined, 2025, 2025)).toThrow('no holidays for the country "XX"')
    expect(() => holidaysOf('constructor', undefined, 2025, 2025)).toThrow('Write its two letters')
    expect(() => holidaysOf('DE', 'XX', 2025, 2025)).toThrow('Write one of BB, BE')
    expect(() => holidaysOf('JP', 'XX', 2025, 2025)).toThrow('Leave the region out')
    expect(() => holidaysOf('DE', undefined, 2026, 2025)).toThrow('at most 49 years after the first')
    expect(() => holidaysOf('DE', undefined, 2026, 1e9)).toThrow('Write years from 1970 to 2200')
  })
})
