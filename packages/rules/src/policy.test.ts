import { describe, expect, test } from 'vitest'
import { registration } from './points/registration/point.ts'
import { parsePolicy } from './policy.ts'
import { approvedFacts, sampleJson } from './testing/sample-policy.ts'

type Sample = ReturnType<typeof sampleJson>

function findingsAfter(change: (json: Sample) => void) {
  const json = sampleJson()
  change(json)
  return parsePolicy(registration, json).findings
}

test('a sound policy comes back as it was written', () => {
  expect(parsePolicy(registration, sampleJson())).toEqual({
    policy: { ...sampleJson(), derived: {}, covers: [] },
    findings: [],
  })
})

test('a mistyped fact is answered with the one that was meant', () => {
  const [finding] = findingsAfter((json) => {
    Object.assign(json.rules[0]!.conditions, { fact: 'account.conductHeld' })
  })
  expect(finding).toEqual({
    severity: 'error',
    pointer: '/rules/0/conditions/fact',
    message: 'There is no fact "account.conductHeld".',
    mend: 'Did you mean "account.conductHold"?',
  })
})

test('a fact without its group is recognised', () => {
  const [finding] = findingsAfter((json) => {
    Object.assign(json.rules[0]!.conditions, { fact: 'conductHold' })
  })
  expect(finding?.mend).toBe('Did you mean "account.conductHold"?')
})

describe('partners are told nothing that they may not know:', () => {
  test('a published rule may not test an internal fact, not even through a named condition', () => {
    const [finding] = findingsAfter((json) => {
      json.rules[3]!.audience = 'published'
    })
    expect(finding?.pointer).toBe('/rules/3/audience')
    expect(finding?.message).toMatch(/"account.daysSinceDirectContact", which partners may not know/)
  })

  test('the words for partners may not show an internal fact, and those for staff may', () => {
    const findings = findingsAfter((json) => {
      for (const rule of json.rules) {
        rule.wording.partner = 'Held: {account.conductHold}.'
        rule.wording.staff = 'Held: {account.conductHold}.'
      }
      json.rules[1]!.wording.possible = 'Wait: {account.match}.'
    })
    expect(findings.map(({ pointer }) => pointer).sort()).toEqual([
      '/rules/0/wording/partner',
      '/rules/1/wording/partner',
      '/rules/1/wording/possible',
      '/rules/2/wording/partner',
      '/rules/3/wording/partner',
      '/rules/4/wording/partner',
    ])
  })
})

test('what nothing uses is a warning, and the policy is still sound', () => {
  const json = sampleJson()
  Object.assign(json.parameters, { spareDays: { title: 'spare', kind: 'count', unit: 'days', value: 1 } })
  Object.assign(json.conditions, { spare: { title: 'spare', condition: 'unproven' } })
  const { policy, findings } = parsePolicy(registration, json)
  expect(policy).toBeDefined()
  expect(findings.map(({ severity, pointer }) => [severity, pointer])).toEqual([
    ['warning', '/parameters/spareDays'],
    ['warning', '/conditions/spare'],
  ])
})

test('a parameter of another unit or kind is refused where it is used', () => {
  const findings = findingsAfter((json) => {
    Object.assign(json.parameters.quietDays, { unit: 'words' })
    Object.assign(json.parameters.minimumAmountMinor, { kind: 'count', unit: 'days', value: 5 })
    Object.assign(json.parameters.protectionDays, { value: 731 })
  })
  expect(findings.map(({ pointer }) => pointer).sort()).toEqual([
    '/conditions/recentContact/value',
    '/rules/2/conditions/all/0/value',
    '/rules/4/event/params/protectionDays',
  ])
})

test('all that is wrong is said at once', () => {
  const findings = findingsAfter((json) => {
    Object.assign(json, { title: '', extra: 1 })
    Object.assign(json.rules[0]!, { priority: 0, why: 5 })
    Object.assign(json.rules[2]!.conditions, { all: [] })
  })
  expect(findings.map(({ pointer }) => pointer).sort()).toEqual([
    '/extra',
    '/rules/0/priority',
    '/rules/0/why',
    '/rules/2/conditions/all',
    '/title',
  ])
})

test('with cases, one that comes out otherwise is an error, and a rule that decides none a warning', () => {
  const expected = { outcome: 'approve', because: ['proven-partner'] }
  const cases = {
    base: approvedFacts,
    cases: [
      { name: 'a proven partner is protected', facts: {}, expect: expected },
      { name: 'a hold changes nothing', facts: { 'account.conductHold': true }, expect: expected },
    ],
  }
  const { policy, findings } = parsePolicy(registration, sampleJson(), cases)
  expect(policy).toBeUndefined()
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([
    expect.objectContaining({
      message: expect.stringMatching(/"a hold changes nothing" should end as "approve".*but ends as "review"/),
    }),
  ])
  expect(findings.filter(({ severity }) => severity === 'warning').map(({ pointer }) => pointer)).toEqual([
    '/rules/1',
    '/rules/2',
    '/rules/3',
  ])
})
