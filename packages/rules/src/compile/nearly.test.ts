import { expect, test } from 'vitest'
import { registration } from '../points/registration/point.ts'
import { approvedFacts, samplePolicy } from '../testing/sample-policy.ts'
import { compile } from './closures.ts'

const trained = { fact: 'partner.trainedPeople' }
const derived = {
  single: { title: 'single', sum: [trained] },
  double: { title: 'double', product: [2, trained] },
}
const facts = { ...approvedFacts, 'partner.trainedPeople': 5 }

/** By which facts a rule with these conditions nearly holds for a partner with five trained people. */
function nearBy(...conditions: { fact: string; operator: string; value: unknown }[]): readonly string[] {
  const policy = samplePolicy((json) => {
    Object.assign(json, { derived })
    const rule = json.rules.at(-1)!
    json.rules = [{ ...rule, conditions: { all: conditions } }] as typeof json.rules
  })
  return compile(registration, policy).decide(facts).nearly[0]?.by ?? []
}

const atLeast = (fact: string, value: number) => ({ fact, operator: 'greaterThanInclusive', value })
const atMost = (fact: string, value: number) => ({ fact, operator: 'lessThanInclusive', value })
const gold = { fact: 'partner.tier', operator: 'equal', value: 'gold' }

test('a derived fact keeps a rule from holding where another value of its input would do', () => {
  expect(nearBy(gold, atLeast('derived.double', 12))).toEqual(['derived.double'])
  expect(nearBy(gold, { fact: 'derived.double', operator: 'equal', value: 11 })).toEqual([])
})

test('what is derived from one fact moves together', () => {
  expect(nearBy(atLeast('derived.single', 6), atLeast('derived.double', 12))).toEqual([
    'derived.single',
    'derived.double',
  ])
  expect(nearBy(atLeast('derived.single', 6), atMost('derived.double', 10))).toEqual([])
  expect(nearBy(atMost('partner.trainedPeople', 5), atLeast('derived.double', 12))).toEqual([])
})
