import { describe, expect, it } from 'vitest'
import { differOnlyByPlace } from './branch-name.ts'
import { type Party, profileParty } from './party.ts'

const differ = (one: Party, other: Party) => differOnlyByPlace(profileParty(one), profileParty(other))

describe('a branch by its name', () => {
  it.each([
    ['ACME Corporation (UK)', 'Acme Corp.'],
    ['Acme Benelux B.V.', 'Acme'],
    ['Acme Deutschland GmbH', 'Acme Inc'],
    ['Acme France', 'Acme Japan K.K.'],
  ])('%s and %s are one name but for the place', (one, other) => {
    expect(differ({ name: one }, { name: other })).toBe(true)
    expect(differ({ name: other }, { name: one })).toBe(true)
  })

  it.each([
    ['Acme Dental', 'Acme'],
    ['Acme', 'Acme'],
    ['Bank of America', 'Bank'],
    ['UK Steel', 'Steel'],
    ['Ministry of Health of Malaysia', 'Ministry of Health'],
    ['National Library of Norway', 'National Library of Wales'],
    ['Acme UK', 'Acne'],
  ])('%s and %s are not', (one, other) => {
    expect(differ({ name: one }, { name: other })).toBe(false)
  })

  it('another domain speaks against it, the same name under another ending doesn’t', () => {
    const acme = { name: 'Acme', domain: 'acme.com' }
    expect(differ({ name: 'Acme UK', domain: 'acmefurniture.co.uk' }, acme)).toBe(false)
    expect(differ({ name: 'Acme UK', domain: 'acme.co.uk' }, acme)).toBe(true)
  })
})
