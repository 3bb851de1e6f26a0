import { expect, test } from 'vitest'
import { compile } from './compile/closures.ts'
import { partnerEdition, partnerEditionSchema } from './edition.ts'
import { registration } from './points/registration/point.ts'
import { approvedFacts, samplePolicy } from './testing/sample-policy.ts'

const policy = samplePolicy()
const edition = partnerEdition(registration, policy)

test('holds the published rules, and nothing of the internal ones', () => {
  expect(edition.rules.map(({ id }) => id)).toEqual(['protected-for-other', 'deal-below-minimum', 'proven-partner'])
  const text = JSON.stringify(edition)
  for (const secret of [
    'conduct',
    'Internal note',
    'secret',
    'quietDays',
    'recentContact',
    'daysSinceDirectContact',
    'staff',
  ])
    expect(text).not.toMatch(secret)
})

test('holds the parameters and conditions that its rules and wordings use, and no others', () => {
  expect(Object.keys(edition.parameters)).toEqual(['minimumAmountMinor', 'protectionDays', 'reviewDays'])
  expect(Object.keys(edition.conditions)).toEqual(['unproven'])
})

test('is read again from JSON, and decides in the browser', () => {
  const read = partnerEditionSchema.parse(JSON.parse(JSON.stringify(edition)))
  expect(read).toEqual(edition)
  expect(compile(registration, read).decide(approvedFacts)).toMatchObject({ because: ['proven-partner'] })
})

test('leaves out a rule that tests an internal fact, even one that slipped through as published', () => {
  const slipped = { ...policy, rules: policy.rules.map((rule) => ({ ...rule, audience: 'published' as const })) }
  expect(partnerEdition(registration, slipped).rules.map(({ id }) => id)).toEqual(edition.rules.map(({ id }) => id))
})

test('leaves out an internal rule, even one that tests only what partners know', () => {
  const internal = samplePolicy((json) => {
    json.rules[1]!.audience = 'internal'
  })
  expect(partnerEdition(registration, internal).rules.map(({ id }) => id)).toEqual([
    'deal-below-minimum',
    'proven-partner',
  ])
})
