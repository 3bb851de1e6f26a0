import { decide } from '@parley/rules/decide'
import { deriveFacts } from '@parley/rules/derived/derive'
import type { Facts, FactValue } from '@parley/rules/point'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import { describe, expect, test } from 'vitest'
import { chain } from './hostile/derived.ts'
import {
  indexes,
  type Json,
  soundCalendar,
  withCondition,
  withDerived,
  withRule,
  withTop,
} from './hostile/documents.ts'
import { smallWorld } from './rules-small-world.ts'

function sound(document: unknown): Policy {
  const { policy, findings } = parsePolicy(smallWorld, document)
  if (!policy) throw new Error(JSON.stringify(findings))
  return policy
}

/** What the derived fact `it` is, and that a rule which asks for it is decided by both evaluators alike. */
async function derives(derived: Json, facts: Facts, calendar: Json = soundCalendar): Promise<FactValue | undefined> {
  const policy = sound(withDerived(derived, { calendar }))
  await decide(smallWorld, policy, facts)
  return deriveFacts(smallWorld, policy, facts)['derived.it']
}

const title = 'worked out'
const amount = { fact: 'it.amountMinor' }
const former = { fact: 'it.formerAmountMinor' }
const people = { fact: 'it.people' }
const most = 1_000_000_000_000_000
const largest = { 'it.amountMinor': most, 'it.formerAmountMinor': 1, 'it.people': 6 }
const times = (count: number, quantity: unknown) => indexes(count).map(() => quantity)

describe('derived facts at the edge of what numbers can hold', () => {
  test('a chain of 50 is worked out to its end', async () => {
    const policy = sound(withDerived(chain(50)))
    expect(deriveFacts(smallWorld, policy, { 'it.people': 1 })['derived.d0']).toBe(51)
  })

  test('a sum that passes 2^53 on the way is exact to the last cent', async () => {
    expect(await derives({ title, sum: [...times(10, amount), former], minus: times(10, amount) }, largest)).toBe(1)
  })

  test('a sum, a product and a share beyond the greatest amount are unknown, and never wrong', async () => {
    expect(await derives({ title, sum: times(50, amount) }, largest)).toBeUndefined()
    expect(await derives({ title, product: [people, amount] }, largest)).toBeUndefined()
    expect(await derives({ title, share: { rate: 1_000_000, of: amount } }, largest)).toBeUndefined()
  })

  test('a share is taken to the nearest cent, at the least rate and at a hundred times', async () => {
    expect(await derives({ title, share: { rate: 0, of: amount } }, largest)).toBe(0)
    expect(await derives({ title, share: { rate: 1, of: amount } }, { 'it.amountMinor': 4_999 })).toBe(0)
    expect(await derives({ title, share: { rate: 1, of: amount } }, { 'it.amountMinor': 5_000 })).toBe(1)
    expect(await derives({ title, share: { rate: 1_000_000, of: amount } }, { 'it.amountMinor': 7 })).toBe(700)
    expect(
      await derives({ title, share: { rate: 9_999, of: amount } }, { 'it.amountMinor': 999_999_999_999_999 }),
    ).toBe(999_899_999_999_999)
  })

  test('a ratio to nothing is unknown, or what the policy says for it; one to a cent stops at a hundred times', async () => {
    const none = { 'it.amountMinor': 0, 'it.formerAmountMinor': 5 }
    expect(await derives({ title, ratio: { of: former, to: amount } }, none)).toBeUndefined()
    expect(await derives({ title, ratio: { of: former, to: amount, whenNone: 7 } }, none)).toBe(7)
    expect(await derives({ title, ratio: { of: amount, to: former } }, largest)).toBe(1_000_000)
  })

  test('amounts and rates don’t fall below nothing, whatever is taken off and whatever the least is', async () => {
    expect(await derives({ title, sum: [former], minus: [amount] }, largest)).toBe(0)
    expect(await derives({ title, least: [amount, -5] }, largest)).toBe(0)
    expect(await derives({ title, least: [{ fact: 'it.rateBps' }, -5] }, { 'it.rateBps': 9 })).toBe(0)
    expect(await derives({ title, greatest: [{ fact: 'it.rateBps' }, 2_000_000] }, { 'it.rateBps': 9 })).toBe(1_000_000)
  })

  test('what is unknown can’t be less than nothing either: the decision stands', async () => {
    const document = {
      ...withDerived({ title, least: [amount, -5] }),
      rules: withCondition({ fact: 'derived.it', operator: 'greaterThanInclusive', value: 0 }).rules,
    }
    expect(await decide(smallWorld, sound(document), {})).toMatchObject({ outcome: { type: 'refuse' } })
  })
})

describe('deadlines where no calendar helps', () => {
  const deadline = (value: number, unit: string) => ({
    title,
    deadline: { from: { fact: 'it.startsOn' }, add: { value, unit } },
  })
  const from = (day: string) => ({ 'it.startsOn': day })

  test.each(['days', 'weeks', 'months', 'years', 'businessDays'])('100,000 %s end, or are unknown', async (unit) => {
    const end = await derives(deadline(100_000, unit), from('9990-01-01'))
    expect(end).toBeUndefined()
    expect(await derives(deadline(100_000, unit), from('1970-01-01'))).toBe(
      unit === 'days'
        ? '2243-10-17'
        : unit === 'weeks'
          ? '3886-07-15'
          : unit === 'businessDays'
            ? '2353-04-23'
            : undefined,
    )
  })

  test('2,000 holidays in a row are passed over', async () => {
    const day = (index: number) => new Date(Date.UTC(2_000, 0, 1 + index)).toISOString().slice(0, 10)
    const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
    const calendar = { ...soundCalendar, businessDays: week, holidays: indexes(2_000).map(day) }
    expect(await derives(deadline(1, 'businessDays'), from('1999-12-31'), calendar)).toBe(day(2_000))
    expect(await derives(deadline(2, 'businessDays'), from('2003-03-03'), calendar)).toBe(day(2_001))
  })

  test('no business day is left before the end of time', async () => {
    expect(await derives(deadline(1, 'businessDays'), from('9999-12-31'))).toBeUndefined()
    expect(await derives(deadline(1, 'businessDays'), from('9999-12-30'))).toBe('9999-12-31')
  })

  test('a day that is open around the clock has 24 hours, and 23 when clocks go forward', async () => {
    const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
    const calendar = { ...soundCalendar, businessDays: week, businessHours: { from: '00:00', to: '24:00' } }
    const hours = (to: string) => ({
      title,
      elapsed: { from: '2027-03-27T23:00:00.000Z', to, in: 'businessHours' },
    })
    const read = async (to: string) => derives({ it: hours(to), other: { title, sum: [people, 1] } }, {}, calendar)
    expect(await read('2027-03-28T22:00:00.000Z')).toBe(23)
    expect(await read('2027-03-29T22:00:00.000Z')).toBe(47)
  })

  test('the last moment there is has a day in Berlin, and none after the end of time', async () => {
    const dayOf = { title, dayOf: { fact: 'it.madeAt' } }
    expect(await derives(dayOf, { 'it.madeAt': '9999-12-31T22:59:59.999Z' })).toBe('9999-12-31')
    expect(await derives(dayOf, { 'it.madeAt': '9999-12-31T23:59:59.999Z' })).toBeUndefined()
    expect(await derives(dayOf, { 'it.madeAt': '1970-01-01T00:00:00.000Z' })).toBe('1970-01-01')
  })
})

describe('texts that only look strange', () => {
  const words = [
    'Москва',
    'IT-компания',
    'Αθήνα',
    '10 kΩ',
    '5 μm',
    'Café',
    '東京',
    'שלום',
    'Straße',
    'naïve',
    'α-Version',
    '👍',
    'x²',
  ]

  test.each(words)('%s is a text like any other', async (word) => {
    const policy = sound(withCondition({ fact: 'it.family', operator: 'equal', value: word }))
    expect(await decide(smallWorld, policy, { 'it.family': word })).toMatchObject({ because: ['only'] })
    expect(sound(withRule({ title: word })).rules[0]!.title).toBe(word)
  })

  test('lines and tabs may stand in a text', () => {
    expect(sound(withRule({ why: 'one\n\ttwo' })).rules[0]!.why).toBe('one\n\ttwo')
  })
})

describe('oddities that change nothing', () => {
  test('covers that name a fact twice', () => {
    expect(sound(withTop({ covers: [['it.people', 'it.people']] })).covers).toHaveLength(1)
  })

  test('minus nothing is nothing', async () => {
    const policy = sound(withCondition({ fact: 'it.amountMinor', operator: 'equal', value: -0 }))
    expect(await decide(smallWorld, policy, { 'it.amountMinor': 0 })).toMatchObject({ because: ['only'] })
  })

  test('a document of objects without prototypes, and one that is frozen', () => {
    const bare = JSON.parse(JSON.stringify(withRule({})), (_, value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.assign(Object.create(null), value)
        : value,
    )
    expect(sound(bare).rules).toHaveLength(1)
    const frozen = JSON.parse(JSON.stringify(withRule({})), (_, value) => Object.freeze(value))
    expect(sound(frozen).rules).toHaveLength(1)
  })
})

describe('facts that nobody should be able to hurt us with', () => {
  const policy = sound(withCondition({ fact: 'it.people', operator: 'lessThan', value: 3 }))
  const refused: [what: string, facts: unknown][] = [
    ['a derived fact', { 'derived.it': 1 }],
    ['a fact called __proto__', JSON.parse('{"__proto__": 1}')],
    ['a fact called constructor', { constructor: 1 }],
    ['a fact that nobody knows', { 'it.peeple': 1 }],
    ['a function', { 'it.people': () => 1 }],
    ['an object', { 'it.people': { valueOf: () => 1 } }],
    ['null', { 'it.people': null }],
    ['a BigInt', { 'it.people': 1n }],
    ['a number beyond 2^53', { 'it.amountMinor': 2 ** 53 }],
    ['a list for a text', { 'it.family': ['a'] }],
    ['half a surrogate pair', { 'it.family': '\ud800' }],
    ['NUL', { 'it.family': 'a\u0000' }],
    ['a set of 2,001', { 'it.labels': indexes(2_001).map(String) }],
    ['a set with a text twice', { 'it.labels': ['a', 'a'] }],
    ['a text of a million letters', { 'it.family': 'x'.repeat(1_000_000) }],
    ['a moment with an offset', { 'it.madeAt': '2027-03-01T10:00:00.000+01:00' }],
    ['a leap second', { 'it.madeAt': '2016-12-31T23:59:60.000Z' }],
    ['a day in the year 10000', { 'it.startsOn': '10000-01-01' }],
  ]

  test.each(refused)('%s', async (_, facts) => {
    await expect(decide(smallWorld, policy, facts as Facts)).rejects.toThrow("Facts can't be read")
  })

  test('100,000 facts that nobody knows', async () => {
    const facts = Object.fromEntries(indexes(100_000).map((index) => [`it.p${index}`, 1]))
    await expect(decide(smallWorld, policy, facts)).rejects.toThrow("Facts can't be read")
  })
})
