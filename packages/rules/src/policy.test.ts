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

test('a currency that is not known here is a warning, so that what was published once is read everywhere', () => {
  const { policy, findings } = parsePolicy(registration, { ...sampleJson(), currency: 'XYZ' })
  expect(policy?.currency).toBe('XYZ')
  expect(findings).toEqual([
    {
      severity: 'warning',
      pointer: '/currency',
      message: '"XYZ" is no currency that is known here.',
      mend: 'Write an ISO 4217 code, for example "USD".',
    },
  ])
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

  test('no outcome carries an internal fact, neither that of an internal rule nor the otherwise', () => {
    const findings = findingsAfter((json) => {
      Object.assign(json, {
        derived: { quiet: { title: 'quiet days', sum: [{ fact: 'account.daysSinceDirectContact' }] } },
      })
      Object.assign(json.rules[0]!.event.params, { answerWithinDays: { fact: 'derived.quiet' } })
      Object.assign(json.rules[4]!.event.params, { protectionDays: { fact: 'account.daysSinceDirectContact' } })
      Object.assign(json.otherwise.event.params, { answerWithinDays: { fact: 'derived.quiet' } })
    })
    expect(findings.map(({ severity, pointer }) => [severity, pointer])).toEqual([
      ['error', '/rules/0/event/params/answerWithinDays'],
      ['error', '/rules/4/event/params/protectionDays'],
      ['error', '/otherwise/event/params/answerWithinDays'],
    ])
    expect(findings[2]).toMatchObject({
      message: 'Partners are told the days for the vendor to answer, and may not know "derived.quiet".',
      mend: 'Use a parameter, or a fact that partners may know.',
    })
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

describe('kinds and numbers are written in our way, and the mend says how:', () => {
  const parameterSaid = (parameter: object) =>
    findingsAfter((json) => Object.assign(json.parameters, { extra: { title: 'extra', ...parameter } })).map(
      ({ pointer, message, mend }) => `${pointer}: ${message} ${mend}`,
    )[0]

  test('a kind of parameter that there is not is answered with those that there are', () => {
    expect(parameterSaid({ kind: 'percent', value: 5 })).toBe(
      '/parameters/extra/kind: A parameter can\'t be of kind "percent". Did you mean "rate"? There are "yesNo", "choice", "text", "count", "money", "rate", "duration", "date" and "set".',
    )
    expect(parameterSaid({ value: 5 })).toMatch(/^\/parameters\/extra\/kind: "kind" is missing\. There are "yesNo"/)
  })

  test('percent and amounts with marks are turned into basis points and the smallest unit', () => {
    expect(parameterSaid({ kind: 'rate', of: 'it', value: '5%' })).toBe(
      '/parameters/extra/value: "5%" can\'t be the value of a rate. Write it in basis points, a hundred for each percent: 5% is 500.',
    )
    expect(parameterSaid({ kind: 'rate', of: 'it', value: 0.05 })).toMatch(/: 5% is 500\.$/)
    expect(parameterSaid({ kind: 'rate', of: 'it', value: 12.5 })).toMatch(/: 12\.5% is 1250\.$/)
    expect(parameterSaid({ kind: 'money', value: '$2,000' })).toMatch(/in cents, \$2,000 is 200000\.$/)
    expect(parameterSaid({ kind: 'money', value: 19.99 })).toMatch(/in cents, 19\.99 is 1999\.$/)
  })

  test('business days where days are carried: the unit is the fault', () => {
    const [finding] = findingsAfter((json) => {
      Object.assign(json.parameters, {
        answer: { title: 'time to answer', kind: 'duration', unit: 'businessDays', startsAt: 'it', value: 1 },
      })
      Object.assign(json.otherwise.event, { type: 'review', params: { answerWithinDays: { parameter: 'answer' } } })
    })
    expect(finding).toMatchObject({
      pointer: '/otherwise/event/params/answerWithinDays',
      message: expect.stringMatching(/^The parameter "answer" counts business days, and the .* count days\.$/),
      mend: 'Use one with the unit "days". Or derive the last day with "deadline" in business days, and count the days until then with "elapsed".',
    })
  })
})
