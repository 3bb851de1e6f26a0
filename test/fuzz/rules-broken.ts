import type { Random } from './rules-random.ts'
import { factNames } from './rules-small-world.ts'

type Json = Record<string, unknown>
type Breaking = (random: Random, document: Json) => void

/** Every object in the document that has this key of its own. */
function all(document: unknown, key: string): Json[] {
  if (typeof document !== 'object' || document === null) return []
  const below = Object.values(document).flatMap((value) => all(value, key))
  return Object.hasOwn(document, key) ? [document as Json, ...below] : below
}

const comparisons = (document: Json) => all(document, 'operator')
const conditions = (document: Json) =>
  ['all', 'any', 'not', 'condition', 'operator'].flatMap((key) => all(document, key))
const lists = (document: Json) =>
  ['all', 'any'].flatMap((key) => all([document.rules, document.conditions], key).map((each) => [each, key] as const))
const events = (document: Json) => all(document, 'params')
const factsThatAre = [...factNames, 'derived.together', 'derived.due']
const noFacts = ['it.peeple', 'toString', '__proto__', '', 'it', 'derived.none', 'constructor', 'it.people ']
const operators = [
  'equal',
  'notEqual',
  'in',
  'notIn',
  'contains',
  'doesNotContain',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
  'not:equal',
  'someFact:equal',
  'swap:in',
  'matches',
  'toString',
  '',
]
const values: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  2.5,
  3,
  2 ** 53,
  1e308,
  Number.NaN,
  '',
  'a',
  '3',
  'high',
  '2027-02-28',
  '2027-02-30',
  '2027-02-28T00:00:00.000Z',
  [],
  ['a'],
  ['a', 'a'],
  ['high', 'top'],
  [1],
  {},
  { fact: 'it.people' },
  { fact: 'it.family' },
  { fact: 'it.none' },
  { fact: 'it.people', path: '$' },
  { parameter: 'fewPeople' },
  { parameter: 'families' },
  { parameter: 'none' },
  { parameter: 'constructor' },
  { fact: 'it.people', parameter: 'fewPeople' },
]
const leaf = { fact: 'it.people', operator: 'lessThan', value: 3 }
const strangeKeys = [
  'path',
  'params',
  'name',
  'priority',
  'all',
  'any',
  'not',
  'condition',
  'fact',
  'onSuccess',
  '__proto__',
  'x',
]

/** A copy of its own: what is broken once must not be broken in other documents too. */
const oneOf = <T>(random: Random, from: readonly T[]): T => structuredClone(random.pick(from))
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null
/** The values of a part that an earlier breaking may have replaced. */
const entriesOf = (part: unknown) => (isObject(part) ? (Object.values(part) as Json[]) : [])

function pick(random: Random, from: readonly Json[], change: (each: Json) => void): void {
  const objects = from.filter(isObject)
  if (objects.length > 0) change(random.pick(objects))
}

/** Ways to break a sound policy, by name. Some leave it sound. */
export const breakings: Readonly<Record<string, Breaking>> = {
  operator: (random, document) =>
    pick(random, comparisons(document), (each) => (each.operator = random.pick(operators))),
  fact: (random, document) =>
    pick(
      random,
      comparisons(document),
      (each) => (each.fact = random.pick(random.chance(0.5) ? noFacts : factsThatAre)),
    ),
  value: (random, document) => pick(random, comparisons(document), (each) => (each.value = oneOf(random, values))),
  emptied: (random, document) => {
    const found = lists(document)
    if (found.length === 0) return
    const [each, key] = random.pick(found)
    each[key] = oneOf<unknown>(random, [[], {}, null, 'all', leaf])
  },
  notOfMany: (random, document) =>
    pick(
      random,
      all(document, 'not'),
      (each) => (each.not = oneOf<unknown>(random, [[leaf], [], null, true, { any: [] }])),
    ),
  reference: (random, document) =>
    pick(random, conditions(document), (each) => {
      for (const key of Object.keys(each)) if (key !== 'title') delete each[key]
      each.condition = random.pick(['first', 'second', 'third', 'fourth', 'none', 'constructor', '', 'valueOf'])
    }),
  circle: (random, document) => {
    const named = document.conditions as Record<string, Json>
    if (!isObject(named)) return
    const names = Object.keys(named)
    if (names.length === 0) named.first = { title: 'first', not: { condition: 'first' } }
    else {
      const [name, other] = [random.pick(names), random.pick(names)]
      named[name] = { title: name, any: [{ ...leaf }, { condition: other }] }
      named[other] = { title: other, all: [{ condition: name }, { ...leaf }] }
    }
  },
  key: (random, document) =>
    pick(random, conditions(document), (each) =>
      Object.defineProperty(each, random.pick(strangeKeys), {
        value: oneOf<unknown>(random, [...values, [leaf], leaf]),
        enumerable: true,
        configurable: true,
        writable: true,
      }),
    ),
  missing: (random, document) =>
    pick(random, conditions(document), (each) => {
      delete each[random.pick(Object.keys(each))]
    }),
  event: (random, document) =>
    pick(
      random,
      events(document),
      (each) => (each.type = random.pick(['error', 'success', 'toString', '', 'share', 'grant', 7])),
    ),
  params: (random, document) =>
    pick(random, events(document), (each) => {
      each.params = { [random.pick(['days', 'amountMinor', 'points', 'x', 'constructor'])]: oneOf(random, values) }
    }),
  derived: (random, document) =>
    pick(random, [document], (each) => {
      const derived = (each.derived ?? {}) as Record<string, unknown>
      each.derived = {
        ...derived,
        [random.pick(['together', 'due', 'own', 'growth'])]: {
          title: 'broken',
          [random.pick(['sum', 'least', 'product', 'dayOf', 'ratio', 'x'])]: random.pick([
            [
              { fact: random.pick([...factsThatAre, ...noFacts, 'derived.own', 'derived.growth']) },
              oneOf(random, values),
            ],
            { fact: random.pick(factsThatAre) },
            oneOf(random, values),
          ]),
        },
      }
    }),
  parameter: (random, document) =>
    pick(random, entriesOf(document.parameters), (each) => (each.value = oneOf(random, values))),
  kindOfParameter: (random, document) =>
    pick(random, entriesOf(document.parameters), (each) => {
      each.kind = random.pick(['yesNo', 'choice', 'text', 'count', 'money', 'rate', 'duration', 'date', 'set', 'x'])
    }),
  /** Sound: one comparison in the place of another. */
  exchanged: (random, document) => {
    const found = comparisons(document)
    if (found.length > 0) Object.assign(random.pick(found), structuredClone(random.pick(found)))
  },
  /** Mostly sound, until it is too deep. */
  wrapped: (random, document) =>
    pick(random, entriesOf(document.rules), (each) => {
      for (let level = random.whole(1, 18); level > 0; level--)
        each.conditions = random.pick([
          { not: each.conditions },
          { all: [each.conditions] },
          { any: [each.conditions, { ...leaf }] },
        ])
    }),
  rule: (random, document) =>
    pick(random, entriesOf(document.rules), (each) => {
      each[random.pick(['id', 'priority', 'conditions', 'event', 'wording', 'audience'])] = oneOf<unknown>(random, [
        ...values,
        leaf,
      ])
    }),
  anything: (random, document) => {
    let place = document
    for (;;) {
      const keys = Object.keys(place)
      if (keys.length === 0) return
      const key = random.pick(keys)
      const next = place[key]
      if (typeof next === 'object' && next !== null && random.chance(0.85)) place = next as Json
      else {
        if (random.chance(0.7)) place[key] = oneOf(random, values)
        else delete place[key]
        return
      }
    }
  },
}
