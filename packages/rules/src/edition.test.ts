import { expect, test } from 'vitest'
import { compile } from './compile/closures.ts'
import { partnerEdition, partnerEditionSchema } from './edition.ts'
import { points } from './points/points.ts'
import { registration } from './points/registration/point.ts'
import northwindsRequests from './points/request/policy.json' with { type: 'json' }
import { type Policy, parsePolicy } from './policy.ts'
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

test('holds the calendars that its rules can count by, and no others', () => {
  const { policy: request } = parsePolicy(points.request, northwindsRequests)
  const calendarsOf = (calendar: unknown) => {
    const derived = {
      ...request!.derived,
      firstWordBy: { ...firstWord, deadline: { ...firstWord.deadline, calendar } },
    }
    const { calendar: own, calendars } = partnerEdition(points.request, { ...bare(request!), derived } as Policy)
    return [own?.zone, calendars && Object.keys(calendars)]
  }
  const firstWord = request!.derived.firstWordBy as Extract<Policy['derived'][string], { deadline: unknown }>
  expect(calendarsOf({ fact: 'partner.calendar' })).toEqual(['America/Chicago', ['germany', 'japan']])
  expect(calendarsOf('japan')).toEqual(['America/Chicago', ['japan']])
  expect(calendarsOf(undefined)).toEqual(['America/Chicago', undefined])
})

/** With the one rule that gives a day for the first word. */
function bare(policy: Policy): Policy {
  const event = { type: 'serviceLevel', params: { acknowledgeBy: { fact: 'derived.firstWordBy' }, route: 'support' } }
  return {
    ...policy,
    rules: policy.rules.filter(({ id }) => id === 'request-not-complete'),
    otherwise: { ...policy.otherwise, event, wording: { partner: 'You hear from us.', staff: 'A first word is due.' } },
  }
}

test('holds nothing of an internal fact that an otherwise would give out, even one that slipped through', () => {
  const derived = {
    rivalDays: { title: 'days since a rival wrote', sum: [{ fact: 'account.daysSinceDirectContact' }] },
  }
  const event = { type: 'review', params: { answerWithinDays: { fact: 'derived.rivalDays' } } }
  const slipped = { ...policy, derived, otherwise: { ...policy.otherwise, event } } as Policy
  const { derived: shown, otherwise } = partnerEdition(registration, slipped)
  expect(shown).toEqual({})
  expect(otherwise.event).toEqual({ type: 'review', params: {} })
})
