import type { AccountPair } from '@parley/contract/accounts'
import { describe, expect, it } from 'vitest'
import { comparedFields } from './compared-fields.ts'

type Account = AccountPair['one']
type Known = Partial<Omit<Account, 'summary'>> & { name: string; domain?: string; country?: string; city?: string }

function anAccount({ name, domain, country, city, ...more }: Known): Account {
  return {
    summary: {
      id: '00000000-0000-4000-8000-000000000001',
      ...{ name, domain: domain ?? null, country: country ?? null, city: city ?? null },
      ...{ designation: 'open', leads: [], foundBy: null },
    },
    ...{ taxId: null, aliases: [], domains: [], parentName: null, registrations: 0, protections: [], holdings: [] },
    ...{ provenance: null, createdAt: '2026-01-05T15:00:00.000Z' },
    ...more,
  }
}

const comparisonOf = (key: string, one: Known, other: Known) =>
  comparedFields({ one: anAccount(one), other: anAccount(other) }).find((field) => field.key === key)?.comparison

describe('two records, field by field', () => {
  it.each([
    ['Acme Corp', 'Acme Corp', 'same'],
    ['Acme Corp.', 'ACME CORP', 'alike'],
    ['Acme Corp', 'ACME Corporation (UK)', 'alike'],
    ['Müller AG', 'Muller AG', 'alike'],
    ['First Bank', 'Cornerstone Bank', 'different'],
    ['Acme', 'Аcme', 'alike'],
  ])('the names “%s” and “%s” are %s', (one, other, expected) => {
    expect(comparisonOf('name', { name: one }, { name: other })).toBe(expected)
  })

  it('says nothing where neither is known, and that only one has it', () => {
    expect(comparisonOf('taxId', { name: 'A' }, { name: 'B' })).toBeNull()
    expect(comparisonOf('taxId', { name: 'A', taxId: 'DE 811' }, { name: 'B' })).toBe('oneOnly')
  })

  it('compares a tax id by its letters and digits, and domains by what they share', () => {
    expect(comparisonOf('taxId', { name: 'A', taxId: 'DE 811-115' }, { name: 'B', taxId: 'de811115' })).toBe('same')
    const known = { name: 'A', domain: 'acme.com' }
    expect(comparisonOf('domains', known, { name: 'B', domain: 'acme.com' })).toBe('same')
    expect(comparisonOf('domains', known, { name: 'B', domain: 'acme.de', domains: ['acme.com'] })).toBe('alike')
    expect(comparisonOf('domains', known, { name: 'B', domain: 'acme-dental.com' })).toBe('different')
  })

  it('judges no difference that says nothing about who it is', () => {
    expect(comparisonOf('registrations', { name: 'A', registrations: 3 }, { name: 'B' })).toBeNull()
  })
})
