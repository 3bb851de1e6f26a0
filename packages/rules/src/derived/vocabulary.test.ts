import { describe, expect, test } from 'vitest'
import { derivingPolicy, samplePoint } from '../testing/sample-derived.ts'
import { vocabularyOf } from './vocabulary.ts'

const definitionOf = (each: object) =>
  vocabularyOf(samplePoint, derivingPolicy({ it: each })).facts['derived.it'] as Record<string, unknown> | undefined
const fact = (name: string) => ({ fact: name })

describe('the vocabulary of a policy', () => {
  const policy = derivingPolicy({ twice: { product: [2, fact('deal.netAmountMinor')] } })

  test('is the point itself where nothing is derived', () => {
    expect(vocabularyOf(samplePoint, derivingPolicy({}))).toBe(samplePoint)
  })

  test('is made once a policy, also when it is given back', () => {
    const vocabulary = vocabularyOf(samplePoint, policy)
    expect(vocabularyOf(samplePoint, policy)).toBe(vocabulary)
    expect(vocabularyOf(vocabulary, policy)).toBe(vocabulary)
    expect(Object.keys(samplePoint.facts)).not.toContain('derived.twice')
  })

  test('of another policy starts from the point again', () => {
    const other = derivingPolicy({ thrice: { product: [3, fact('deal.netAmountMinor')] } })
    const derived = Object.keys(vocabularyOf(vocabularyOf(samplePoint, policy), other).facts).filter((name) =>
      name.startsWith('derived.'),
    )
    expect(derived).toEqual(['derived.thrice'])
    expect(vocabularyOf(vocabularyOf(samplePoint, policy), derivingPolicy({}))).toBe(samplePoint)
  })

  test('leaves out what cannot be worked out', () => {
    expect(definitionOf({ least: [fact('derived.it')] })).toBeUndefined()
    expect(definitionOf({ sum: [fact('deal.none')] })).toBeUndefined()
    expect(definitionOf({ sum: [fact('constructor')] })).toBeUndefined()
  })
})

describe('what a derived fact is', () => {
  const add = { value: 5, unit: 'businessDays' }
  const received = fact('letter.receivedOn')
  const arrived = fact('request.arrivedAt')

  test.each<[string, object, object]>([
    ['a deadline from a day', { deadline: { from: received, add } }, { kind: 'date' }],
    ['a deadline in days from a moment', { deadline: { from: arrived, add } }, { kind: 'date' }],
    ['a deadline in hours', { deadline: { from: arrived, add: { value: 2, unit: 'hours' } } }, { kind: 'instant' }],
    [
      'time elapsed',
      { elapsed: { from: received, to: fact('letter.today'), in: 'weeks' } },
      { kind: 'count', unit: 'weeks', minimum: -418_985, maximum: 418_985 },
    ],
    ['the day of a moment', { dayOf: arrived }, { kind: 'date' }],
    [
      'a sum of counts',
      { sum: [fact('deal.units'), 5], minus: [fact('deal.units')] },
      { kind: 'count', unit: 'units', minimum: 5 - 1_000_000, maximum: 1_000_005 },
    ],
    [
      'a ratio',
      { ratio: { of: fact('partner.wonDeals'), to: fact('partner.registrations') } },
      { kind: 'rate', of: 'registrations' },
    ],
    ['a share of money', { share: { rate: 100, of: fact('deal.netAmountMinor') } }, { kind: 'money' }],
    [
      'a share of a count',
      { share: { rate: 5_000, of: fact('deal.fit') } },
      { kind: 'count', unit: 'points', minimum: -50, maximum: 50 },
    ],
    [
      'a product of counts',
      { product: [fact('deal.fit'), 3] },
      { kind: 'count', unit: 'points', minimum: -300, maximum: 300 },
    ],
    [
      'the least of counts',
      { least: [fact('deal.units'), 7] },
      { kind: 'count', unit: 'units', minimum: 0, maximum: 7 },
    ],
    ['the greatest of rates', { greatest: [fact('deal.marginBps'), 0] }, { kind: 'rate', of: 'the net amount' }],
  ])('%s', (_what, each, expected) => {
    expect(definitionOf(each)).toMatchObject({ title: 'it', ...expected })
  })

  test('stays within what can be counted, however often it is multiplied', () => {
    const power = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => {
        const before = fact(index === 0 ? 'deal.units' : `derived.p${index - 1}`)
        return [`p${index}`, { product: [before, before] }]
      }),
    )
    const { facts } = vocabularyOf(samplePoint, derivingPolicy(power))
    expect(facts['derived.p49']).toMatchObject({ minimum: 0, maximum: 1e15 })
  })

  test('staff alone know it when they alone know an input, and it is a judgement when an input is', () => {
    const share = (rate: object) => definitionOf({ share: { rate, of: fact('deal.netAmountMinor') } })
    expect(share({ parameter: 'commission' })).toMatchObject({ knownTo: 'partner' })
    expect(share(fact('deal.marginBps'))).toMatchObject({ knownTo: 'staff' })
    expect(definitionOf({ sum: [fact('deal.fit')] })).toMatchObject({ judgement: true })
    expect(definitionOf({ sum: [fact('deal.units')] })).not.toHaveProperty('judgement')
  })

  test('it can be changed by whoever can change all of its inputs, and time passes up to the present day', () => {
    const changeable = (each: object) => definitionOf(each)?.changeableBy
    expect(changeable({ sum: [fact('deal.netAmountMinor'), fact('deal.listAmountMinor')] })).toBe('partner')
    expect(changeable({ share: { rate: fact('deal.marginBps'), of: fact('deal.netAmountMinor') } })).toBe('nobody')
    expect(changeable({ elapsed: { from: received, to: fact('letter.today'), in: 'days' } })).toBe('time')
    expect(changeable({ elapsed: { from: fact('letter.today'), to: received, in: 'days' } })).toBe('nobody')
    expect(changeable({ elapsed: { from: arrived, to: fact('request.answeredAt'), in: 'days' } })).toBe('nobody')
    expect(changeable({ deadline: { from: received, add } })).toBe('nobody')
    expect(changeable({ sum: [{ parameter: 'cap' }] })).toBe('nobody')
  })
})
