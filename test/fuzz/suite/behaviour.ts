import type { Facts } from '@parley/rules/point'
import { leaf, type SuiteRule } from './policy-of.ts'

/** A case in which rules are run: for each document of facts, the rules that hold, in order of evaluation. */
export type BehaviourCase = {
  file: string
  says: string
  rules: readonly SuiteRule[]
  named?: Record<string, unknown>
  runs: readonly (readonly [facts: Facts, holding: readonly string[]])[]
}

const people = (operator: string, value: unknown) => leaf('it.people', operator, value)
const former = (operator: string, value: unknown) => leaf('it.formerPeople', operator, value)
const amount = (operator: string, value: unknown) => leaf('it.amountMinor', operator, value)
const family = (operator: string, value: unknown) => leaf('it.family', operator, value)
const labels = (operator: string, value: unknown) => leaf('it.labels', operator, value)
const signed = leaf('it.isSigned', 'equal', true)
const isNew = leaf('it.isNew', 'equal', true)
const yes = ['rule-0']
const no: readonly string[] = []
const one = (conditions: unknown): SuiteRule[] => [{ conditions }]

const all = 'engine-all.test.js'
const any = 'engine-any.test.js'
const not = 'engine-not.test.js'
const nested = 'engine-recusive-rules.test.js'
const references = 'engine-condition.test.js'
const operators = 'condition.test.js'
const runs = 'engine-run.test.js'
const events = 'engine-event.test.js'

const between = { all: [people('lessThan', 5), people('greaterThan', 2)] }
const smallOrYoung = { any: [people('lessThan', 5), family('equal', 'b')] }
const middle = {
  all: [
    people('lessThan', 6),
    people('greaterThan', 2),
    { any: [amount('lessThanInclusive', 100), former('lessThanInclusive', 3)] },
  ],
}
const oldOrPoor = {
  any: [
    people('lessThan', 5),
    people('equal', 5),
    { all: [amount('lessThanInclusive', 100), former('lessThanInclusive', 3)] },
  ],
}
const thrice = {
  any: [{ all: [{ any: [amount('lessThanInclusive', 100)] }, former('lessThanInclusive', 3)] }],
}
const twiceNot = { not: { not: people('lessThan', 6) } }
const outerNot = {
  not: { all: [people('lessThan', 6), people('greaterThan', 2), { not: amount('lessThanInclusive', 100) }] },
}
const advanced = {
  any: [
    people('greaterThanInclusive', 5),
    signed,
    { all: [family('in', ['a', 'b']), leaf('it.grade', 'notEqual', 'low')] },
  ],
}
const grant = { type: 'grant', params: { days: 7 } }
const twoAges = [
  { conditions: { any: [people('greaterThanInclusive', 2)] } },
  { conditions: { any: [people('greaterThanInclusive', 5)] } },
]

/** An operator at the values on both sides of where it turns. */
function turning(operator: string, below: boolean, at: boolean, above: boolean): BehaviourCase {
  return {
    file: operators,
    says: `"${operator}" just below, at and just above what it compares with`,
    rules: one(people(operator, 4)),
    runs: [
      [{ 'it.people': 3 }, below ? yes : no],
      [{ 'it.people': 4 }, at ? yes : no],
      [{ 'it.people': 5 }, above ? yes : no],
    ],
  }
}

const operatorCases: readonly BehaviourCase[] = [
  turning('equal', false, true, false),
  turning('notEqual', true, false, true),
  turning('lessThan', true, false, false),
  turning('lessThanInclusive', true, true, false),
  turning('greaterThan', false, false, true),
  turning('greaterThanInclusive', false, true, true),
  {
    file: operators,
    says: '"in" holds for a listed text and no other',
    rules: one(family('in', ['a', 'b', 'c'])),
    runs: [
      [{ 'it.family': 'c' }, yes],
      [{ 'it.family': 'd' }, no],
    ],
  },
  {
    file: operators,
    says: '"notIn" holds for a text that is not listed',
    rules: one(family('notIn', ['a', 'b', 'c'])),
    runs: [
      [{ 'it.family': 'c' }, no],
      [{ 'it.family': 'd' }, yes],
    ],
  },
  {
    file: operators,
    says: '"contains" holds for a set with the text',
    rules: one(labels('contains', 'b')),
    runs: [
      [{ 'it.labels': ['a', 'b', 'c'] }, yes],
      [{ 'it.labels': ['a', 'c'] }, no],
    ],
  },
  {
    file: operators,
    says: '"doesNotContain" holds for a set without the text',
    rules: one(labels('doesNotContain', 'b')),
    runs: [
      [{ 'it.labels': ['a', 'b', 'c'] }, no],
      [{ 'it.labels': ['a', 'c'] }, yes],
    ],
  },
]

const nestedCases: readonly BehaviourCase[] = [
  {
    file: nested,
    says: 'an "any" inside an "all" is met',
    rules: one(middle),
    runs: [[{ 'it.people': 3, 'it.amountMinor': 30, 'it.formerPeople': 2 }, yes]],
  },
  {
    file: nested,
    says: 'an "any" inside an "all" fails',
    rules: one(middle),
    runs: [[{ 'it.people': 3, 'it.amountMinor': 200, 'it.formerPeople': 8 }, no]],
  },
  {
    file: nested,
    says: 'an "all" inside an "any" is met',
    rules: one(oldOrPoor),
    runs: [[{ 'it.people': 6, 'it.amountMinor': 30, 'it.formerPeople': 2 }, yes]],
  },
  {
    file: nested,
    says: 'an "all" inside an "any" fails',
    rules: one(oldOrPoor),
    runs: [[{ 'it.people': 6, 'it.amountMinor': 200, 'it.formerPeople': 2 }, no]],
  },
  {
    file: nested,
    says: 'an "any" in an "all" in an "any" is met',
    rules: one(thrice),
    runs: [[{ 'it.amountMinor': 30, 'it.formerPeople': 2 }, yes]],
  },
  {
    file: nested,
    says: 'an "any" in an "all" in an "any" fails',
    rules: one(thrice),
    runs: [[{ 'it.amountMinor': 30, 'it.formerPeople': 5 }, no]],
  },
  {
    file: nested,
    says: '"not" of "not" is what stands inside',
    rules: one(twiceNot),
    runs: [[{ 'it.people': 3 }, yes]],
  },
  {
    file: nested,
    says: '"not" of "not" fails with what stands inside',
    rules: one(twiceNot),
    runs: [[{ 'it.people': 6 }, no]],
  },
  {
    file: nested,
    says: '"not" of an "all" with a "not" in it holds when one part fails',
    rules: one(outerNot),
    runs: [[{ 'it.people': 3, 'it.amountMinor': 100 }, yes]],
  },
  {
    file: nested,
    says: '"not" of an "all" with a "not" in it fails when all parts hold',
    rules: one(outerNot),
    runs: [[{ 'it.people': 3, 'it.amountMinor': 101 }, no]],
  },
]

/** Each case that says which rules hold, in words of our own. */
export const behaviourCases: readonly BehaviourCase[] = [
  {
    file: all,
    says: 'an "all" of one part holds with it',
    rules: one({ all: [people('lessThan', 5)] }),
    runs: [[{ 'it.people': 1 }, yes]],
  },
  {
    file: all,
    says: 'an "all" of one part fails with it',
    rules: one({ all: [people('lessThan', 5)] }),
    runs: [[{ 'it.people': 6 }, no]],
  },
  {
    file: all,
    says: 'an "all" of two parts holds when both do',
    rules: one(between),
    runs: [[{ 'it.people': 3 }, yes]],
  },
  {
    file: all,
    says: 'an "all" of two parts fails with the first',
    rules: one(between),
    runs: [[{ 'it.people': 6 }, no]],
  },
  {
    file: all,
    says: 'an "all" of two parts fails with the second',
    rules: one(between),
    runs: [[{ 'it.people': 1 }, no]],
  },
  {
    file: any,
    says: 'an "any" of one part holds with it',
    rules: one({ any: [people('lessThan', 5)] }),
    runs: [[{ 'it.people': 1 }, yes]],
  },
  {
    file: any,
    says: 'an "any" of one part fails with it',
    rules: one({ any: [people('lessThan', 5)] }),
    runs: [[{ 'it.people': 6 }, no]],
  },
  {
    file: any,
    says: 'an "any" of two parts holds when either does',
    rules: one(smallOrYoung),
    runs: [
      [{ 'it.people': 2, 'it.family': 'a' }, yes],
      [{ 'it.people': 6, 'it.family': 'b' }, yes],
    ],
  },
  {
    file: any,
    says: 'an "any" of two parts fails when both do',
    rules: one(smallOrYoung),
    runs: [[{ 'it.people': 6, 'it.family': 'a' }, no]],
  },
  {
    file: not,
    says: 'a "not" holds when its part fails',
    rules: one({ not: people('greaterThanInclusive', 5) }),
    runs: [[{ 'it.people': 1 }, yes]],
  },
  {
    file: not,
    says: 'a "not" fails when its part holds',
    rules: one({ not: people('greaterThanInclusive', 5) }),
    runs: [[{ 'it.people': 6 }, no]],
  },
  ...nestedCases,
  ...operatorCases,
  {
    file: references,
    says: 'two rules share a condition, and both hold',
    rules: [
      { conditions: { all: [{ condition: 'many' }, signed] } },
      { conditions: { all: [{ condition: 'many' }, isNew] } },
    ],
    named: { many: { all: [people('greaterThanInclusive', 5)] } },
    runs: [[{ 'it.people': 6, 'it.isSigned': true, 'it.isNew': true }, ['rule-0', 'rule-1']]],
  },
  {
    file: references,
    says: 'a condition denies another that has a name',
    rules: one({ all: [{ condition: 'early' }, isNew] }),
    named: {
      many: { all: [people('greaterThanInclusive', 5)] },
      early: { all: [{ not: { condition: 'many' } }, signed] },
    },
    runs: [[{ 'it.people': 4, 'it.isSigned': true, 'it.isNew': true }, yes]],
  },
  {
    file: references,
    says: 'a rule is nothing but the name of a condition',
    rules: one({ condition: 'done' }),
    named: { done: { all: [signed] } },
    runs: [[{ 'it.isSigned': true }, yes]],
  },
  {
    file: 'engine-fact-comparison.test.js',
    says: 'a fact is compared with another fact, both ways round',
    rules: one({ all: [people('lessThanInclusive', { fact: 'it.formerPeople' })] }),
    runs: [
      [{ 'it.people': 2, 'it.formerPeople': 3 }, yes],
      [{ 'it.people': 3, 'it.formerPeople': 2 }, no],
    ],
  },
  {
    file: 'engine-fact.test.js',
    says: 'an "any" holds by what is known, though another fact in it is not',
    rules: one({ any: [people('lessThan', 5), signed] }),
    runs: [[{ 'it.people': 1 }, yes]],
  },
  {
    file: 'engine-failure.test.js',
    says: 'a rule whose condition fails is not among those that hold',
    rules: one({ any: [people('greaterThanInclusive', 2)] }),
    runs: [[{ 'it.people': 1 }, no]],
  },
  {
    file: 'engine-failure.test.js',
    says: 'a rule whose condition is met is not among those that fail',
    rules: one({ any: [people('greaterThanInclusive', 2)] }),
    runs: [[{ 'it.people': 5 }, yes]],
  },
  {
    file: 'engine-rule-priority.js',
    says: 'rules come by priority, whatever the order in which they stand',
    rules: [50, 100, 1].map((priority) => ({ priority, conditions: { any: [people('greaterThanInclusive', 2)] } })),
    runs: [[{ 'it.people': 3 }, ['rule-1', 'rule-0', 'rule-2']]],
  },
  { file: runs, says: 'one of two rules holds', rules: twoAges, runs: [[{ 'it.people': 3 }, yes]] },
  { file: runs, says: 'both rules hold', rules: twoAges, runs: [[{ 'it.people': 6 }, ['rule-0', 'rule-1']]] },
  { file: runs, says: 'no rule holds', rules: twoAges, runs: [[{ 'it.people': 1 }, no]] },
  {
    file: runs,
    says: 'runs at the same time know nothing of each other',
    rules: one({ any: [people('greaterThanInclusive', 4)] }),
    runs: [5, 1, 2, 4, 0, 3, 6].map((count) => [{ 'it.people': count }, count >= 4 ? yes : no] as const),
  },
  {
    file: events,
    says: 'one of two parts is met at its bound, and the rule holds',
    rules: one({ any: [people('greaterThanInclusive', 4), signed] }),
    runs: [[{ 'it.people': 4, 'it.isSigned': false }, yes]],
  },
  {
    file: events,
    says: 'neither of two parts is met, and the rule fails',
    rules: one({ any: [people('greaterThanInclusive', 4), signed] }),
    runs: [[{ 'it.people': 3, 'it.isSigned': false }, no]],
  },
  {
    file: events,
    says: 'the third of three parts is met, and the rule holds',
    rules: one(advanced),
    runs: [[{ 'it.people': 1, 'it.isSigned': false, 'it.family': 'b', 'it.grade': 'high' }, yes]],
  },
  {
    file: events,
    says: 'none of three parts is met, and the rule fails',
    rules: one(advanced),
    runs: [[{ 'it.people': 1, 'it.isSigned': false, 'it.family': 'c', 'it.grade': 'low' }, no]],
  },
]

/** Cases that say what the event of a rule that holds carries. */
export const outcomeCases = [
  {
    file: events,
    says: 'the event of the rule that holds comes with its parameters',
    rules: [{ conditions: { any: [people('greaterThanInclusive', 4)] }, event: grant }],
    facts: { 'it.people': 4 },
    outcome: grant,
  },
  {
    file: events,
    says: 'a parameter of an event is read from a fact',
    rules: [{ conditions: { any: [signed] }, event: { type: 'grant', params: { days: { fact: 'it.daysLeft' } } } }],
    facts: { 'it.isSigned': true, 'it.daysLeft': 3 },
    outcome: { type: 'grant', params: { days: 3 } },
  },
] as const
