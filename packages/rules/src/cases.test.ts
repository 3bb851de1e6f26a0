import { expect, test } from 'vitest'
import { coverage, parseCases, runCases } from './cases.ts'
import { registration } from './points/registration/point.ts'
import { approvedFacts, samplePolicy } from './testing/sample-policy.ts'

const policy = samplePolicy()
const approved = { outcome: 'approve', because: ['proven-partner'] }
const file = (cases: object[]) => ({ base: approvedFacts, cases }) as never

test('a case passes when outcome, deciding rules and, where given, parameters are as expected', () => {
  const results = runCases(
    registration,
    policy,
    file([
      { name: 'right', facts: {}, expect: approved },
      { name: 'right days', facts: {}, expect: { ...approved, params: { protectionDays: 90 } } },
      { name: 'wrong days', facts: {}, expect: { ...approved, params: { protectionDays: 30 } } },
      { name: 'wrong rule', facts: {}, expect: { outcome: 'approve', because: ['conduct-hold'] } },
      { name: 'unknown amount', facts: { 'deal.amountMinor': null }, expect: { missing: ['deal.amountMinor'] } },
      {
        name: 'asks for too much',
        facts: { 'deal.amountMinor': null },
        expect: { missing: ['deal.amountMinor', 'deal.kind'] },
      },
    ]),
  )
  expect(results.filter(({ pass }) => pass).map(({ name }) => name)).toEqual(['right', 'right days', 'unknown amount'])
})

test('coverage names the rules that decide no case, and those without a near miss', () => {
  const result = coverage(
    registration,
    policy,
    file([
      { name: 'approved', facts: {}, expect: approved },
      { name: 'silver', facts: { 'partner.tier': 'silver' }, expect: { outcome: 'review', because: ['otherwise'] } },
      {
        name: 'held',
        facts: { 'account.conductHold': true },
        expect: { outcome: 'review', because: ['conduct-hold'] },
      },
    ]),
  )
  expect(result.neverDecided).toEqual(['protected-for-other', 'deal-below-minimum', 'direct-contact'])
  expect(result.withoutNearMiss).toEqual(['protected-for-other', 'deal-below-minimum', 'direct-contact'])
})

test('a case with a fact that does not exist, or of another kind, is refused at its place', () => {
  const cases = [
    { name: 'one', facts: { 'deal.amuontMinor': null, 'partner.tier': 'wood' }, expect: approved },
    { name: 'one', facts: {}, expect: approved },
  ]
  expect(parseCases(registration, file(cases)).findings?.map(({ pointer }) => pointer)).toEqual([
    '/cases/0/facts/deal.amuontMinor',
    '/cases/0/facts/partner.tier',
    '/cases/1/name',
  ])
})
