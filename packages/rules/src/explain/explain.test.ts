import { describe, expect, test } from 'vitest'
import { compile } from '../compile/closures.ts'
import type { Facts } from '../point.ts'
import { registration } from '../points/registration/point.ts'
import { sampleCalendar } from '../testing/sample-calendar.ts'
import { approvedFacts, samplePolicy } from '../testing/sample-policy.ts'
import { describeCalendar, describeCondition, describePolicy } from './plain-language.ts'
import { explain } from './reasons.ts'
import { type ComparisonTrace, type ConditionTrace, trace } from './trace.ts'
import { whatWouldChange } from './what-would-change.ts'
import { renderWording } from './wording.ts'

const policy = samplePolicy()
const reasons = (facts: Facts, audience: 'partner' | 'staff') =>
  explain(registration, policy, facts, compile(registration, policy).decide(facts), audience, 'en-US')

describe('reasons', () => {
  const small = { ...approvedFacts, 'deal.amountMinor': 800_000 }

  test('a partner reads the published rule in its own words, with what is possible', () => {
    expect(reasons(small, 'partner')).toEqual([
      {
        rule: 'deal-below-minimum',
        title: 'Deal below the smallest size',
        text: 'Deals under $10,000 are not registered; yours is $8,000.',
        possible: 'You can sell it, or register it from $10,000.',
        source: 'Clause 3',
        published: true,
      },
    ])
  })

  test('of an internal rule a partner learns neither id nor title nor source', () => {
    const [reason] = reasons({ ...approvedFacts, 'account.conductHold': true }, 'partner')
    expect(reason).toEqual({
      rule: null,
      title: 'A person decides',
      text: 'A person looks at this first.',
      published: false,
    })
    expect(reasons({ ...approvedFacts, 'account.conductHold': true }, 'staff')).toEqual([
      {
        rule: 'conduct-hold',
        title: 'Account on hold',
        text: 'The account is held: yes.',
        source: 'Internal note 7',
        published: false,
      },
    ])
  })

  test('what is missing is named to a partner only as far as it may know it', () => {
    const { 'account.conductHold': _, 'deal.amountMinor': __, ...rest } = approvedFacts
    expect(reasons(rest, 'partner')[0]?.text).toBe('The answer depends on what is not known yet: expected amount.')
    expect(reasons(rest, 'staff')[0]?.text).toMatch(/account is held for a conduct review and expected amount/)
    const { 'account.conductHold': ___, ...known } = approvedFacts
    expect(reasons(known, 'partner')[0]?.text).not.toMatch(/conduct/)
  })

  test('without a rule that holds, the otherwise speaks, to a partner just as an internal rule does', () => {
    expect(reasons({ ...approvedFacts, 'partner.tier': 'silver' }, 'partner')).toEqual([
      { rule: null, title: 'A person decides', text: 'A person decides within 2 days.', published: false },
    ])
  })

  test('a rule that only may hold is no reason, even where it would end the same', () => {
    const refused = samplePolicy((json) => {
      const small = json.rules.find(({ id }) => id === 'deal-below-minimum')!
      const large = { ...small, id: 'deal-too-large', conditions: { not: small.conditions } }
      json.rules.push(large as never)
    })
    const { 'deal.amountMinor': _, ...unknown } = approvedFacts
    const decision = compile(registration, refused).decide(unknown)
    expect(decision).toMatchObject({ status: 'decided', fired: expect.not.arrayContaining(['deal-below-minimum']) })
    const said = explain(registration, refused, unknown, decision, 'partner', 'en-US')
    expect(said.map(({ rule, text }) => ({ rule, text }))).toEqual([
      { rule: null, text: 'This is so, whatever is not known yet.' },
    ])
  })

  test('to partners no sentence says that something is not known: the outcome says it alone', () => {
    const small = { ...approvedFacts, 'deal.amountMinor': 999_999 }
    const speaking = samplePolicy((json) => {
      json.rules[2]!.wording = {
        partner: 'You lead this account for {deal.daysUntilClose}.',
        possible: 'Register it from {parameter.minimumAmountMinor}.',
        staff: 'Closes in {deal.daysUntilClose}.',
      }
    })
    const decision = compile(registration, speaking).decide(small)
    const said = (audience: 'partner' | 'staff') =>
      explain(registration, speaking, small, decision, audience, 'en-US')[0]
    expect(said('partner')).toMatchObject({ text: 'Not approved.', possible: 'Register it from $10,000.' })
    expect(said('staff')).toMatchObject({ text: 'Closes in not known.' })
  })

  test('what is possible is left out for partners where it speaks of what is not known', () => {
    const speaking = samplePolicy((json) => {
      json.rules[2]!.wording.possible = 'Register it {deal.daysUntilClose} before.'
    })
    const small = { ...approvedFacts, 'deal.amountMinor': 999_999 }
    const decision = compile(registration, speaking).decide(small)
    const [said] = explain(registration, speaking, small, decision, 'partner', 'en-US')
    expect(said).not.toHaveProperty('possible')
    expect(said?.text).toContain('$9,999.99')
  })

  test('an unknown fact in a wording reads as not known', () => {
    const context = { point: registration, policy, facts: { 'account.protectedUntil': '2027-02-28' } }
    expect(renderWording('{account.protectedUntil}, {deal.amountMinor}', context, 'en-GB')).toBe(
      '28 February 2027, not known',
    )
  })
})

describe('what would change the answer', () => {
  test('is the nearest value of one fact that somebody can change', () => {
    expect(
      whatWouldChange(registration, policy, { ...approvedFacts, 'deal.amountMinor': 800_000 }, 'partner', 'en-US'),
    ).toEqual([
      {
        facts: [{ fact: 'deal.amountMinor', title: 'expected amount', from: '$8,000', to: '$10,000' }],
        outcome: 'Approved',
        favour: 2,
        text: 'If expected amount were $10,000 instead of $8,000, the published rules would answer “Approved”.',
      },
    ])
  })

  test('is the nearest value from above as well', () => {
    const tooLarge = samplePolicy((json) => {
      json.rules[2]!.conditions.all![0]!.operator = 'greaterThan'
    })
    const [change] = whatWouldChange(registration, tooLarge, approvedFacts, 'partner', 'en-US')
    expect(change?.facts[0]).toMatchObject({ from: '$25,000', to: '$10,000' })
  })

  test('is two facts where one is not enough', () => {
    const facts = { ...approvedFacts, 'partner.trainedPeople': 0, 'partner.agreementSigned': false }
    expect(whatWouldChange(registration, policy, facts, 'partner', 'en-US').map(({ text }) => text)).toEqual([
      'If people who finished the foundation training were 1 instead of 0, and partner agreement is signed, the published rules would answer “Approved”.',
    ])
  })

  test('never names to a partner what it may not know or cannot change', () => {
    const held = { ...approvedFacts, 'account.conductHold': true }
    expect(whatWouldChange(registration, policy, held, 'partner', 'en-US')).toEqual([])
    expect(whatWouldChange(registration, policy, held, 'staff', 'en-US').map(({ text }) => text)).toEqual([
      'If account is not held for a conduct review, the answer would be "Approved".',
    ])
    const silver = { ...approvedFacts, 'partner.tier': 'silver' }
    expect(whatWouldChange(registration, policy, silver, 'partner', 'en-US')).toEqual([])
    expect(whatWouldChange(registration, policy, silver, 'staff', 'en-US')[0]?.facts[0]?.to).toBe('Gold or Platinum')
  })

  test('for a partner is what the published rules would answer, whatever only staff know', () => {
    const small = { ...approvedFacts, 'deal.amountMinor': 800_000 }
    const offers = [
      { 'account.conductHold': true },
      { 'account.daysSinceDirectContact': 3 },
      { 'account.daysSinceDirectContact': 300 },
    ].map((staffs) => whatWouldChange(registration, policy, { ...small, ...staffs }, 'partner', 'en-US'))
    expect(offers).toEqual([offers[0], offers[0], offers[0]])
    expect(offers[0]).toHaveLength(1)
  })

  describe('where facts are derived', () => {
    const single = { title: 'single', sum: [{ fact: 'partner.trainedPeople' }] }
    const double = { title: 'double', product: [2, { fact: 'partner.trainedPeople' }] }
    const offersFor = (
      derived: object,
      refused: object,
      approved: object,
      facts: Facts = { ...approvedFacts, 'partner.trainedPeople': 5 },
    ) => {
      const deriving = samplePolicy((json) => {
        const [refusal, approval] = [json.rules[2]!, json.rules.at(-1)!]
        Object.assign(json, { derived })
        json.rules = [
          { ...refusal, conditions: { all: [refused] } },
          { ...approval, conditions: { all: [approved] } },
        ] as typeof json.rules
      })
      return whatWouldChange(registration, deriving, facts, 'partner', 'en-US').map(({ text }) => text)
    }
    const above = (fact: string, value: number) => ({ fact, operator: 'greaterThan', value })
    const atLeast = (fact: string, value: number) => ({ fact, operator: 'greaterThanInclusive', value })

    test('what they are derived from is offered, and all of them are worked out anew', () => {
      expect(offersFor({ single, double }, above('derived.double', 12), atLeast('derived.single', 6))).toEqual([
        'If people who finished the foundation training were 6 instead of 5, the published rules would answer “Approved”.',
      ])
      expect(offersFor({ single, double }, above('derived.double', 10), atLeast('derived.single', 6))).toEqual([])
    })

    test('a fact that is tested itself isn’t offered where its derived one spoils it', () => {
      expect(offersFor({ double }, above('partner.trainedPeople', 5), atLeast('derived.double', 12))).toEqual([])
    })

    test('nothing is offered that no value of the inputs comes to', () => {
      expect(
        offersFor({ double }, above('derived.double', 99), { fact: 'derived.double', operator: 'equal', value: 11 }),
      ).toEqual([])
    })

    test('time is offered ahead only', () => {
      const age = {
        title: 'age',
        elapsed: { from: { fact: 'deal.registeredOn' }, to: { fact: 'deal.decidedOn' }, in: 'days' },
      }
      const facts = { ...approvedFacts, 'deal.registeredOn': '2026-01-01', 'deal.decidedOn': '2026-06-01' }
      const never = above('partner.trainedPeople', 999)
      const atMost30 = { fact: 'derived.age', operator: 'lessThanInclusive', value: 30 }
      expect(offersFor({ age }, never, atMost30, facts)).toEqual([])
      expect(offersFor({ age }, never, atLeast('derived.age', 200), facts)).toEqual([
        'If day of this decision were July 20, 2026 instead of June 1, 2026, the published rules would answer “Approved”.',
      ])
    })
  })

  test('is nothing when the answer is the best already', () => {
    expect(whatWouldChange(registration, policy, approvedFacts, 'staff', 'en-US')).toEqual([])
  })
})

describe('the trace', () => {
  const facts = { ...approvedFacts, 'deal.amountMinor': 800_000, 'account.daysSinceDirectContact': 3 }

  test('shows every rule in order of evaluation, with where it stands', () => {
    expect(trace(registration, policy, facts).map(({ rule, result, standing }) => [rule, result, standing])).toEqual([
      ['conduct-hold', false, 'did not hold'],
      ['protected-for-other', false, 'did not hold'],
      ['deal-below-minimum', true, 'decided'],
      ['direct-contact', true, 'held'],
      ['proven-partner', true, 'held'],
    ])
  })

  test('shows each comparison with threshold, value and result', () => {
    const { condition } = trace(registration, policy, facts)[2]!
    expect((condition as Exclude<ConditionTrace, ComparisonTrace>).parts[0]).toEqual({
      is: 'comparison',
      fact: 'deal.amountMinor',
      title: 'expected amount',
      operator: 'is below',
      threshold: '$10,000',
      parameter: 'minimumAmountMinor',
      value: '$8,000',
      result: true,
    })
  })

  test('shows what depends on unknown facts as open', () => {
    const { 'partner.trainedPeople': _, ...rest } = approvedFacts
    const [last] = trace(registration, policy, rest).slice(-1)
    expect(last).toMatchObject({ result: 'unknown', standing: 'open' })
  })
})

describe('plain language', () => {
  test('tells partners the published rules in order, and what applies otherwise', () => {
    const clauses = describePolicy(registration, policy, 'partner', 'en-US')
    expect(clauses.map(({ rule }) => rule)).toEqual([
      'protected-for-other',
      'deal-below-minimum',
      'proven-partner',
      'otherwise',
    ])
    expect(clauses[1]).toEqual({
      rule: 'deal-below-minimum',
      title: 'Deal below the smallest size',
      conditions: ['expected amount: below $10,000', 'kind of deal: none of Renewal or Expansion'],
      holds: 'all',
      outcome: 'Not approved',
      favour: -1,
      why: 'Small deals need no protection.',
      source: 'Clause 3',
      possible: 'You can sell it, or register it from $10,000.',
      published: true,
    })
    expect(clauses[2]?.outcome).toBe('Approved (days of protection: 90)')
  })

  test('tells staff all of them', () => {
    expect(describePolicy(registration, policy, 'staff', 'en-US')).toHaveLength(6)
  })

  test('puts a condition into words that keep its structure', () => {
    const condition = {
      any: [
        { all: [{ fact: 'partner.authorized', operator: 'equal', value: false }, { condition: 'unproven' }] },
        { fact: 'account.protectedUntil', operator: 'lessThanInclusive', value: '2027-03-01' },
        { fact: 'deal.daysUntilClose', operator: 'greaterThanInclusive', value: 10 },
      ],
    }
    expect(describeCondition(registration, policy, condition, 'en-US')).toBe(
      '(partner is not authorised to sell; and the partner is unproven); day on which the present protection ends: on or before March 1, 2027; or days until the expected close: at least 10',
    )
  })
})

describe('what is denied, and what runs out, is said plainly:', () => {
  test('a comparison that must not hold is told by its opposite', () => {
    const denied = (fact: string, operator: string, value: boolean | number) =>
      describeCondition(registration, policy, { not: { fact, operator, value } }, 'en-US')
    expect(denied('deal.amountMinor', 'lessThan', 1_000_000)).toBe('expected amount: at least $10,000')
    expect(denied('deal.formComplete', 'equal', true)).toBe('not every field of the form is filled in correctly')
    expect(denied('deal.formComplete', 'equal', false)).toBe('every field of the form is filled in correctly')
  })

  test('a calendar tells up to which year its holidays are listed', () => {
    const said = (holidays: string[]) => describeCalendar(sampleCalendar({ holidays }), 'en-US').at(-1)
    expect(said(['2026-12-25', '2027-01-01'])).toBe(
      'They are listed up to 2027; after that, holidays count as business days.',
    )
    expect(said([])).toBe('No holidays are left out.')
  })
})
