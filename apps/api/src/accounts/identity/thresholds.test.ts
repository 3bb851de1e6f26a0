import { trainedModel } from '@parley/identity/trained-model'
import identityPolicy from '@parley/rules/points/identity/policy.json' with { type: 'json' }
import { expect, it } from 'vitest'

it('the policy that Parley comes with has the thresholds that were fixed when the model was trained', () => {
  const { sameFrom, askFrom, relatedFrom } = identityPolicy.parameters
  const { same, ask, related } = trainedModel.thresholds
  const inPolicy = [sameFrom, askFrom, relatedFrom].map(({ value }) => value)
  expect(inPolicy).toEqual([same, ask, related].map((chance) => Math.round(chance * 1000)))
})
