import { documentOf, leaf } from './policy-of.ts'

/** A document that json-rules-engine rejects, when it is loaded or only when it is run; here it is refused at once. */
export type RefusalCase = { file: string; says: string; document: unknown; pointer: string }

const sound = leaf('it.people', 'lessThan', 3)
const at = '/rules/0/conditions'
const condition = (conditions: unknown) => documentOf([{ conditions }])

function without(key: string, of: object): object {
  const { [key]: _, ...rest } = of as Record<string, unknown>
  return rest
}

function withRule(change: (rule: object) => object): unknown {
  const document = condition(sound) as { rules: object[] }
  return { ...document, rules: document.rules.map(change) }
}

const conditions = 'condition.test.js'
const rule = 'rule.test.js'
export const refusalCases: readonly RefusalCase[] = [
  {
    file: conditions,
    says: '"all" that is no list',
    document: condition({ all: { foo: true } }),
    pointer: `${at}/all`,
  },
  { file: conditions, says: '"not" that is a list', document: condition({ not: [sound] }), pointer: `${at}/not` },
  { file: conditions, says: 'a condition that is nothing', document: condition(undefined), pointer: at },
  {
    file: conditions,
    says: 'a comparison without an operator',
    document: condition({ all: [without('operator', sound)] }),
    pointer: `${at}/all/0/operator`,
  },
  {
    file: conditions,
    says: 'a comparison without a fact',
    document: condition({ all: [without('fact', sound)] }),
    pointer: `${at}/all/0`,
  },
  {
    file: conditions,
    says: 'a comparison without a value',
    document: condition({ all: [without('value', sound)] }),
    pointer: `${at}/all/0/value`,
  },
  {
    file: conditions,
    says: 'a mistake two levels down',
    document: condition({ all: [sound, { any: [without('fact', sound), sound] }] }),
    pointer: `${at}/all/1/any/0`,
  },
  {
    file: 'engine-condition.test.js',
    says: 'a named condition that is none',
    document: documentOf([{ conditions: sound }], { test: { foo: true } }),
    pointer: '/conditions/test',
  },
  {
    file: 'engine-condition.test.js',
    says: 'the name of a condition that is not there',
    document: condition({ all: [{ condition: 'many' }, sound] }),
    pointer: `${at}/all/0/condition`,
  },
  {
    file: 'engine-operator.test.js',
    says: 'an operator that is not there',
    document: condition({ any: [{ ...sound, operator: 'unknown-operator' }] }),
    pointer: `${at}/any/0/operator`,
  },
  {
    file: 'engine.test.js',
    says: 'a rule without conditions',
    document: withRule((each) => without('conditions', each)),
    pointer: at,
  },
  {
    file: 'engine.test.js',
    says: 'a rule without an event',
    document: withRule((each) => without('event', each)),
    pointer: '/rules/0/event',
  },
  {
    file: rule,
    says: 'an event that is nothing',
    document: withRule((each) => ({ ...each, event: undefined })),
    pointer: '/rules/0/event',
  },
  {
    file: rule,
    says: 'an event without a type',
    document: withRule((each) => ({ ...each, event: { params: {} } })),
    pointer: '/rules/0/event/type',
  },
  {
    file: rule,
    says: 'an event that is null',
    document: withRule((each) => ({ ...each, event: null })),
    pointer: '/rules/0/event',
  },
  {
    file: rule,
    says: 'an event with an empty type',
    document: withRule((each) => ({ ...each, event: { type: '', params: {} } })),
    pointer: '/rules/0/event/type',
  },
  { file: rule, says: 'conditions that are none', document: condition({ foo: true }), pointer: at },
  {
    file: rule,
    says: 'a priority below 1',
    document: withRule((each) => ({ ...each, priority: 0 })),
    pointer: '/rules/0/priority',
  },
]

/** Documents of its tests that it loads, and so do we. */
export const admissionCases = [
  { file: conditions, says: '"not" of a single comparison', document: condition({ not: sound }) },
  {
    file: conditions,
    says: 'conditions in conditions',
    document: condition({
      all: [
        sound,
        leaf('it.amountMinor', 'greaterThanInclusive', 4),
        { any: [leaf('it.family', 'equal', 'a'), leaf('it.formerPeople', 'greaterThanInclusive', 5)] },
      ],
    }),
  },
] as const
