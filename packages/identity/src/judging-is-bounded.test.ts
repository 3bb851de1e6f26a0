import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AccountIndex } from './account-index.ts'
import { keptKeysOf, keysOf } from './blocking-keys.ts'
import { judgeCandidates } from './judge-candidates.ts'
import { type Party, profileParty } from './party.ts'
import { trainedModel } from './trained-model.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        'Acme',
        'ACME Inc',
        '株式会社',
        'ООО',
        'ポッカ',
        'GmbH & Co. KG',
        '-',
        '(',
        '2',
        'I',
        '\u202E',
        '&',
        'جامعة',
      ),
      {
        maxLength: 40,
      },
    )
    .map((words) => words.join(' ')),
)
const party: fc.Arbitrary<Party> = fc.record(
  {
    name: text,
    domain: fc.oneof(text, fc.webUrl(), fc.domain()),
    email: fc.oneof(text, fc.emailAddress()),
    country: text,
    city: text,
  },
  { requiredKeys: ['name'] },
)
const ask = (query: Party, accounts: readonly Party[]) => {
  const index = new AccountIndex(trainedModel.dictionary)
  for (const each of accounts) index.add(each)
  const profile = profileParty(query)
  const listed = accounts.map((_each, account) => ({ account, weight: 1, profile: index.profiles[account]! }))
  return judgeCandidates(profile, listed, index, trainedModel)
}

describe('whatever is typed', () => {
  it('every chance is a probability, the answer follows from the best, and reasons are said', () => {
    const check = (query: Party, accounts: readonly Party[]) => {
      const { answer, best, related, judged } = ask(query, accounts)
      expect(judged.length).toBe(accounts.length)
      expect(related.length).toBeLessThanOrEqual(8)
      for (const { chanceOfSame, chanceOfRelated, reasons } of judged) {
        expect(chanceOfSame).toBeGreaterThanOrEqual(0)
        expect(chanceOfSame).toBeLessThanOrEqual(best!.chanceOfSame)
        expect(chanceOfRelated).toBeGreaterThanOrEqual(0)
        expect(chanceOfRelated).toBeLessThanOrEqual(1)
        expect(reasons().length).toBeLessThanOrEqual(6)
      }
      expect(best?.chanceOfSame ?? 0).toBeLessThanOrEqual(1)
      const { same, ask: askFrom } = trainedModel.thresholds
      const chance = best?.chanceOfSame ?? 0
      expect(answer).toBe(chance >= same ? 'same' : chance >= askFrom ? 'aPersonDecides' : 'different')
    }
    fc.assert(fc.property(party, fc.array(party, { maxLength: 6 }), check), { numRuns: 150 })
  })

  it('its keys are few, short and plain, and asked for when they are kept', () => {
    const check = (one: Party) => {
      const profile = profileParty(one)
      const kept = keptKeysOf(profile)
      const asked = new Set(keysOf(profile, trainedModel.dictionary))
      expect(kept.length).toBeLessThan(160)
      expect(asked.size).toBeLessThan(300)
      expect(kept.every((key) => asked.has(key))).toBe(true)
      expect([...asked].every((key) => key.length < 80 && /^[\x20-\x7e]*$/.test(key))).toBe(true)
    }
    fc.assert(fc.property(party, check), { numRuns: 300 })
  })
})
