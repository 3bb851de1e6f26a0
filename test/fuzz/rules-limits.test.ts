import { compile } from '@parley/rules/compile/closures'
import { decide } from '@parley/rules/decide'
import { whatWouldChange } from '@parley/rules/explain/what-would-change'
import { definePoint, type FactDefinition, type Facts } from '@parley/rules/point'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import { whatMatters } from '@parley/rules/what-matters'
import { describe, expect, test } from 'vitest'

const grades = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`g${index}`, `Grade ${index}`]))
const fact = (title: string): FactDefinition => ({
  kind: 'choice',
  values: grades,
  title,
  knownTo: 'partner',
  changeableBy: 'partner',
})
const numbers = Array.from({ length: 14 }, (_, index) => index)

/** Facts in pairs, first all left ones and then all right ones: the order in which diagrams of equalities explode. */
const pairs = definePoint({
  id: 'pairs',
  title: 'Pairs',
  question: 'Are all pairs equal?',
  hitPolicy: 'first',
  facts: Object.fromEntries(
    ['left', 'right'].flatMap((side) => numbers.map((index) => [`${side}.n${index}`, fact(`${side} ${index}`)])),
  ),
  outcomes: {
    grant: { title: 'Granted', favour: 2, careful: false, parameters: {} },
    wait: { title: 'Waiting', favour: 0, careful: true, parameters: {} },
    refuse: { title: 'Refused', favour: -1, careful: true, parameters: {} },
  },
})

const wording = { partner: 'So it is.', possible: 'Try again.', staff: 'So it is.' }
const rule = (id: string, priority: number, type: string, conditions: unknown) => ({
  id,
  title: id,
  why: 'A limit.',
  source: 'None',
  audience: 'published',
  wording,
  priority,
  conditions,
  event: { type, params: {} },
})
const isFirstGrade = (side: string) =>
  numbers.map((index) => ({ fact: `${side}.n${index}`, operator: 'equal', value: 'g0' }))

const { policy, findings } = parsePolicy(pairs, {
  point: 'pairs',
  version: 1,
  title: 'Pairs',
  currency: 'USD',
  rules: [
    rule('all-first', 9, 'wait', { all: [...isFirstGrade('left'), ...isFirstGrade('right')] }),
    rule('all-equal', 5, 'grant', {
      all: numbers.map((index) => ({ fact: `left.n${index}`, operator: 'equal', value: { fact: `right.n${index}` } })),
    }),
  ],
  otherwise: { event: { type: 'refuse', params: {} }, wording },
})

describe('a policy whose completions can’t be gone through', () => {
  const sided = (side: string): Facts =>
    Object.fromEntries(numbers.map((index) => [`${side}.n${index}`, `g${index % 8}`]))

  test('is sound', () => {
    expect(findings).toEqual([])
  })

  test('still asks for every fact that matters', async () => {
    const decision = await decide(pairs, policy as Policy, {})
    const missing = decision.status === 'informationNeeded' ? decision.missing : []
    expect(missing.toSorted()).toEqual(Object.keys(pairs.facts).sort())
  })

  test('leaves out what a known fact has settled', async () => {
    const { 'left.n3': _, ...left } = sided('left')
    const decision = await decide(pairs, policy as Policy, { ...left, ...sided('right'), 'right.n4': 'g5' })
    expect(decision).toMatchObject({ status: 'decided', outcome: { type: 'refuse' } })
  })

  test('comes to an end, whatever is asked of it', () => {
    expect(compile(pairs, policy as Policy).decide({}).status).toBe('informationNeeded')
    expect(whatMatters(pairs, policy as Policy, sided('left')).length).toBeGreaterThan(0)
    const facts = { ...sided('left'), ...sided('right'), 'right.n4': 'g5', 'right.n5': 'g6' }
    expect(whatWouldChange(pairs, policy as Policy, facts, 'staff', 'en-US').length).toBeLessThanOrEqual(3)
  })
})
