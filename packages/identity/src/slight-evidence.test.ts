import { expect, it } from 'vitest'
import { AccountIndex } from './account-index.ts'
import { judgeCandidates } from './judge-candidates.ts'
import { profileParty } from './party.ts'
import { trainedModel } from './trained-model.ts'

it('among a handful of accounts, one common word makes nobody ask whether two are the same', () => {
  const index = new AccountIndex(trainedModel.dictionary)
  const names = ['Large Works', 'Foxglove Press', 'Superior Holdings', 'Tamarack Mills']
  for (const name of names) index.add({ name, country: 'US' })
  const answer = (name: string) => {
    const profile = profileParty({ name, country: 'US' })
    const listed = index.candidates(profile).map((each) => ({ ...each, profile: index.profiles[each.account]! }))
    return judgeCandidates(profile, listed, index, trainedModel).answer
  }
  expect(['Ravenswood Turbine Works', 'Quarry Press', 'Harbor Holdings'].map(answer)).toEqual(
    Array(3).fill('different'),
  )
  expect(names.map(answer)).not.toContain('different')
})
