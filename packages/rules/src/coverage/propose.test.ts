import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { coverage, parseCases, runCases } from '../cases.ts'
import type { CaseFile } from '../decision.ts'
import type { Facts, Point } from '../point.ts'
import { points } from '../points/points.ts'
import { registration } from '../points/registration/point.ts'
import { parsePolicy } from '../policy.ts'
import { approvedFacts, sampleJson, samplePolicy } from '../testing/sample-policy.ts'
import { conditionCoverage } from './coverage.ts'
import { proposeCases } from './propose.ts'

const policy = samplePolicy()
const nothing: CaseFile = { base: approvedFacts, cases: [] }
const proposed = proposeCases(registration, policy, nothing)
const cases = proposed.cases.map((each) => each.case)
const factsProposed = cases.map(({ facts }) => facts)

describe('proposed cases', () => {
  test('let every rule decide and just miss one, and every condition be seen both ways', () => {
    const file: CaseFile = { base: approvedFacts, cases }
    expect(coverage(registration, policy, file)).toEqual({ neverDecided: [], withoutNearMiss: [] })
    const unseen = conditionCoverage(registration, policy, file).conditions.filter(
      (each) => !each.seenTrue || !each.seenFalse,
    )
    expect(unseen).toEqual([])
    expect(proposed.notFound).toEqual([])
  })

  test('stand just below, exactly at and just above each number, where it decides', () => {
    for (const amount of [999_999, 1_000_000, 1_000_001])
      expect(factsProposed).toContainEqual({ 'deal.amountMinor': amount })
    for (const days of [29, 30, 31]) expect(factsProposed).toContainEqual({ 'account.daysSinceDirectContact': days })
  })

  test('differ from the base in as few facts as can be', () => {
    const several = factsProposed.filter((facts) => Object.keys(facts).length > 1)
    // Whether a renewal or an expansion is small matters only when the deal is.
    expect(several).toEqual([{ 'deal.amountMinor': 999_999, 'deal.kind': 'expansion' }])
  })

  test('expect what comes out today, and can be pasted as they are', () => {
    const file = { base: approvedFacts, cases }
    expect(parseCases(registration, file).findings).toBeUndefined()
    expect(runCases(registration, policy, file).filter(({ pass }) => !pass)).toEqual([])
    expect(cases.find(({ facts }) => facts['deal.amountMinor'] === 999_999)).toEqual({
      name: '“Deal below the smallest size” decides',
      facts: { 'deal.amountMinor': 999_999 },
      expect: { outcome: 'reject', because: ['deal-below-minimum'] },
    })
    expect(cases.find(({ facts }) => facts['deal.amountMinor'] === 1_000_001)!.name).toBe(
      'expected amount $10,000.01, just above $10,000 of “Deal below the smallest size”',
    )
  })

  test('are none when all of them are there', () => {
    expect(proposeCases(registration, policy, { base: approvedFacts, cases })).toEqual({ cases: [], notFound: [] })
  })

  test('a boundary has been seen only where it matters', () => {
    const masked = { 'deal.amountMinor': 1_000_000, 'account.protectedForOther': true }
    const file: CaseFile = {
      base: approvedFacts,
      cases: [{ name: 'protected', facts: masked, expect: { outcome: 'reject', because: ['protected-for-other'] } }],
    }
    const { cases: found } = proposeCases(registration, policy, file)
    expect(found.map(({ case: { facts } }) => facts)).toContainEqual({ 'deal.amountMinor': 1_000_000 })
  })

  test('take another way where the first one leads nowhere', () => {
    const either = samplePolicy((json) => {
      json.rules[2]!.conditions.all = [
        { fact: 'deal.amountMinor', operator: 'lessThan', value: 1_000 },
        {
          any: [
            { fact: 'deal.amountMinor', operator: 'greaterThan', value: 2_000 },
            { fact: 'deal.kind', operator: 'equal', value: 'renewal' },
          ],
        },
      ] as never
    })
    const { cases: found } = proposeCases(registration, either, nothing)
    const shown = found.find(({ shows }) => shows.is === 'rule' && shows.rule === 'deal-below-minimum')
    expect(shown?.case.facts).toEqual({ 'deal.amountMinor': 999, 'deal.kind': 'renewal' })
  })

  test.each(['conflict', 'matching'] as const)('let all rules decide that count together (%s)', (id) => {
    const read = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, '../points', id, name), 'utf8'))
    const { policy: shipped } = parsePolicy(points[id], read('policy.json'))
    const { base } = read('cases.json')
    const { cases: found } = proposeCases(points[id], shipped!, { base, cases: [] })
    const file = { base, cases: found.map((each) => each.case) }
    expect(coverage(points[id], shipped!, file).neverDecided).toEqual([])
  })

  test('change several facts where one is not enough', () => {
    const small = { ...approvedFacts, 'deal.amountMinor': 1, 'account.conductHold': true }
    const { cases: found } = proposeCases(registration, policy, { base: small, cases: [] })
    const approving = found.find(({ shows }) => shows.is === 'rule' && shows.rule === 'proven-partner')!
    expect(approving.case.facts).toEqual({ 'account.conductHold': false, 'deal.amountMinor': 1_000_000 })
  })

  test('are not invented for a rule that can never decide', () => {
    const shadowed = samplePolicy((json) => {
      json.rules.push({ ...json.rules[4]!, id: 'never', title: 'Never', priority: 50 })
    })
    const { cases: found, notFound } = proposeCases(registration, shadowed, nothing)
    expect(found.filter(({ shows }) => shows.is === 'rule' && shows.rule === 'never')).toEqual([])
    expect(notFound).toContainEqual({ is: 'rule', rule: 'never', pointer: '/rules/5' })
  })

  test('reach the boundary of a fact that the policy works out, through the facts that it is worked out from', () => {
    const { policy: sum } = parsePolicy(registration as Point, withSum())
    const { cases: found } = proposeCases(registration, sum!, nothing)
    const people = found.flatMap(({ case: { facts } }) => (facts as Facts)['partner.trainedPeople'] ?? [])
    // Certified people count too, and there are 3 of them: at least 10 in all is at least 7 trained ones.
    for (const trained of [6, 7, 8]) expect(people).toContain(trained)
  })
})

function withSum() {
  const json = sampleJson()
  const [rule] = json.rules
  return {
    ...json,
    derived: {
      skilled: { title: 'skilled people', sum: [{ fact: 'partner.trainedPeople' }, 3] },
    },
    rules: [
      {
        ...rule,
        id: 'skilled',
        title: 'Skilled',
        priority: 950,
        conditions: { fact: 'derived.skilled', operator: 'greaterThanInclusive', value: 10 },
      },
      ...json.rules,
    ],
  }
}
