import { describe, expect, it } from 'vitest'
import { asLine, sideOf } from './reason-side.ts'

describe('what a reason of the matcher speaks for', () => {
  it.each([
    ['same host: acme.com', 'for'],
    ['rare word in common: borealis', 'for'],
    ['no other account is as close', 'for'],
    ['no word more in either name', 'for'],
    ['domains differ: acme.com, acme.org', 'against'],
    ['only in one name: dental', 'against'],
    ['only common words in common: bank', 'against'],
    ['legal form in one name only', 'against'],
    ['another account is as close or closer', 'against'],
    ['a domain is missing', 'neither'],
    ['no city to compare', 'neither'],
  ])('%s: %s', (reason, side) => expect(sideOf(reason)).toBe(side))

  it('begins a line with a capital letter, in any script', () => {
    expect(asLine('same host: acme.com')).toBe('Same host: acme.com')
    expect(asLine('')).toBe('')
  })
})
