import { describe, expect, it } from 'vitest'
import { askedKeys, askedOfCandidate, statisticsFrom } from './asked-keys.ts'
import { compare } from './pair-features.ts'
import { profileParty } from './party.ts'
import { trainedModel } from './trained-model.ts'

const parties = [
  { name: 'Acme Boston Instruments Inc', domain: 'shop.acme.com', country: 'US', city: 'Boston' },
  { name: 'ACME Instruments (UK)', email: 'jo@acme.co.uk', country: 'GB', city: 'London' },
  { name: 'CQC2T', domain: 'cqc2t.org' },
  { name: 'Centre for Quantum Computation and Communication Technology', country: 'AU' },
].map(profileParty)

describe('what a database must say beforehand', () => {
  it('is all that a comparison asks for', () => {
    for (const one of parties) {
      const foretold = new Set([...askedKeys(one), ...parties.flatMap(askedOfCandidate)])
      const asked = new Set<string>()
      const recording = { accounts: 9, frequency: (key: string) => (asked.add(key) ? 1 : 0) }
      for (const other of parties) compare(one, other, recording, trainedModel.dictionary)
      expect([...asked].filter((key) => !foretold.has(key))).toEqual([])
    }
  })

  it('what nobody has is the rarest', () => {
    expect(statisticsFrom(10, new Map([['t:acme', 3]])).frequency('t:acme')).toBe(3)
    expect(statisticsFrom(10, new Map()).frequency('t:acme')).toBe(0)
  })
})
