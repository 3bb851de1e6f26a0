import { describe, expect, test } from 'vitest'
import { checkDerived } from '../checks/derived.ts'
import type { Facts } from '../point.ts'
import { sampleCalendar, sampleCalendars } from '../testing/sample-calendar.ts'
import { derivingPolicy, samplePoint } from '../testing/sample-derived.ts'
import { deriveFacts, inputsOf } from './derive.ts'

/** The value of the one derived fact, of a policy that is sound. */
function derive(each: object, facts: Facts, changes: object = {}) {
  const policy = derivingPolicy({ it: each }, changes)
  expect(checkDerived(samplePoint, policy)).toEqual([])
  return deriveFacts(samplePoint, policy, facts)['derived.it']
}
const money = (net: number, list = 0) => ({ 'deal.netAmountMinor': net, 'deal.listAmountMinor': list })
const net = { fact: 'deal.netAmountMinor' }
const list = { fact: 'deal.listAmountMinor' }

describe('deadlines', () => {
  const received = { 'letter.receivedOn': '2024-09-03', 'letter.pausedDays': 2 }
  const from = { fact: 'letter.receivedOn' }

  test('are worked out from a day, by a parameter or a value', () => {
    expect(derive({ deadline: { from, add: { parameter: 'answerTime' } } }, received)).toBe('2024-09-10')
    expect(derive({ deadline: { from, add: { parameter: 'protectionDays' } } }, received)).toBe('2024-12-02')
    expect(derive({ deadline: { from, add: { value: 6, unit: 'months' } } }, received)).toBe('2025-03-03')
    expect(derive({ deadline: { from: '2024-09-02', add: { value: 1, unit: 'days' } } }, {})).toBe('2024-09-03')
  })

  test('count the day itself where the policy says so, and wait while the clock stands still', () => {
    const add = { parameter: 'answerTime' }
    expect(derive({ deadline: { from, add, counting: 'sameDay' } }, received)).toBe('2024-09-09')
    expect(derive({ deadline: { from, add, pausedDays: { fact: 'letter.pausedDays' } } }, received)).toBe('2024-09-12')
    expect(derive({ deadline: { from, add, pausedDays: 1 } }, received)).toBe('2024-09-11')
  })

  test('are a moment for hours and a day for days, when they start at a moment', () => {
    const facts = { 'request.arrivedAt': '2025-03-07T23:30:00.000Z' }
    const at = { fact: 'request.arrivedAt' }
    expect(derive({ deadline: { from: at, add: { value: 2, unit: 'hours' } } }, facts)).toBe('2025-03-08T01:30:00.000Z')
    expect(derive({ deadline: { from: at, add: { parameter: 'answerHours' } } }, facts)).toBe(
      '2025-03-11T16:00:00.000Z',
    )
    expect(derive({ deadline: { from: at, add: { value: 1, unit: 'days' } } }, facts)).toBe('2025-03-09')
  })

  test('after 9999 are unknown', () => {
    expect(derive({ deadline: { from, add: { value: 100_000, unit: 'years' } } }, received)).toBeUndefined()
  })
})

describe('time elapsed', () => {
  test('is counted from day to day, also from a moment to a day', () => {
    const facts = { 'request.arrivedAt': '2025-03-07T23:30:00.000Z', 'letter.today': '2025-03-10' }
    const from = { fact: 'request.arrivedAt' }
    const to = { fact: 'letter.today' }
    expect(derive({ elapsed: { from, to, in: 'days' } }, facts)).toBe(2)
    expect(derive({ elapsed: { from, to, in: 'businessDays' } }, facts)).toBe(1)
    expect(derive({ elapsed: { from: to, to: from, in: 'days' } }, facts)).toBe(-2)
    expect(derive({ dayOf: from }, facts)).toBe('2025-03-08')
  })

  test('is counted in hours from moment to moment', () => {
    const facts = { 'request.arrivedAt': '2025-03-07T15:00:00.000Z', 'request.answeredAt': '2025-03-10T09:59:00.000Z' }
    const elapsed = { from: { fact: 'request.arrivedAt' }, to: { fact: 'request.answeredAt' } }
    expect(derive({ elapsed: { ...elapsed, in: 'hours' } }, facts)).toBe(66)
    expect(derive({ elapsed: { ...elapsed, in: 'businessHours' } }, facts)).toBe(2)
  })
})

describe('sums', () => {
  test('of money do not fall below nothing, and those of counts may', () => {
    expect(derive({ sum: [net, 500], minus: [list] }, money(1_000, 300))).toBe(1_200)
    expect(derive({ sum: [net], minus: [list] }, money(300, 1_000))).toBe(0)
    const units = { 'deal.units': 3 }
    expect(derive({ sum: [{ fact: 'deal.units' }], minus: [10] }, units)).toBe(-7)
  })

  test('beyond what money can be are unknown, and rates stop at the greatest', () => {
    expect(derive({ sum: [net, list] }, money(1e15, 1))).toBeUndefined()
    expect(derive({ sum: [{ fact: 'deal.marginBps' }, 999_999] }, { 'deal.marginBps': 5_000 })).toBe(1_000_000)
  })
})

describe('ratios, shares and products', () => {
  const won = { of: { fact: 'partner.wonDeals' }, to: { fact: 'partner.registrations' } }
  const deals = (of: number, to: number) => ({ 'partner.wonDeals': of, 'partner.registrations': to })

  test('a ratio is rounded down to a basis point', () => {
    expect(derive({ ratio: won }, deals(2, 3))).toBe(6_666)
    expect(derive({ ratio: won }, deals(41, 50))).toBe(8_200)
    expect(derive({ ratio: { of: net, to: list } }, money(999_999_999_999_999, 1e15))).toBe(9_999)
    expect(derive({ ratio: { of: net, to: list } }, money(479_317_323_067_330, 979_798_289_180_969))).toBe(4_891)
    expect(derive({ ratio: { of: net, to: list } }, money(1e15, 1))).toBe(1_000_000)
  })

  test('a ratio to nothing is unknown, or what the policy says', () => {
    expect(derive({ ratio: won }, deals(0, 0))).toBeUndefined()
    expect(derive({ ratio: { ...won, whenNone: 0 } }, deals(0, 0))).toBe(0)
    expect(derive({ ratio: { ...won, whenNone: 10_000 } }, deals(3, 0))).toBe(10_000)
    const lessThanNone = { of: { fact: 'partner.wonDeals' }, to: -2, whenNone: 10_000 }
    expect(derive({ ratio: lessThanNone }, deals(3, 0))).toBeUndefined()
  })

  test('a share is exact, half up', () => {
    const share = (rate: number | object, amount: number) => derive({ share: { rate, of: net } }, money(amount))
    expect(share({ parameter: 'commission' }, 40_000)).toBe(4_000)
    expect(share({ parameter: 'commission' }, 1_005)).toBe(101)
    expect(share({ parameter: 'commission' }, 1_004)).toBe(100)
    expect(share(3_333, 999_999_999_999_999)).toBe(333_300_000_000_000)
    expect(share(9_999, 1e15)).toBe(999_900_000_000_000)
    expect(share(1_040, 914_994_087_767_774)).toBe(95_159_385_127_848)
    expect(share(1, 4_999)).toBe(0)
    expect(share(1, 5_000)).toBe(1)
    expect(share(20_000, 1e15)).toBeUndefined()
  })

  test('a share of a count below nothing is rounded up at the half too', () => {
    const share = { rate: 5_000, of: { fact: 'deal.fit' } }
    expect(derive({ share }, { 'deal.fit': -3 })).toBe(-1)
    expect(derive({ share }, { 'deal.fit': 3 })).toBe(2)
    expect(Object.is(derive({ share }, { 'deal.fit': -1 }), 0)).toBe(true)
  })

  test('a share of a rate is a rate', () => {
    expect(derive({ share: { rate: 5_000, of: { fact: 'deal.marginBps' } } }, { 'deal.marginBps': 1_225 })).toBe(613)
  })

  test('a product is of a count and money or another count', () => {
    const facts = { 'deal.units': 12, ...money(2_500), 'deal.fit': -4 }
    expect(derive({ product: [{ fact: 'deal.units' }, net] }, facts)).toBe(30_000)
    expect(derive({ product: [{ fact: 'deal.units' }, { fact: 'deal.fit' }] }, facts)).toBe(-48)
    expect(derive({ product: [3, { fact: 'deal.units' }] }, facts)).toBe(36)
    expect(
      derive({ product: [{ fact: 'deal.units' }, net] }, { 'deal.units': 1_000_000, ...money(1e15) }),
    ).toBeUndefined()
  })
})

describe('the least and the greatest', () => {
  test('are of counts, money, rates, days or moments', () => {
    expect(derive({ least: [net, { parameter: 'cap' }] }, money(40_000))).toBe(15_000)
    expect(derive({ greatest: [net, list, 7] }, money(5, 6))).toBe(7)
    const facts = { 'letter.receivedOn': '2025-01-10', 'letter.today': '2025-02-01' }
    const days = [{ fact: 'letter.receivedOn' }, { fact: 'letter.today' }, '2025-01-31']
    expect(derive({ least: days }, facts)).toBe('2025-01-10')
    expect(derive({ greatest: days }, facts)).toBe('2025-02-01')
    const moments = { least: [{ fact: 'request.arrivedAt' }, '2025-03-08T00:00:00.000Z'] }
    expect(derive(moments, { 'request.arrivedAt': '2025-03-09T00:00:00.000Z' })).toBe('2025-03-08T00:00:00.000Z')
  })
})

describe('derived facts', () => {
  const chain = derivingPolicy({
    capped: { least: [{ fact: 'derived.commission' }, { parameter: 'cap' }] },
    commission: { share: { rate: { parameter: 'commission' }, of: { fact: 'derived.base' } } },
    base: { sum: [net], minus: [list] },
    dueOn: { deadline: { from: { fact: 'letter.receivedOn' }, add: { parameter: 'answerTime' } } },
  })

  test('use each other, wherever they stand in the document', () => {
    expect(deriveFacts(samplePoint, chain, money(100_000, 20_000))).toEqual({
      ...money(100_000, 20_000),
      'derived.base': 80_000,
      'derived.commission': 8_000,
      'derived.capped': 8_000,
    })
    expect(inputsOf(chain, 'capped')).toEqual(['deal.netAmountMinor', 'deal.listAmountMinor'])
    expect(inputsOf(chain, 'derived.dueOn')).toEqual(['letter.receivedOn'])
    expect(inputsOf(chain, 'constructor')).toEqual([])
  })

  test('wait for each other where one uses several', () => {
    const diamond = derivingPolicy({
      both: { sum: [{ fact: 'derived.one' }, { fact: 'derived.other' }] },
      one: { product: [1, net] },
      other: { product: [2, { fact: 'derived.one' }] },
    })
    expect(deriveFacts(samplePoint, diamond, money(5, 0))['derived.both']).toBe(15)
  })

  test('are unknown while one of their inputs is', () => {
    expect(deriveFacts(samplePoint, chain, { 'deal.netAmountMinor': 5 })).toEqual({ 'deal.netAmountMinor': 5 })
  })

  test('are worked out, never believed', () => {
    const told = { ...money(100_000, 20_000), 'derived.base': 1, 'derived.dueOn': '2030-01-01' }
    expect(deriveFacts(samplePoint, chain, told)).toEqual(deriveFacts(samplePoint, chain, money(100_000, 20_000)))
  })

  test('leave the facts alone where there are none', () => {
    const facts = money(1)
    expect(deriveFacts(samplePoint, derivingPolicy({}), facts)).toBe(facts)
  })

  test('wait for the fact that says by which calendar they count', () => {
    const policy = derivingPolicy({ it: { dayOf: { fact: 'request.arrivedAt' }, calendar: { fact: 'partner.city' } } })
    expect(inputsOf(policy, 'it')).toEqual(['request.arrivedAt', 'partner.city'])
  })

  test('follow the calendar of the policy', () => {
    const it = { deadline: { from: { fact: 'letter.receivedOn' }, add: { value: 1, unit: 'businessDays' } } }
    const facts = { 'letter.receivedOn': '2024-12-24' }
    const closed = { calendar: sampleCalendar({ holidays: ['2024-12-25', '2024-12-26'] }) }
    expect(derive(it, facts)).toBe('2024-12-25')
    expect(derive(it, facts, closed)).toBe('2024-12-27')
  })
})

describe('a calendar that is picked by name', () => {
  const changes = { calendars: sampleCalendars() }
  const ofPartner = { fact: 'partner.calendar' }
  const evening = '2024-09-05T18:00:00.000Z'
  const pick = (form: (calendar: unknown) => object, calendar: unknown, facts: Facts) =>
    derive(form(calendar), facts, changes)
  const answer = (calendar: unknown) => ({
    deadline: { from: { fact: 'letter.receivedOn' }, add: { value: 2, unit: 'businessDays' }, calendar },
  })
  const received = { 'letter.receivedOn': '2024-09-03' }

  test('decides which days are business days', () => {
    expect(pick(answer, 'tokyo', received)).toBe('2024-09-05')
    expect(pick(answer, 'berlin', received)).toBe('2024-09-06')
    expect(pick(answer, ofPartner, { ...received, 'partner.calendar': 'berlin' })).toBe('2024-09-06')
    expect(pick(answer, { fact: 'partner.city' }, { ...received, 'partner.city': 'tokyo' })).toBe('2024-09-05')
    expect(pick(answer, { parameter: 'office' }, received)).toBe('2024-09-05')
  })

  test('decides when the office is open, and which day it is', () => {
    const open = (calendar: unknown) => ({
      deadline: { from: { fact: 'request.arrivedAt' }, add: { value: 1, unit: 'businessHours' }, calendar },
    })
    const dayOf = (calendar: unknown) => ({ dayOf: { fact: 'request.arrivedAt' }, calendar })
    const facts = { 'request.arrivedAt': evening }
    expect(pick(open, 'tokyo', facts)).toBe('2024-09-06T01:00:00.000Z')
    expect(pick(open, 'berlin', facts)).toBe('2024-09-06T08:00:00.000Z')
    expect(pick(dayOf, 'tokyo', facts)).toBe('2024-09-06')
    expect(pick(dayOf, 'berlin', facts)).toBe('2024-09-05')
  })

  test('decides how much time has passed', () => {
    const days = (calendar: unknown) => ({
      elapsed: { from: { fact: 'letter.receivedOn' }, to: '2024-09-06', in: 'businessDays', calendar },
    })
    const hours = (calendar: unknown) => ({
      elapsed: { from: { fact: 'request.arrivedAt' }, to: '2024-09-06T08:00:00.000Z', in: 'businessHours', calendar },
    })
    expect(pick(days, 'tokyo', received)).toBe(3)
    expect(pick(days, 'berlin', received)).toBe(2)
    expect(pick(hours, 'tokyo', { 'request.arrivedAt': evening })).toBe(8)
    expect(pick(hours, 'berlin', { 'request.arrivedAt': evening })).toBe(1)
  })

  test("a name that isn't there stands for the policy's own, and one that every object has too", () => {
    for (const name of ['vendor', 'constructor', 'Berlin'])
      expect(pick(answer, ofPartner, { ...received, 'partner.calendar': name })).toBe('2024-09-05')
  })

  test('is awaited while nobody knows which one it is', () => {
    expect(pick(answer, ofPartner, received)).toBeUndefined()
    expect(pick((calendar) => ({ dayOf: evening, calendar }), ofPartner, { 'partner.city': 'berlin' })).toBeUndefined()
  })
})
