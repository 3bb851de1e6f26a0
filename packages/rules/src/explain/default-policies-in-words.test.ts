import { describe, expect, test } from 'vitest'
import type { Facts, FactValue } from '../point.ts'
import protectionCases from '../points/protection/cases.json' with { type: 'json' }
import { protection } from '../points/protection/point.ts'
import protectionPolicy from '../points/protection/policy.json' with { type: 'json' }
import registrationCases from '../points/registration/cases.json' with { type: 'json' }
import { registration } from '../points/registration/point.ts'
import registrationPolicy from '../points/registration/policy.json' with { type: 'json' }
import { parsePolicy } from '../policy.ts'
import { describePolicy } from './plain-language.ts'
import { decisionInWords, expectedInWords } from './result-in-words.ts'
import { whatWouldChange } from './what-would-change.ts'

const keeping = parsePolicy(protection, protectionPolicy).policy!
const registering = parsePolicy(registration, registrationPolicy).policy!

describe('the default policies, in words', () => {
  test('an extension that is asked for too early is offered on the nearest day that grants it', () => {
    const facts = {
      ...protectionCases.base,
      'protection.askedBy': 'partner',
      'protection.daysLeft': 80,
      'protection.expiryReminderDaysSent': 36500,
    } as Facts
    const [change] = whatWouldChange(protection, keeping, facts, 'partner', 'en-US')
    expect(change!.text).toBe(
      'If days of protection left were 30 instead of 80, the published rules would answer “Extended”.',
    )
  })

  test('a refusal is never answered with a change that only leads to a question', () => {
    const half = { ...registrationCases.base, 'deal.daysUntilClose': 415 } as Record<string, FactValue>
    for (const notTyped of ['deal.descriptionWords', 'deal.contactNamed', 'deal.meetingsHeld']) delete half[notTyped]
    expect(whatWouldChange(registration, registering, half, 'partner', 'en-US')).toEqual([])
    const whole = { ...registrationCases.base, 'deal.daysUntilClose': 415 } as Facts
    expect(whatWouldChange(registration, registering, whole, 'partner', 'en-US')[0]!.text).toContain('were 365 instead')
  })

  test('an example is told by the titles of its rules, not by their ids', () => {
    expect(
      expectedInWords(registration, registering, {
        outcome: 'approve',
        because: ['approved-for-gold'],
        params: { protectionDays: 105 },
      }),
    ).toBe('Approved (105 days of protection), because of “Approved, Gold partner”')
    expect(
      decisionInWords(protection, keeping, {
        point: 'protection',
        policyVersion: 1,
        status: 'decided',
        outcome: { type: 'keep', params: {} },
        because: ['otherwise'],
        fired: [],
        nearly: [],
      }),
    ).toMatch(/, because no rule decides$/)
    expect(expectedInWords(registration, registering, { missing: ['deal.kind'] })).toBe('Asks for kind of deal')
  })

  test('a named condition that must not hold is denied, unless it says “no” itself', () => {
    const clauses = describePolicy(protection, keeping, 'partner', 'en-US')
    const granted = clauses.find(({ title }) => title === 'Extension granted')!
    expect(granted.conditions).toContain('the last day is not over')
    expect(granted.conditions).toContain('it is not so that nothing was logged for too long')
  })
})
