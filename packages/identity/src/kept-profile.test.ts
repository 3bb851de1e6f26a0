import fc from 'fast-check'
import { expect, it } from 'vitest'
import { keptProfile, readProfile } from './kept-profile.ts'
import { profileParty } from './party.ts'

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc
    .array(
      fc.constantFrom(
        'Acme',
        'ACME (UK) Ltd',
        '株式会社ポッカ',
        'ООО Ромашка',
        'S.A.',
        'District I',
        '-',
        '&',
        '2',
        '\u202E',
      ),
      { maxLength: 12 },
    )
    .map((words) => words.join(' ')),
)
const party = fc.record({
  name: text,
  domain: fc.option(fc.oneof(text, fc.domain(), fc.webUrl())),
  country: fc.option(fc.oneof(text, fc.constantFrom('DE', 'us'))),
  city: fc.option(text),
})

it('what is kept of an account says the same when it is read again as the account itself', () => {
  fc.assert(
    fc.property(party, (account) => {
      const profile = profileParty(account)
      const kept = JSON.parse(JSON.stringify(keptProfile(account.name, profile)))
      expect(readProfile(account.name, kept)).toEqual(profile)
    }),
    { numRuns: 1000 },
  )
})

it('what another version kept is not used', () => {
  const [version, ...rest] = keptProfile('Acme', profileParty({ name: 'Acme' }))
  expect(readProfile('Acme', [version - 1, ...rest])).toBeNull()
})
