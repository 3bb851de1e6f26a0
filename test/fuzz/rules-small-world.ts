import { operatorsOfKind } from '@parley/rules/operators'
import { definePoint, type Facts, type FactValue } from '@parley/rules/point'
import type { Condition, Policy } from '@parley/rules/policy'
import type { Random } from './rules-random.ts'

const titled = (title: string) => ({ title, knownTo: 'partner', changeableBy: 'partner' }) as const
const grades = { low: 'Low', middle: 'Middle', high: 'High' }

/** A decision point with every kind of fact, each with so few values that all combinations of some can be tried. */
export const smallWorld = definePoint({
  id: 'smallWorld',
  title: 'Small world',
  question: 'What does the policy say?',
  hitPolicy: 'first',
  facts: {
    'it.isSigned': { kind: 'yesNo', ...titled('it is signed') },
    'it.isNew': { kind: 'yesNo', ...titled('it is new') },
    'it.grade': { kind: 'choice', values: grades, ...titled('grade') },
    'it.formerGrade': { kind: 'choice', values: grades, ...titled('former grade') },
    'it.family': { kind: 'text', ...titled('family') },
    'it.formerFamily': { kind: 'text', ...titled('former family') },
    'it.people': { kind: 'count', unit: 'people', minimum: 0, maximum: 6, ...titled('people') },
    'it.formerPeople': { kind: 'count', unit: 'people', minimum: 2, maximum: 8, ...titled('former people') },
    'it.daysLeft': { kind: 'count', unit: 'days', minimum: -3, maximum: 3, ...titled('days left') },
    'it.amountMinor': { kind: 'money', ...titled('amount') },
    'it.formerAmountMinor': { kind: 'money', ...titled('former amount') },
    'it.startsOn': { kind: 'date', ...titled('first day') },
    'it.endsOn': { kind: 'date', ...titled('last day') },
    'it.labels': { kind: 'set', ...titled('labels') },
    'it.rateBps': { kind: 'rate', of: 'the amount', ...titled('rate') },
    'it.madeAt': { kind: 'instant', ...titled('moment') },
  },
  outcomes: {
    grant: {
      title: 'Granted',
      favour: 2,
      careful: false,
      parameters: {
        days: { kind: 'count', unit: 'days', title: 'days', minimum: 1, maximum: 9 },
        amountMinor: { kind: 'money', title: 'amount', optional: true },
      },
    },
    share: { title: 'Shared', favour: 1, careful: false, parameters: {} },
    wait: { title: 'Waiting', favour: 0, careful: true, parameters: {} },
    refuse: { title: 'Refused', favour: -1, careful: true, parameters: {} },
  },
})

/** The same facts where several rules make the outcome together. */
export const collectingWorld = definePoint({
  ...smallWorld,
  id: 'collectingWorld',
  hitPolicy: 'collect',
  outcomes: {
    ...smallWorld.outcomes,
    score: {
      title: 'Scored',
      favour: 1,
      careful: false,
      collected: true,
      parameters: {
        points: {
          kind: 'count',
          unit: 'points',
          title: 'points',
          minimum: -3,
          maximum: 9,
          optional: true,
          aggregation: 'sum',
        },
        restDays: {
          kind: 'count',
          unit: 'days',
          title: 'days of rest',
          minimum: 1,
          maximum: 9,
          optional: true,
          aggregation: 'sum',
        },
        capMinor: { kind: 'money', title: 'cap', optional: true, aggregation: 'least' },
        rateBps: { kind: 'rate', of: 'the amount', title: 'rate', optional: true, aggregation: 'greatest' },
        label: { kind: 'text', title: 'label', optional: true, aggregation: 'first' },
      },
    },
  },
})

/** The least and most that outcome parameters can be, of those that random policies read from facts or add up. */
export const bounds: Readonly<Record<string, Readonly<Record<string, readonly [least: number, most: number]>>>> = {
  grant: { days: [1, 9] },
  score: { points: [-3, 9], restDays: [1, 9] },
}

export type FactName = keyof typeof smallWorld.facts
export const factNames = Object.keys(smallWorld.facts) as FactName[]

const texts = ['a', 'b', 'c']
const amounts = [3, 4, 6]
const days = ['2027-02-27', '2027-02-28', '2027-03-01']

const moments = ['2027-02-28T23:59:59.999Z', '2027-03-01T00:00:00.000Z', '2027-03-01T00:00:00.001Z']

function subsetsOf(elements: readonly string[]): string[][] {
  const [first, ...rest] = elements
  if (first === undefined) return [[]]
  const without = subsetsOf(rest)
  return without.concat(without.map((set) => [first, ...set]))
}

/** Values of a fact that tell apart all that random policies can say of it, written without looking at the evaluator. */
export const domains: Readonly<Record<FactName, readonly FactValue[]>> = {
  'it.isSigned': [true, false],
  'it.isNew': [true, false],
  'it.grade': ['low', 'middle', 'high'],
  'it.formerGrade': ['low', 'middle', 'high'],
  'it.family': [...texts, 'x', 'y', 'z'],
  'it.formerFamily': [...texts, 'x', 'y', 'z'],
  'it.people': [0, 1, 2, 3, 4, 5, 6],
  'it.formerPeople': [2, 3, 4, 5, 6, 7, 8],
  'it.daysLeft': [-3, -2, -1, 0, 1, 2, 3],
  'it.amountMinor': [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  'it.formerAmountMinor': [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  'it.startsOn': ['2027-02-24', '2027-02-25', '2027-02-26', ...days, '2027-03-02', '2027-03-03', '2027-03-04'],
  'it.endsOn': ['2027-02-24', '2027-02-25', '2027-02-26', ...days, '2027-03-02', '2027-03-03', '2027-03-04'],
  'it.labels': subsetsOf([...texts, 'x', 'y', 'z']),
  'it.rateBps': [0, 999, 1_000, 1_001, 10_000, 10_001],
  'it.madeAt': ['2027-02-28T23:59:59.998Z', ...moments, '2027-03-01T00:00:00.002Z'],
}

const twins: Partial<Record<FactName, FactName>> = {
  'it.isSigned': 'it.isNew',
  'it.grade': 'it.formerGrade',
  'it.family': 'it.formerFamily',
  'it.people': 'it.formerPeople',
  'it.amountMinor': 'it.formerAmountMinor',
  'it.startsOn': 'it.endsOn',
  'it.labels': 'it.family',
}

const parameters: Policy['parameters'] = {
  signed: { title: 'signed', kind: 'yesNo', value: true },
  bestGrade: { title: 'best grade', kind: 'choice', value: 'high' },
  mainFamily: { title: 'main family', kind: 'text', value: 'b' },
  fewPeople: { title: 'few people', kind: 'count', unit: 'people', value: 3 },
  soonDays: { title: 'soon', kind: 'count', unit: 'days', value: 1 },
  smallMinor: { title: 'small amount', kind: 'money', value: 4 },
  turn: { title: 'turn', kind: 'date', value: '2027-02-28' },
  fairRate: { title: 'fair rate', kind: 'rate', of: 'the amount', value: 1_000 },
  families: { title: 'families', kind: 'set', value: ['a', 'c'] },
  grantDays: { title: 'days granted', kind: 'count', unit: 'days', value: 5 },
}

const parameterOfKind: Readonly<Record<string, string>> = {
  yesNo: 'signed',
  choice: 'bestGrade',
  text: 'mainFamily',
  money: 'smallMinor',
  rate: 'fairRate',
  date: 'turn',
  set: 'mainFamily',
}

/** A random policy of the small world, sound by construction, as JSON. */
export function randomPolicy(random: Random, world: 'smallWorld' | 'collectingWorld' = 'smallWorld'): Policy {
  const names = ['first', 'second', 'third', 'fourth'].slice(0, random.whole(0, 4))
  const conditions: Record<string, unknown> = {}
  names.forEach((name, index) => {
    conditions[name] = { title: name, ...randomCondition(random, names.slice(0, index), 2) }
  })
  const ruleCount = random.whole(1, 8)
  const rules = Array.from({ length: ruleCount }, (_, index) => ({
    id: `rule-${index}`,
    title: `Rule ${index}`,
    why: 'Chance.',
    source: 'Chance',
    audience: random.pick(['published', 'internal']),
    wording: { partner: 'So it is.', possible: 'Try again.', staff: 'So it is.' },
    priority: random.whole(1, 4),
    conditions: randomCondition(random, names, 3),
    event: world === 'collectingWorld' && random.chance(0.7) ? randomScore(random) : randomEvent(random),
  }))
  return {
    point: world,
    version: 1,
    title: 'Chance',
    currency: 'USD',
    parameters,
    conditions,
    rules,
    otherwise: {
      event: { type: random.pick(['wait', 'refuse']), params: {} },
      wording: { partner: 'So it is.', possible: 'Try again.', staff: 'So it is.' },
    },
  } as unknown as Policy
}

function randomEvent(random: Random) {
  const type = random.pick(['grant', 'grant', 'share', 'wait', 'refuse'])
  if (type !== 'grant') return { type, params: {} }
  const params = { days: random.pick([1, 5, { parameter: 'grantDays' }, { fact: 'it.daysLeft' }]) }
  return { type, params: random.chance(0.8) ? params : { ...params, amountMinor: { fact: 'it.amountMinor' } } }
}

function randomScore(random: Random) {
  const params = {
    points: random.pick([-3, -2, 1, 5, 9]),
    restDays: random.pick([2, 5, 8, { fact: 'it.daysLeft' }]),
    capMinor: random.pick([4, 6, { parameter: 'smallMinor' }, { fact: 'it.formerAmountMinor' }]),
    rateBps: random.pick([500, { parameter: 'fairRate' }, { fact: 'it.rateBps' }]),
    label: random.pick(['a', 'b', { fact: 'it.family' }]),
  }
  const given = Object.entries(params).filter(() => random.chance(0.4))
  return { type: 'score', params: Object.fromEntries(given) }
}

function randomCondition(random: Random, names: readonly string[], depth: number): Condition {
  if (depth === 0 || random.chance(0.25)) {
    return names.length > 0 && random.chance(0.3) ? { condition: random.pick(names) } : randomLeaf(random)
  }
  if (random.chance(0.2)) return { not: randomCondition(random, names, depth - 1) }
  const parts = Array.from({ length: random.whole(1, 3) }, () => randomCondition(random, names, depth - 1))
  return random.chance(0.5) ? { all: parts } : { any: parts }
}

function randomLeaf(random: Random): Condition {
  const fact = random.pick(factNames)
  const definition = smallWorld.facts[fact]
  const operator = random.pick(operatorsOfKind[definition.kind])
  if (operator === 'in' || operator === 'notIn') {
    if (definition.kind === 'text' && random.chance(0.3)) return { fact, operator, value: { parameter: 'families' } }
    const list = definition.kind === 'text' ? texts : Object.keys(grades)
    return { fact, operator, value: random.some(list, 1, 3) }
  }
  const twin = twins[fact]
  if (twin && random.chance(0.25)) return { fact, operator, value: { fact: twin } }
  const parameter = parameterFor(fact)
  if (parameter && random.chance(0.25)) return { fact, operator, value: { parameter } }
  return { fact, operator, value: randomLiteral(random, fact) }
}

function parameterFor(fact: FactName): string | undefined {
  const definition = smallWorld.facts[fact]
  if (definition.kind === 'count') return definition.unit === 'days' ? 'soonDays' : 'fewPeople'
  return parameterOfKind[definition.kind]
}

function randomLiteral(random: Random, fact: FactName): boolean | number | string {
  const definition = smallWorld.facts[fact]
  switch (definition.kind) {
    case 'yesNo':
      return random.chance(0.5)
    case 'choice':
      return random.pick(Object.keys(grades))
    case 'text':
    case 'set':
      return random.pick(texts)
    case 'count':
      return random.whole(Math.max(definition.minimum, 0), Math.min(definition.maximum, 5))
    case 'money':
      return random.pick(amounts)
    case 'rate':
      return random.pick([1_000, 10_000])
    case 'date':
      return random.pick(days)
    case 'instant':
      return random.pick(moments)
  }
}

const keptForCompletions = new Set<unknown>([
  'y',
  'z',
  9,
  10,
  10_001,
  '2027-02-24',
  '2027-02-25',
  '2027-03-03',
  '2027-03-04',
])

/** Values that known facts may have: there are two more of each kind on both sides, so completions can have any order. */
function isOrdinary(value: FactValue): boolean {
  return ![value].flat().some((each) => keptForCompletions.has(each))
}

/** Random facts, of which `unknown` many are left out. */
export function randomFacts(random: Random, unknown: number): Facts {
  const known = random.shuffled(factNames).slice(unknown)
  return Object.fromEntries(known.map((name) => [name, random.pick(domains[name].filter(isOrdinary))]))
}
