import { expect, test } from 'vitest'
import type { CaseFile } from '../decision.ts'
import { registration } from '../points/registration/point.ts'
import { approvedFacts, samplePolicy } from '../testing/sample-policy.ts'
import { conditionCoverage } from './coverage.ts'

const policy = samplePolicy()
const expectNothing = { outcome: 'approve', because: ['proven-partner'] }
const seenBy = (...facts: CaseFile['cases'][number]['facts'][]) =>
  conditionCoverage(registration, policy, {
    base: approvedFacts,
    cases: facts.map((each, index) => ({ name: `case ${index}`, facts: each, expect: expectNothing })),
  })

test('counts in how many cases a rule decides, holds and does not hold', () => {
  const small = { 'deal.amountMinor': 800_000 }
  const { rules } = seenBy({}, small, { ...small, 'account.protectedForOther': true })
  expect(rules.find(({ rule }) => rule === 'deal-below-minimum')).toEqual({
    rule: 'deal-below-minimum',
    title: 'Deal below the smallest size',
    pointer: '/rules/2',
    decides: 1,
    holds: 2,
    holdsNot: 1,
  })
})

test('sees every comparison once, at its place, with the rules that ask it, also inside named conditions', () => {
  const { conditions } = seenBy({})
  expect(conditions.map(({ pointer }) => pointer)).toEqual([
    '/rules/0/conditions',
    '/rules/1/conditions/all/0',
    '/rules/2/conditions/all/0',
    '/rules/2/conditions/all/1/not',
    '/conditions/recentContact',
    '/conditions/unproven/any/0',
    '/conditions/unproven/any/1',
    '/rules/4/conditions/all/1',
  ])
  expect(conditions[4]).toEqual({
    pointer: '/conditions/recentContact',
    text: "days since the vendor's sales team last spoke with the account: at most 30",
    rules: ['direct-contact'],
    seenTrue: false,
    seenFalse: true,
  })
})

test('a comparison of an unknown fact has been seen neither way', () => {
  const { conditions } = seenBy({ 'deal.amountMinor': null })
  expect(conditions[2]).toMatchObject({ seenTrue: false, seenFalse: false })
})

test('the claims of several parties count like cases', () => {
  const { conditions } = conditionCoverage(registration, policy, {
    base: approvedFacts,
    cases: [],
    together: [{ name: 'two', claims: { A: {}, B: { 'account.conductHold': true } }, expect: {} }],
  })
  expect(conditions[0]).toMatchObject({ seenTrue: true, seenFalse: true })
})
