import { decide } from '@parley/rules/decide'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import { describe, expect, test } from 'vitest'
import { holdingByAll } from './rules-all-ways.ts'
import { smallWorld } from './rules-small-world.ts'
import { behaviourCases, outcomeCases } from './suite/behaviour.ts'
import { suiteGroups } from './suite/groups.ts'
import { documentOf } from './suite/policy-of.ts'
import { admissionCases, refusalCases } from './suite/refusals.ts'

function sound(document: unknown): Policy {
  const { policy, findings } = parsePolicy(smallWorld, document)
  if (!policy) throw new Error(JSON.stringify(findings))
  return policy
}

/** json-rules-engine's own cases (github.com/CacheControl/json-rules-engine, ISC), as far as our language can say them. */
describe.each(behaviourCases)('$file: $says', ({ rules, named, runs }) => {
  test('by every evaluator', async () => {
    const policy = sound(documentOf(rules, named))
    const held = await Promise.all(runs.map(([facts]) => holdingByAll(smallWorld, policy, facts)))
    for (const [index, ways] of held.entries()) {
      expect(Object.keys(ways).length).toBeGreaterThanOrEqual(4)
      for (const [way, holding] of Object.entries(ways))
        expect({ way, holding }).toEqual({ way, holding: runs[index]![1] })
    }
  })
})

test.each(outcomeCases)('$file: $says', async ({ rules, facts, outcome }) => {
  expect(await decide(smallWorld, sound(documentOf(rules)), facts)).toMatchObject({ outcome })
})

test.each(refusalCases)('$file: it rejects $says, and we refuse it with the place', ({ document, pointer }) => {
  const { policy, findings } = parsePolicy(smallWorld, document)
  expect(policy).toBeUndefined()
  expect(findings.map((finding) => finding.pointer)).toContain(pointer)
  for (const { mend } of findings) expect(mend).toMatch(/\S/)
})

test.each(admissionCases)('$file: it takes $says, and so do we', ({ document }) => {
  expect(sound(document).rules).toHaveLength(1)
})

describe('the account of its suite', () => {
  test('has all 248 cases of 30 files', () => {
    expect(suiteGroups).toHaveLength(30)
    expect(suiteGroups.reduce((sum, { cases }) => sum + cases, 0)).toBe(248)
  })

  test('restates as many cases of each file as it says, and says why it leaves others out', () => {
    const restated = [...behaviourCases, ...outcomeCases, ...refusalCases, ...admissionCases].map(({ file }) => file)
    for (const { file, cases, admitted, others } of suiteGroups) {
      expect({ file, admitted: restated.filter((each) => each === file).length }).toEqual({ file, admitted })
      expect({ file, isExplained: others !== undefined }).toEqual({ file, isExplained: admitted < cases })
    }
  })

  test('restates 69 of them', () => {
    expect(suiteGroups.reduce((sum, { admitted }) => sum + admitted, 0)).toBe(69)
  })
})

describe('where we differ on purpose', () => {
  test('a fact that nobody knows neither rejects the run nor counts as false: it is asked for', async () => {
    const policy = sound(
      documentOf([{ conditions: { any: [{ fact: 'it.isSigned', operator: 'equal', value: true }] } }]),
    )
    expect(await decide(smallWorld, policy, {})).toMatchObject({
      status: 'informationNeeded',
      missing: ['it.isSigned'],
    })
  })

  test('an empty "all" would hold there, and is refused here', () => {
    expect(parsePolicy(smallWorld, documentOf([{ conditions: { all: [] } }])).policy).toBeUndefined()
  })
})
