import type { Facts, FactValue } from '@parley/rules/point'
import type { Condition, Policy } from '@parley/rules/policy'
import type { Random } from './rules-random.ts'

/** Derived facts over the small world's, one of each form. */
export const derived: Policy['derived'] = {
  together: { title: 'people together', sum: [{ fact: 'it.people' }, { fact: 'it.formerPeople' }], minus: [1] },
  lesser: { title: 'lesser amount', least: [{ fact: 'it.amountMinor' }, { fact: 'it.formerAmountMinor' }] },
  later: { title: 'later day', greatest: [{ fact: 'it.startsOn' }, { fact: 'it.endsOn' }] },
  length: { title: 'length', elapsed: { from: { fact: 'it.startsOn' }, to: { fact: 'it.endsOn' }, in: 'days' } },
  due: { title: 'due day', deadline: { from: { fact: 'it.startsOn' }, add: { value: 1, unit: 'days' } } },
  part: { title: 'part', share: { rate: { fact: 'it.rateBps' }, of: { fact: 'it.amountMinor' } } },
  growth: { title: 'growth', ratio: { of: { fact: 'it.people' }, to: { fact: 'it.formerPeople' } } },
  total: { title: 'total', product: [{ fact: 'it.people' }, { fact: 'it.amountMinor' }] },
  madeOn: { title: 'day it was made', dayOf: { fact: 'it.madeAt' } },
  dueOrLater: {
    title: 'later of due day and day made',
    greatest: [{ fact: 'derived.due' }, { fact: 'derived.madeOn' }],
  },
}

export const calendar: Policy['calendar'] = {
  zone: 'Europe/Berlin',
  businessDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  businessHours: { from: '09:00', to: '17:00' },
  holidays: [],
}

/** The same in plain arithmetic, for facts that are all known. Berlin is an hour ahead of UTC in February and March. */
export function derivedByOracle(facts: Facts): Facts {
  const number = (name: string) => facts[name] as number
  const day = (name: string) => Date.parse(facts[name] as string) / 86_400_000
  const text = (epochDay: number) => new Date(epochDay * 86_400_000).toISOString().slice(0, 10)
  const due = day('it.startsOn') + 1
  const madeOn = Math.floor((Date.parse(facts['it.madeAt'] as string) + 3_600_000) / 86_400_000)
  return {
    ...facts,
    'derived.together': number('it.people') + number('it.formerPeople') - 1,
    'derived.lesser': Math.min(number('it.amountMinor'), number('it.formerAmountMinor')),
    'derived.later': text(Math.max(day('it.startsOn'), day('it.endsOn'))),
    'derived.length': day('it.endsOn') - day('it.startsOn'),
    'derived.due': text(due),
    'derived.part': Math.floor((number('it.rateBps') * number('it.amountMinor') + 5_000) / 10_000),
    'derived.growth': Math.floor((number('it.people') * 10_000) / number('it.formerPeople')),
    'derived.total': number('it.people') * number('it.amountMinor'),
    'derived.madeOn': text(madeOn),
    'derived.dueOrLater': text(Math.max(due, madeOn)),
  }
}

const literals: Readonly<Record<string, readonly FactValue[]>> = {
  'derived.together': [2, 5, 8],
  'derived.lesser': [0, 3, 4],
  'derived.later': ['2027-02-28', '2027-03-01'],
  'derived.length': [-1, 0, 2],
  'derived.due': ['2027-02-28', '2027-03-01'],
  'derived.part': [0, 1],
  'derived.growth': [5_000, 10_000],
  'derived.total': [0, 6, 12],
  'derived.madeOn': ['2027-03-01'],
  'derived.dueOrLater': ['2027-03-01'],
}
const operators = ['equal', 'notEqual', 'lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive']

/** A comparison of a derived fact with a literal, or of two of one kind. */
export function randomDerivedLeaf(random: Random): Condition {
  const operator = random.pick(operators)
  if (random.chance(0.2)) return { fact: 'derived.due', operator, value: { fact: 'it.endsOn' } }
  const fact = random.pick(Object.keys(literals))
  return { fact, operator, value: random.pick(literals[fact]!) }
}

/** The policy with derived facts, and some of its rules asking for them too. */
export function withDerivedFacts(random: Random, policy: Policy): Policy {
  const rules = policy.rules.map((rule) =>
    random.chance(0.6)
      ? {
          ...rule,
          conditions: random.chance(0.5)
            ? { all: [rule.conditions, randomDerivedLeaf(random)] }
            : { any: [rule.conditions, randomDerivedLeaf(random)] },
        }
      : rule,
  )
  return { ...policy, calendar, derived, rules }
}
