import { expect, it } from 'vitest'
import { saysSame } from './says-same.ts'

it.each([
  ['domain', 'https://www.Acme.com/uk?x=1', 'acme.com'],
  ['domain', 'sales@acme.com', 'acme.com'],
  ['country', 'de', 'Germany'],
  ['taxId', 'DE 136.695-976', 'DE136695976'],
  ['city', ' new  york', 'New York'],
] as const)('%s: “%s” says the same as “%s”', (target, cell, known) => {
  expect(saysSame(target, cell, known)).toBe(true)
})

it.each([
  ['domain', 'shop.acme.com', 'acme.com'],
  ['country', 'DK', 'Germany'],
  ['taxId', 'DE136695977', 'DE136695976'],
] as const)('%s: “%s” says another than “%s”', (target, cell, known) => {
  expect(saysSame(target, cell, known)).toBe(false)
})
