import { expect, test } from 'vitest'
import { formatBesideTitle, formatMoney, formatValue, possessive } from './format.ts'

const us = { locale: 'en-US', currency: 'USD' }

test('each kind of value reads as people write it', () => {
  expect(formatValue({ kind: 'yesNo' }, true, us)).toBe('yes')
  expect(formatValue({ kind: 'choice', values: { gold: 'Gold' } }, 'gold', us)).toBe('Gold')
  expect(formatValue({ kind: 'choice', values: { gold: 'Gold' } }, 'toString', us)).toBe('toString')
  expect(formatValue({ kind: 'count', unit: 'days' }, 12, us)).toBe('12 days')
  expect(formatValue({ kind: 'count', unit: 'people' }, 1, us)).toBe('1 person')
  expect(formatValue({ kind: 'count', unit: 'activities' }, 1, us)).toBe('1 activity')
  expect(formatValue({ kind: 'date' }, '2027-03-01', us)).toBe('March 1, 2027')
  expect(formatValue({ kind: 'set' }, ['a', 'b', 'c'], us)).toBe('a, b and c')
  expect(formatValue({ kind: 'set' }, [], us)).toBe('none')
  expect(formatValue({ kind: 'text' }, undefined, us)).toBe('not known')
})

test('money is exact to the last minor unit, in the digits of its currency and the words of the locale', () => {
  expect(formatMoney(1_000_000, us)).toBe('$10,000')
  expect(formatMoney(999_999_999_999_999, us)).toBe('$9,999,999,999,999.99')
  expect(formatMoney(5, us)).toBe('$0.05')
  expect(formatMoney(1_050, us)).toBe('$10.50')
  expect(formatMoney(1_234, { locale: 'en-US', currency: 'JPY' })).toBe('¥1,234')
  expect(formatMoney(123_456, { locale: 'de-DE', currency: 'EUR' })).toBe('1.234,56\u00a0€')
})

test('a deadline at midnight is the end of the day before, whatever the zone does to its clocks; a beginning keeps its hour', () => {
  const chicago = { ...us, zone: 'America/Chicago' }
  const due = { kind: 'instant', isDeadline: true } as const
  expect(formatValue(due, '2026-12-01T06:00:00.000Z', chicago)).toBe('the end of November 30, 2026')
  expect(formatValue(due, '2026-12-01T00:00:00.000Z', us)).toBe('the end of November 30, 2026')
  expect(formatValue(due, '2026-11-30T23:00:00.000Z', chicago)).toBe('November 30, 2026 at 5:00 PM CST')
  // In Santiago the clocks go forward at midnight: that day begins at one.
  expect(formatValue(due, '2026-09-06T04:00:00.000Z', { ...us, zone: 'America/Santiago' })).toBe(
    'the end of September 5, 2026',
  )
  expect(formatValue({ kind: 'instant' }, '2026-12-01T06:00:00.000Z', chicago)).toBe('December 1, 2026 at 12:00 AM CST')
})

test('a unit that the title has already is not said twice', () => {
  const definition = { kind: 'count', unit: 'days', title: 'days until close' } as const
  expect(formatBesideTitle(definition, 12, us)).toBe('12')
  expect(formatBesideTitle({ ...definition, title: 'time left' }, 12, us)).toBe('12 days')
})

test('what belongs to a company whose name ends in s is written with an apostrophe alone', () => {
  expect(possessive('Northwind Systems')).toBe('Northwind Systems’')
  expect(possessive('Brightwater')).toBe('Brightwater’s')
})
