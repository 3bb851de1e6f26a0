import { expect, test } from 'vitest'
import { formatDay, formatInstant, formatMoney, formatValue, keptLocale } from './format.ts'
import { readKept } from './kept-text.ts'

const kept = { locale: keptLocale, currency: 'EUR' }

test('what is kept is written out for each reader', () => {
  const text = [
    formatDay('2026-11-12', keptLocale),
    formatInstant('2026-11-12T16:00:00.000Z', { locale: keptLocale, zone: 'America/Chicago' }),
    formatMoney(-123_450, kept),
    formatValue({ kind: 'count', unit: 'rows' }, 1_200, kept),
    formatValue({ kind: 'rate' }, 1_250, kept),
  ].join('; ')
  expect(text).not.toContain('November')
  expect(readKept(text, 'en-US')).toBe(
    'November 12, 2026; November 12, 2026 at 10:00 AM CST; -€1,234.50; 1,200 rows; 12.5%',
  )
  expect(readKept(text, 'en-GB')).toMatch(/^12 November 2026; 12 November 2026 at 10:00 (CST|GMT-6); -€1,234.50;/)
})

test('text of before, which has no marks, stays as it is', () => {
  const old = 'Answer by the end of March 1, 2027. It pays $10,000 | day.'
  expect(readKept(old, 'en-GB')).toBe(old)
})
