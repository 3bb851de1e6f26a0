import {
  type HostileDocument,
  indexes,
  type Json,
  leaf,
  nested,
  withCondition,
  withDerived,
  withParameter,
  withRule,
  withTop,
} from './documents.ts'

const longName = (index: number) => `it.${'peeple'.repeat(12)}${index}`
const at = '/rules/0/conditions'
const manyRules = (count: number, change: (index: number) => Json = () => ({})) =>
  withTop({
    rules: indexes(count).map((index) => ({
      ...(withRule({ id: `rule-${index}`, ...change(index) }) as { rules: Json[] }).rules[0],
    })),
  })

/** The same object so many times: as JSON it would be beyond all bounds, in memory it is small. */
function shared(depth: number): unknown {
  let value: unknown = leaf
  for (let level = 0; level < depth; level++) value = { all: [value, value] }
  return value
}

function inCircle(): unknown {
  const circle: Json = {}
  circle.not = circle
  return circle
}

/** Documents of a size or depth beyond all reason, and those whose mistakes are that many. Made when asked for. */
export const hostileSizes: readonly HostileDocument[] = [
  [
    '100,000 rules',
    withTop({ rules: new Array(100_000).fill((withCondition(leaf) as { rules: Json[] }).rules[0]) }),
    '',
    /more than 100000 values/,
  ],
  ['501 rules that differ', manyRules(501), '/rules', /more than 500 entries/],
  ['a text of 10 MB', withRule({ why: 'x'.repeat(10_000_000) }), '/rules/0/why', /more than 2000 characters/],
  [
    '1,000 texts of 10 KB',
    manyRules(500, () => ({ why: 'x'.repeat(10_000), title: 'y'.repeat(10_000) })),
    '/rules/0/title',
    /more than 2000 characters/,
  ],
  ['a key of 10 MB', withTop({ ['x'.repeat(10_000_000)]: 1 }), '', /more than 200 characters/],
  [
    '50,000 keys that nobody knows',
    withTop(Object.fromEntries(indexes(50_000).map((index) => [`key${index}`, 1]))),
    '',
    /more than 500 names/,
  ],
  [
    '450 keys that nobody knows',
    withTop(Object.fromEntries(indexes(450).map((index) => [`key${index}`, 1]))),
    '/key0',
    /doesn't belong/,
  ],
  [
    '450 names of parameters that are none',
    withTop({ parameters: Object.fromEntries(indexes(450).map((index) => [`A${index}`, 1])) }),
    '/parameters/A0',
    /can't be used as a name/,
  ],
  [
    '50,000 parameters',
    withTop({ parameters: Object.fromEntries(indexes(50_000).map((index) => [`a${index}`, 1])) }),
    '/parameters',
    /more than 500 names/,
  ],
  [
    'one condition 100,000 deep',
    withCondition(nested(100_000, (inner) => ({ not: inner }), leaf)),
    `${at}${'/not'.repeat(29)}`,
    /deeper than 32 levels/,
  ],
  [
    'a list 100,000 deep for a value',
    withCondition({ ...leaf, value: nested(100_000, (inner) => [inner], 1) }),
    `${at}/value${'/0'.repeat(28)}`,
    /deeper than 32 levels/,
  ],
  [
    'conditions 14 deep that repeat an object, 2^14 times',
    withCondition(shared(14)),
    '',
    /more than 20000 lists and objects/,
  ],
  [
    'conditions 25 deep that repeat an object',
    withCondition(shared(25)),
    `${at}${'/all/0'.repeat(14)}/all`,
    /deeper than 32 levels/,
  ],
  ['an object within itself', withCondition(inCircle()), `${at}${'/not'.repeat(29)}`, /deeper than 32 levels/],
  ['19,000 comparisons', withCondition({ any: indexes(19_000).map(() => leaf) }), at, /more than 2000 comparisons/],
  [
    '19,000 comparisons of facts that do not exist',
    withCondition({ any: indexes(19_000).map((index) => ({ ...leaf, fact: longName(index) })) }),
    at,
    /more than 2000 comparisons/,
  ],
  [
    '19,000 unknown facts in a named condition',
    withCondition(leaf, {
      all: { title: 'all', any: indexes(19_000).map((index) => ({ ...leaf, fact: longName(index) })) },
    }),
    '/conditions/all/any/0/fact',
    /no fact/,
  ],
  [
    '2,000 comparisons with unknown parameters',
    withCondition({
      any: indexes(2_000).map((index) => ({ ...leaf, value: { parameter: `p${'x'.repeat(70)}${index}` } })),
    }),
    `${at}/any/0/value`,
    /no parameter/,
  ],
  [
    '19,000 references to conditions that do not exist',
    withCondition({ any: indexes(19_000).map((index) => ({ condition: `c${index}` })) }),
    `${at}/any/0/condition`,
    /no condition/,
  ],
  [
    '1,000 wordings of 500 placeholders',
    manyRules(500, () => ({
      wording: { partner: '{a.b}'.repeat(400), possible: '{a.c}'.repeat(400), staff: '{a.d}'.repeat(400) },
    })),
    '/rules/0/wording/partner',
    /no fact "a.b"/,
  ],
  [
    '45 lists of 2,000 in a list',
    withCondition({
      any: indexes(45).map(() => ({
        fact: 'it.people',
        operator: 'equal',
        value: indexes(2_000).map((index) => `v${index}`),
      })),
    }),
    `${at}/any/0/value`,
    /can't be a value/,
  ],
  [
    'a list of 2,000 texts of 2,000 letters',
    withCondition({ ...leaf, value: indexes(2_000).map((index) => `${index}`.padEnd(2_000, 'x')) }),
    `${at}/value`,
    /can't be a value/,
  ],
  [
    'a list of 90,000',
    withCondition({ fact: 'it.family', operator: 'in', value: indexes(90_000).map(String) }),
    `${at}/value`,
    /./,
  ],
  [
    '50 derived facts of 50 facts that do not exist',
    withDerived(
      Object.fromEntries(
        indexes(50).map((index) => [
          `d${index}`,
          { title: 'x', sum: indexes(50).map((each) => ({ fact: longName(each) })) },
        ]),
      ),
    ),
    '/derived/d0/sum/0/fact',
    /no fact/,
  ],
  [
    '500 rules, all with one id',
    withTop({ rules: new Array(500).fill((withCondition(leaf) as { rules: Json[] }).rules[0]) }),
    '/rules/1/id',
    /Two rules/,
  ],
  [
    'a set of 2,000 texts of 2,000 letters, one of them twice',
    withParameter({
      title: 'it',
      kind: 'set',
      value: indexes(2_000).map((index) => `${index === 1_999 ? 0 : index}`.padEnd(2_000, 'x')),
    }),
    '/parameters/it/value',
    /twice/,
  ],
  [
    'a chain of 200 conditions',
    withCondition(
      { condition: 'c199' },
      Object.fromEntries(
        indexes(200).map((index) => [
          `c${index}`,
          { title: 'c', not: index === 0 ? leaf : { condition: `c${index - 1}` } },
        ]),
      ),
    ),
    '/conditions/c15',
    /deeper than 16 levels/,
  ],
  [
    'a circle of 200 conditions',
    withCondition(
      { condition: 'c0' },
      Object.fromEntries(
        indexes(200).map((index) => [`c${index}`, { title: 'c', not: { condition: `c${(index + 1) % 200}` } }]),
      ),
    ),
    '/conditions/c0',
    /refers to itself/,
  ],
  [
    'conditions that no rule uses, and that would make 900^13 comparisons',
    withCondition(
      leaf,
      Object.fromEntries(
        indexes(14).map((index) => [
          `t${index}`,
          index === 0
            ? { title: 't', ...leaf }
            : { title: 't', any: indexes(900).map(() => ({ condition: `t${index - 1}` })) },
        ]),
      ),
    ),
    '/conditions/t2',
    /more than 2000 comparisons/,
  ],
  [
    '200 conditions that each name 90 others',
    withCondition(
      leaf,
      Object.fromEntries(
        indexes(200).map((index) => [
          `c${index}`,
          index === 0
            ? { title: 'c', ...leaf }
            : { title: 'c', any: indexes(90).map((each) => ({ condition: `c${each % index}` })) },
        ]),
      ),
    ),
    '/conditions/c2',
    /more than 2000 comparisons/,
  ],
]
