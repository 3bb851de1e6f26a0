import { describe, expect, test } from 'vitest'
import { formatMoney, parseMoney } from './money.tsx'

describe('an amount is read as people type it', () => {
  test.each([
    ['48000', 'en', 4_800_000],
    ['48,000', 'en', 4_800_000],
    ['€ 48,000.50', 'en', 4_800_050],
    ['48.000,5', 'de', 4_800_050],
    ['48 000', 'fr', 4_800_000],
    ['48k', 'en', 4_800_000],
    ['1.2m', 'en', 120_000_000],
    ['1,2m', 'de', 120_000_000],
    ['1,234,567', 'en', 123_456_700],
    ['EUR 12.500', 'en', 1_250_000],
    ['0', 'en', 0],
  ])('%s in %s', (typed, locale, amountMinor) => {
    expect(parseMoney(typed, 'EUR', locale)).toBe(amountMinor)
  })

  test('what was formatted reads back the same, in every locale and currency', () => {
    for (const locale of ['en', 'de', 'fr', 'de-CH', 'ja'])
      for (const currency of ['EUR', 'JPY', 'CHF'])
        for (const amountMinor of [0, 1, 99, 100, 123_456, 98_765_432_100])
          expect(parseMoney(formatMoney(amountMinor, currency, locale), currency, locale)).toBe(amountMinor)
  })

  test('what can’t be read is null, never a guess', () => {
    for (const typed of ['', 'about 5', '12.3.4,5', '1.2345', '--5', '9999999999999999999'])
      expect(parseMoney(typed, 'EUR', 'en'), typed).toBeNull()
    expect(parseMoney('12.5', 'JPY', 'en')).toBeNull()
  })
})

describe('an amount is shown exactly', () => {
  test('whole amounts without decimals, others with all of them', () => {
    expect(formatMoney(4_800_000, 'EUR', 'en')).toBe('€48,000')
    expect(formatMoney(4_800_005, 'EUR', 'en')).toBe('€48,000.05')
    expect(formatMoney(-5, 'EUR', 'en')).toBe('-€0.05')
  })

  test('the largest amount loses no digit', () => {
    expect(formatMoney(9_007_199_254_740_991, 'EUR', 'en')).toBe('€90,071,992,547,409.91')
  })
})
