import { parsePolicy } from '@parley/rules/policy'
import { describe, expect, test } from 'vitest'
import { Random } from './rules-random.ts'
import { randomPolicy, smallWorld } from './rules-small-world.ts'

type Json = Record<string, unknown>

const deepest = (depth: number, open: string, close: string, inside = '') =>
  open.repeat(depth) + inside + close.repeat(depth)
const leaf = { fact: 'it.people', operator: 'lessThan', value: 3 }

/** A sound policy with one rule of this condition. */
function withCondition(conditions: unknown, named: Json = {}): Json {
  const rule = {
    id: 'only',
    title: 'Only rule',
    why: 'To be tried.',
    source: 'Nowhere',
    audience: 'published',
    wording: { partner: 'No.', possible: 'Later.', staff: 'No.' },
    priority: 1,
    conditions,
    event: { type: 'refuse', params: {} },
  }
  return {
    point: 'smallWorld',
    version: 1,
    title: 'Tried',
    currency: 'USD',
    parameters: {},
    conditions: named,
    rules: [rule],
    otherwise: { event: { type: 'wait', params: {} }, wording: { partner: 'Wait.', staff: 'Wait.' } },
  }
}

/** The same policy with something else in one place of its only rule. */
function withRule(change: Json): Json {
  const policy = withCondition(leaf) as { rules: Json[] }
  return { ...policy, rules: [{ ...policy.rules[0], ...change }] }
}

const chain = (length: number) =>
  Object.fromEntries(
    Array.from({ length }, (_, index) => [
      `c${index}`,
      { title: 'again', any: index === 0 ? [leaf] : [{ condition: `c${index - 1}` }, { condition: `c${index - 1}` }] },
    ]),
  )

const at = '/rules/0/conditions'
const refused: [what: string, policy: unknown, pointer: string, message: RegExp][] = [
  [
    'a path',
    withCondition({ ...leaf, path: '$..[?(@.constructor.constructor("process.exit()")())]' }),
    `${at}/path`,
    /"path" doesn't belong here/,
  ],
  ['a path at the root', withCondition({ all: [leaf], path: '$' }), `${at}/path`, /doesn't belong/],
  ['params of a fact', withCondition({ ...leaf, params: { a: 1 } }), `${at}/params`, /doesn't belong/],
  [
    'a priority on a condition',
    withCondition({ all: [{ ...leaf, priority: 5 }] }),
    `${at}/all/0/priority`,
    /doesn't belong/,
  ],
  ['a name on a condition', withCondition({ any: [leaf], name: 'x' }), `${at}/name`, /doesn't belong/],
  ['an unknown fact', withCondition({ ...leaf, fact: 'it.peeple' }), `${at}/fact`, /no fact "it.peeple"/],
  ['a fact of Object.prototype', withCondition({ ...leaf, fact: 'toString' }), `${at}/fact`, /no fact "toString"/],
  ['an empty fact name', withCondition({ ...leaf, fact: '' }), `${at}/fact`, /empty/],
  ['an unknown operator', withCondition({ ...leaf, operator: 'matches' }), `${at}/operator`, /"matches" can't be used/],
  ['a decorator', withCondition({ ...leaf, operator: 'not:lessThan' }), `${at}/operator`, /can't be used/],
  [
    '2,000 decorators',
    withCondition({ ...leaf, operator: `${'not:'.repeat(2000)}lessThan` }),
    `${at}/operator`,
    /more than 80 characters/,
  ],
  ['an operator of another kind', withCondition({ ...leaf, operator: 'contains' }), `${at}/operator`, /can't be used/],
  ['an empty all', withCondition({ all: [] }), `${at}/all`, /"all" is empty/],
  ['an empty any', withCondition({ any: [] }), `${at}/any`, /"any" is empty/],
  ['not of an empty any', withCondition({ not: { any: [] } }), `${at}/not/any`, /"any" is empty/],
  ['all and any in one node', withCondition({ all: [leaf], any: [leaf] }), `${at}/any`, /doesn't belong/],
  ['a condition that is nothing', withCondition({}), at, /not a condition/],
  ['a condition that is a text', withCondition('true'), at, /can't have this value|should be/],
  ['a condition that is a list', withCondition([leaf]), at, /not a condition|should be/],
  [
    'in with a text',
    withCondition({ fact: 'it.family', operator: 'in', value: 'abc' }),
    `${at}/value`,
    /"in" needs a list/,
  ],
  [
    'in with an empty list',
    withCondition({ fact: 'it.family', operator: 'in', value: [] }),
    `${at}/value`,
    /empty|can't have/,
  ],
  [
    'in with a list that repeats',
    withCondition({ fact: 'it.family', operator: 'in', value: ['a', 'a'] }),
    `${at}/value`,
    /twice/,
  ],
  [
    'a choice that does not exist',
    withCondition({ fact: 'it.grade', operator: 'equal', value: 'top' }),
    `${at}/value`,
    /"top" can't be a value/,
  ],
  ['a number as text', withCondition({ ...leaf, value: '3' }), `${at}/value`, /"3" can't be a value/],
  ['NaN as text', withCondition({ ...leaf, value: 'NaN' }), `${at}/value`, /"NaN" can't be a value/],
  ['NaN', withCondition({ ...leaf, value: Number.NaN }), `${at}/value`, /can't have this value|should be/],
  [
    'Infinity',
    withCondition({ ...leaf, value: Number.POSITIVE_INFINITY }),
    `${at}/value`,
    /can't have this value|should be/,
  ],
  ['a fraction', withCondition({ ...leaf, value: 2.5 }), `${at}/value`, /2.5 can't be a value/],
  ['null', withCondition({ ...leaf, value: null }), `${at}/value`, /can't have this value/],
  ['a number past the maximum', withCondition({ ...leaf, value: 7 }), `${at}/value`, /7 can't be a value/],
  [
    '2^63 of money',
    withCondition({ fact: 'it.amountMinor', operator: 'equal', value: 2 ** 63 }),
    `${at}/value`,
    /can't be a value/,
  ],
  [
    'a day that is none',
    withCondition({ fact: 'it.endsOn', operator: 'equal', value: '2027-02-29' }),
    `${at}/value`,
    /can't be a value/,
  ],
  [
    'a moment instead of a day',
    withCondition({ fact: 'it.endsOn', operator: 'equal', value: '2027-02-28T00:00:00Z' }),
    `${at}/value`,
    /can't be a value/,
  ],
  [
    'a comparison with itself',
    withCondition({ ...leaf, value: { fact: 'it.people' } }),
    `${at}/value`,
    /compared with itself/,
  ],
  [
    'a fact of another kind',
    withCondition({ ...leaf, value: { fact: 'it.amountMinor' } }),
    `${at}/value`,
    /can't be compared/,
  ],
  ['a fact of another unit', withCondition({ ...leaf, value: { fact: 'it.daysLeft' } }), `${at}/value`, /counts days/],
  [
    'a fact and a path in a value',
    withCondition({ ...leaf, value: { fact: 'it.formerPeople', path: '$' } }),
    `${at}/value/path`,
    /doesn't belong/,
  ],
  [
    'a parameter that does not exist',
    withCondition({ ...leaf, value: { parameter: 'valueOf' } }),
    `${at}/value`,
    /no parameter "valueOf"/,
  ],
  [
    'a condition that does not exist',
    withCondition({ condition: 'hasOwnProperty' }),
    `${at}/condition`,
    /no condition/,
  ],
  [
    'a condition that refers to itself',
    withCondition({ condition: 'a' }, { a: { title: 'a', not: { condition: 'a' } } }),
    '/conditions/a',
    /a → a/,
  ],
  [
    'a circle of conditions',
    withCondition(leaf, {
      a: { title: 'a', any: [leaf, { condition: 'b' }] },
      b: { title: 'b', all: [{ condition: 'c' }] },
      c: { title: 'c', not: { condition: 'a' } },
    }),
    '/conditions/a',
    /a → b → c → a/,
  ],
  [
    'conditions that double forty times',
    withCondition({ condition: 'c39' }, chain(40)),
    '/conditions/c16',
    /deeper than 16 levels/,
  ],
  [
    'conditions that double twelve times',
    withCondition({ condition: 'c11' }, chain(12)),
    at,
    /more than 2000 comparisons/,
  ],
  [
    'nesting of 25',
    withCondition(JSON.parse(`${deepest(25, '{"not":', '}', JSON.stringify(leaf))}`)),
    at,
    /deeper than 16 levels/,
  ],
  [
    'an event called error',
    withRule({ event: { type: 'error', params: {} } }),
    '/rules/0/event/type',
    /no outcome "error"/,
  ],
  [
    'an event called success',
    withRule({ event: { type: 'success', params: {} } }),
    '/rules/0/event/type',
    /no outcome "success"/,
  ],
  [
    'an event called constructor',
    withRule({ event: { type: 'constructor', params: {} } }),
    '/rules/0/event/type',
    /no outcome/,
  ],
  [
    'an event with other keys',
    withRule({ event: { type: 'refuse', params: {}, run: 'rm' } }),
    '/rules/0/event/run',
    /doesn't belong/,
  ],
  [
    'a parameter that the outcome does not have',
    withRule({ event: { type: 'refuse', params: { days: 1 } } }),
    '/rules/0/event/params/days',
    /has no "days"/,
  ],
  [
    'a missing parameter of the outcome',
    withRule({ event: { type: 'grant', params: {} } }),
    '/rules/0/event/params',
    /needs "days"/,
  ],
  [
    'a parameter of the outcome out of bounds',
    withRule({ event: { type: 'grant', params: { days: 10 } } }),
    '/rules/0/event/params/days',
    /10 can't be/,
  ],
  ['an id with a space', withRule({ id: 'two words' }), '/rules/0/id', /not written as expected/],
  ['a rule called otherwise', withRule({ id: 'otherwise' }), '/rules/0/id', /no rule holds/],
  ['priority 0', withRule({ priority: 0 }), '/rules/0/priority', /less than 1/],
  ['priority "5"', withRule({ priority: '5' }), '/rules/0/priority', /should be a/],
  ['a success handler', withRule({ onSuccess: 'x => x' }), '/rules/0/onSuccess', /doesn't belong/],
  [
    'a refusal that leaves nothing possible',
    withRule({ wording: { partner: 'No.', staff: 'No.' } }),
    '/rules/0/wording/possible',
    /says what is possible/,
  ],
  [
    'a wording with code',
    withRule({ wording: { partner: '{{7*7}}', possible: 'x', staff: 'x' } }),
    '/rules/0/wording/partner',
    /can't be filled in/,
  ],
  [
    'a wording with an unknown fact',
    withRule({ wording: { partner: '{it.peeple}', possible: 'x', staff: 'x' } }),
    '/rules/0/wording/partner',
    /no fact "it.peeple"/,
  ],
  ['a right-to-left override', withRule({ title: 'Approve\u202eevorppa' }), '/rules/0/title', /U\+202E/],
  [
    'a zero-width space in a list',
    withCondition({ fact: 'it.family', operator: 'in', value: ['a\u200b'] }),
    `${at}/value/0`,
    /U\+200B/,
  ],
  ['a soft hyphen', withRule({ why: 'co\u00adop' }), '/rules/0/why', /U\+00AD/],
  ['NUL', withRule({ why: 'a\u0000b' }), '/rules/0/why', /U\+0000/],
  ['half a surrogate pair', withRule({ why: 'a\ud800b' }), '/rules/0/why', /U\+D800/],
  ['a text that is too long', withRule({ why: 'x'.repeat(2001) }), '/rules/0/why', /more than 2000 characters/],
  ['__proto__ as a key', JSON.parse('{"__proto__": {"point": "smallWorld"}}'), '/__proto__', /can't be used as a name/],
  [
    'constructor as a parameter',
    { ...withCondition(leaf), parameters: { constructor: {} } },
    '/parameters/constructor',
    /can't be used as a name/,
  ],
  ['another point', { ...withCondition(leaf), point: 'registration' }, '/point', /not for "smallWorld"/],
  ['a currency that does not exist', { ...withCondition(leaf), currency: 'XYZ' }, '/currency', /not a currency/],
  ['no rules', { ...withCondition(leaf), rules: [] }, '/rules', /"rules" is empty/],
  [
    '501 rules',
    { ...withCondition(leaf), rules: Array(501).fill((withCondition(leaf) as { rules: Json[] }).rules[0]) },
    '/rules',
    /more than 500 entries/,
  ],
  [
    'two rules with one id',
    { ...withCondition(leaf), rules: Array(2).fill((withCondition(leaf) as { rules: Json[] }).rules[0]) },
    '/rules/1/id',
    /Two rules/,
  ],
  [
    'a favourable otherwise',
    {
      ...withCondition(leaf),
      otherwise: { event: { type: 'share', params: {} }, wording: { partner: 'x', staff: 'x' } },
    },
    '/otherwise/event/type',
    /must be a careful one/,
  ],
  ['a text', 'policy', '', /"document" should be/],
  ['null', null, '', /"document" should be|missing/],
  ['a list', [], '', /"document" should be/],
  ['nothing', undefined, '', /missing/],
]

describe('a hostile policy is refused with its place and a mend', () => {
  test('while the policy that they are made from is sound', () => {
    expect(parsePolicy(smallWorld, withCondition(leaf)).findings).toEqual([])
  })

  test.each(refused)('%s', (_, policy, pointer, message) => {
    const result = parsePolicy(smallWorld, policy)
    expect(result.policy).toBeUndefined()
    const finding = result.findings.find((each) => each.pointer === pointer)
    expect(finding, JSON.stringify(result.findings)).toBeDefined()
    expect(finding!.message).toMatch(message)
    expect(finding!.mend).toMatch(/\S/)
    for (const each of result.findings) expect(each.message).not.toMatch(/invalid|expected string|received/i)
  })

  test('100,000 conditions in one list', () => {
    const { findings } = parsePolicy(smallWorld, withCondition({ any: Array(100_000).fill(leaf) }))
    expect(findings[0]?.message).toMatch(/more than 100000 values/)
  })

  test('a value nested 100,000 deep exhausts no stack', () => {
    let nested: unknown = leaf
    for (let depth = 0; depth < 100_000; depth++) nested = { not: nested }
    expect(parsePolicy(smallWorld, withCondition(nested)).findings[0]?.message).toMatch(/deeper than 32 levels/)
  })

  test('nothing reaches a prototype', () => {
    for (const [, policy] of refused) parsePolicy(smallWorld, policy)
    expect(({} as Json).point).toBeUndefined()
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})

describe('a policy with one random change', () => {
  test('is refused with places that exist or could, or is sound, and never throws', () => {
    const random = new Random(11)
    const odd = [null, -1, 1.5, '', '__proto__', [], {}, { fact: 'it.people' }, 'x'.repeat(3000), true, { all: [] }]
    let refusals = 0
    for (let run = 0; run < 3_000; run++) {
      const policy = structuredClone(randomPolicy(random)) as unknown as Json
      let place = policy
      for (;;) {
        const key = random.pick(Object.keys(place))
        const next = place[key]
        if (typeof next === 'object' && next !== null && Object.keys(next).length > 0 && random.chance(0.85)) {
          place = next as Json
          continue
        }
        if (random.chance(0.5)) place[key] = random.pick(odd)
        else delete place[key]
        break
      }
      const { policy: parsed, findings } = parsePolicy(smallWorld, policy)
      if (parsed) continue
      refusals++
      expect(findings.length).toBeGreaterThan(0)
      for (const finding of findings) expect(finding.message, JSON.stringify(finding)).not.toMatch(/invalid|received/i)
    }
    expect(refusals).toBeGreaterThan(1_000)
  })
})
