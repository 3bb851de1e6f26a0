import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '@parley/rules/compile/closures'
import { generate } from '@parley/rules/compile/generate'
import { decide, evaluateByEngine } from '@parley/rules/decide'
import type { Facts } from '@parley/rules/point'
import { type Condition, type Policy, parsePolicy } from '@parley/rules/policy'
import { describe, expect, test } from 'vitest'
import { smallWorld } from './rules-small-world.ts'

const wording = { partner: 'So it is.', possible: 'Try again.', staff: 'So it is.' }

function policyOf(conditions: unknown[], named: Record<string, unknown> = {}): unknown {
  return {
    point: 'smallWorld',
    version: 1,
    title: 'Traps',
    currency: 'USD',
    conditions: named,
    rules: conditions.map((condition, index) => ({
      id: `rule-${index}`,
      title: `Rule ${index}`,
      why: 'A trap.',
      source: 'json-rules-engine',
      audience: 'published',
      wording,
      priority: 10 - index,
      conditions: condition,
      event: { type: 'refuse', params: {} },
    })),
    otherwise: { event: { type: 'wait', params: {} }, wording },
  }
}

function sound(conditions: unknown[], named: Record<string, unknown> = {}): Policy {
  const { policy, findings } = parsePolicy(smallWorld, policyOf(conditions, named))
  if (!policy) throw new Error(JSON.stringify(findings))
  return policy
}

const isRefused = (condition: unknown) => parsePolicy(smallWorld, policyOf([condition])).policy === undefined

/** Whether a condition holds: json-rules-engine, closures and generated code have to say the same. */
async function holds(
  condition: Condition,
  facts: Facts,
  named: Record<string, unknown> = {},
): Promise<boolean | 'unknown'> {
  const policy = sound([condition], named)
  const { decision, open } = compile(smallWorld, policy).examine(facts)
  const engine = await evaluateByEngine(smallWorld, policy, facts)
  expect(engine).toEqual({ fired: decision.fired, open })
  const generated = generate(compile(smallWorld, policy).program)(facts)
  if (generated) expect(generated.certain.length).toBe(decision.fired.length)
  return open.length > 0 ? 'unknown' : decision.fired.length > 0
}

describe('mistakes that json-rules-engine’s own tests let pass', () => {
  test('an empty any or all would be true, so both are refused', () => {
    for (const empty of [{ any: [] }, { all: [] }, { not: { any: [] } }, { all: [{ any: [] }] }])
      expect(isRefused(empty)).toBe(true)
  })

  test('texts are equal only when they are the same text: no case, no space, no number makes another equal', async () => {
    const isZero = { fact: 'it.family', operator: 'equal', value: '0' }
    expect(await holds(isZero, { 'it.family': '0' })).toBe(true)
    for (const other of ['', ' 0', '00', '0.0', 'false', 'O'])
      expect(await holds(isZero, { 'it.family': other })).toBe(false)
  })

  test('a number is never a text: neither a policy nor facts may say 3 as "3"', async () => {
    expect(isRefused({ fact: 'it.people', operator: 'lessThan', value: '10' })).toBe(true)
    await expect(
      decide(smallWorld, sound([{ fact: 'it.people', operator: 'lessThan', value: 5 }]), { 'it.people': '3' }),
    ).rejects.toThrow(/it.people/)
  })

  test('numbers are compared as numbers: 9 is below 10', async () => {
    const below = { fact: 'it.amountMinor', operator: 'lessThan', value: 10 }
    expect(await holds(below, { 'it.amountMinor': 9 })).toBe(true)
    expect(await holds({ ...below, operator: 'greaterThan', value: 9 }, { 'it.amountMinor': 10 })).toBe(true)
  })

  test('"in" compares whole texts: no part of a listed text is in the list', async () => {
    expect(isRefused({ fact: 'it.family', operator: 'in', value: 'abc' })).toBe(true)
    const listed = { fact: 'it.family', operator: 'in', value: ['abc', 'b'] }
    expect(await holds(listed, { 'it.family': 'abc' })).toBe(true)
    for (const part of ['a', 'bc', 'ab', 'c']) expect(await holds(listed, { 'it.family': part })).toBe(false)
  })

  test('NaN and infinities reach neither policy nor facts', async () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(isRefused({ fact: 'it.people', operator: 'equal', value })).toBe(true)
      await expect(
        decide(smallWorld, sound([{ fact: 'it.people', operator: 'equal', value: 1 }]), { 'it.people': value }),
      ).rejects.toThrow(/it.people/)
    }
  })

  test('decorators over facts and values do not exist', () => {
    for (const operator of [
      'someFact:equal',
      'everyFact:equal',
      'someValue:equal',
      'everyValue:equal',
      'swap:lessThan',
      'not:equal',
    ])
      expect(isRefused({ fact: 'it.people', operator, value: 1 })).toBe(true)
  })

  test('one part of an all that does not hold is enough, wherever it stands', async () => {
    const yes = { fact: 'it.isSigned', operator: 'equal', value: true }
    const no = { fact: 'it.isNew', operator: 'equal', value: true }
    const facts = { 'it.isSigned': true, 'it.isNew': false }
    for (const parts of [[no], [no, yes], [yes, no], [yes, no, yes]]) {
      expect(await holds({ all: parts }, facts)).toBe(false)
      expect(await holds({ not: { all: parts } }, facts)).toBe(true)
      expect(await holds({ any: parts }, facts)).toBe(parts.length > 1)
    }
  })

  test('a condition that is used in several places means the same in each, negated or not', async () => {
    const named = { shared: { title: 'shared', any: [{ fact: 'it.people', operator: 'lessThan', value: 3 }] } }
    const uses = [
      { condition: 'shared' },
      { not: { condition: 'shared' } },
      { all: [{ condition: 'shared' }, { condition: 'shared' }] },
    ]
    for (const [people, held] of [
      [2, ['rule-0', 'rule-2']],
      [3, ['rule-1']],
    ] as const) {
      const decision = await decide(smallWorld, sound(uses, named), { 'it.people': people })
      expect(decision.fired).toEqual(held)
    }
    expect(await holds({ any: [{ condition: 'shared' }, { not: { condition: 'shared' } }] }, {}, named)).toBe('unknown')
  })
})

describe('missing facts', () => {
  const leaves = [
    { fact: 'it.labels', operator: 'doesNotContain', value: 'a' },
    { fact: 'it.labels', operator: 'contains', value: 'a' },
    { fact: 'it.family', operator: 'notIn', value: ['a'] },
    { fact: 'it.family', operator: 'notEqual', value: 'a' },
    { fact: 'it.people', operator: 'lessThan', value: 3 },
    { fact: 'it.people', operator: 'equal', value: { fact: 'it.formerPeople' } },
  ]

  test.each(leaves)('$operator of an unknown fact neither holds nor fails, and nor does its opposite', async (leaf) => {
    expect(await holds(leaf, {})).toBe('unknown')
    expect(await holds({ not: leaf }, {})).toBe('unknown')
    expect(await holds({ not: { not: leaf } }, {})).toBe('unknown')
  })

  test('undefined is unknown, and an inherited property is no fact', async () => {
    const leaf = leaves[4]!
    expect(await holds(leaf, { 'it.people': undefined } as never)).toBe('unknown')
    expect(await decide(smallWorld, sound([leaf]), Object.create({ 'it.people': 1 }))).toMatchObject({
      missing: ['it.people'],
    })
  })
})

test('two unknown texts may differ from each other and from all that the policy names', async () => {
  const texts = ['it.family', 'it.formerFamily']
  const neither = texts.map((fact) => ({ fact, operator: 'notIn', value: ['a', 'b'] }))
  const differ = { fact: 'it.family', operator: 'notEqual', value: { fact: 'it.formerFamily' } }
  expect(await decide(smallWorld, sound([{ all: [...neither, differ] }]), {})).toMatchObject({ missing: texts })
})

test('days are compared as days, in either direction', async () => {
  const before = { fact: 'it.startsOn', operator: 'lessThan', value: { fact: 'it.endsOn' } }
  expect(await holds(before, { 'it.startsOn': '2027-02-28', 'it.endsOn': '2027-03-01' })).toBe(true)
  expect(await holds(before, { 'it.startsOn': '2027-03-01', 'it.endsOn': '2027-03-01' })).toBe(false)
  expect(await holds({ ...before, value: '2027-03-01' }, { 'it.startsOn': '9999-12-31' })).toBe(false)
  expect(await holds({ ...before, operator: 'equal', value: '2028-02-29' }, { 'it.startsOn': '2028-02-29' })).toBe(true)
})

test('rules come in order of evaluation, however deep their conditions are', async () => {
  const leaf = { fact: 'it.isSigned', operator: 'equal', value: true }
  const policy = sound([{ all: [{ any: [{ all: [leaf] }] }] }, leaf, { all: [{ any: [leaf] }] }])
  for (const rule of policy.rules) Object.assign(rule, { priority: 5 })
  const { fired } = await decide(smallWorld, policy, { 'it.isSigned': true })
  expect(fired).toEqual(['rule-0', 'rule-1', 'rule-2'])
})

test('json-rules-engine is used in one file only, with a path resolver that is never jsonpath-plus', () => {
  const folder = join(import.meta.dirname, '../../packages/rules/src')
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  )
  expect(sources.length).toBeGreaterThan(40)
  const using = sources.filter((file) =>
    /from 'json-rules-engine'|jsonpath/.test(readFileSync(join(folder, file), 'utf8')),
  )
  expect(using).toEqual(['decide.ts'])
  const text = readFileSync(join(folder, 'decide.ts'), 'utf8')
  expect(text.match(/new Engine\(/g)).toHaveLength(1)
  expect(text).toContain('new Engine([], { pathResolver: refusePath })')
})
