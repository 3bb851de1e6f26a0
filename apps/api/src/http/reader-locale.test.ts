import { expect, it } from 'vitest'
import { readerLocale } from './reader-locale.ts'

it.each([
  ['en-GB,en-US;q=0.9,en;q=0.8', 'en-GB'],
  ['de-DE, de;q=0.9, en;q=0.8', 'en'],
  ['de-DE', 'en-US'],
  ['*', 'en-US'],
  ['en-x-a, en_GB, en-GBR', 'en-US'],
  [undefined, 'en-US'],
])('somebody who reads %s gets dates as in %s', (header, locale) => {
  expect(readerLocale(header)).toBe(locale)
})
