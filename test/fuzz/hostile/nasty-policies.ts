import type { Facts, FactValue, Point } from '@parley/rules/point'
import { Random } from '../rules-random.ts'
import { wideCollectingWorld, wideWorld } from './wide-world.ts'

type Json = Record<string, unknown>

/** A policy that is sound, and as costly as it can be made in one respect; with facts to decide, most of them unknown in some. */
export type NastyPolicy = { what: string; point: Point; policy: Json; facts: readonly Facts[] }

const wording = { partner: 'So it is.', possible: 'Try again.', staff: 'So it is.' }
const events = [
  { type: 'grant', params: {} },
  { type: 'refuse', params: {} },
  { type: 'wait', params: {} },
]

const indexes = (count: number) => Array.from({ length: count }, (_, index) => index)
const all = (parts: readonly unknown[]) => ({ all: parts })

function rule(index: number, conditions: unknown, event: unknown = events[index % 3]): Json {
  return {
    id: `rule-${index}`,
    title: `Rule ${index}`,
    why: 'To be slow.',
    source: 'None',
    audience: 'published',
    wording,
    priority: 1 + (index % 100),
    conditions,
    event,
  }
}

function policyOf(rules: readonly Json[], more: Json = {}, point: Point = wideWorld): Json {
  return {
    point: point.id,
    version: 1,
    title: 'Nasty',
    currency: 'USD',
    rules,
    otherwise: { event: { type: 'wait', params: {} }, wording },
    ...more,
  }
}

const leaf = (fact: string, operator: string, value: unknown) => ({ fact, operator, value })
const counts = indexes(40).map((index) => `deal.count${index}`)
const texts = indexes(40).map((index) => `deal.text${index}`)

/** Every fact known, some, and none. */
function factsOf(point: Point, seed: number): Facts[] {
  const random = new Random(seed)
  const value = (name: string): FactValue => {
    const number = random.whole(0, 3_000)
    switch (point.facts[name]!.kind) {
      case 'yesNo':
        return random.chance(0.5)
      case 'text':
        return `text ${number}`
      case 'set':
        return indexes(50).map((index) => `text ${number + index}`)
      case 'date':
        return '1970-01-02'
      case 'instant':
        return '1970-01-02T03:04:05.678Z'
      default:
        return number
    }
  }
  const known = Object.fromEntries(Object.keys(point.facts).map((name) => [name, value(name)]))
  const some = Object.fromEntries(Object.entries(known).filter(() => random.chance(0.5)))
  return [known, some, {}]
}

const random = new Random(500)
const manyRules = indexes(500).map((index) =>
  rule(
    index,
    all(
      indexes(4).map(() =>
        leaf(
          random.pick(counts),
          random.pick(['lessThan', 'greaterThan', 'greaterThanInclusive']),
          random.whole(1, 999_999),
        ),
      ),
    ),
  ),
)

const oneFact = indexes(500).map((index) =>
  rule(
    index,
    all([
      leaf('deal.count0', 'greaterThanInclusive', index * 2_000),
      leaf('deal.count0', 'lessThan', index * 2_000 + 1_900),
      leaf('deal.count1', 'notEqual', index),
      leaf('deal.count2', 'notEqual', index),
    ]),
  ),
)

const names = (from: number, count: number) => indexes(count).map((index) => `text ${from + index}`)
const longLists = indexes(45).map((index) =>
  rule(index, all([leaf(texts[index % 3]!, 'in', names(index * 40, 2_000)), leaf('deal.yes0', 'equal', true)])),
)
const sharedList = indexes(500).map((index) =>
  rule(
    index,
    all(indexes(4).map((each) => leaf(texts[(index + each) % 40]!, 'in', { parameter: `list${index % 20}` }))),
  ),
)
const twentyLists = Object.fromEntries(
  indexes(20).map((index) => [`list${index}`, { title: 'list', kind: 'set', value: names(index * 1_000, 2_000) }]),
)

const manyLabels = indexes(500).map((index) =>
  rule(index, all(indexes(4).map((each) => leaf(`deal.labels${each}`, 'contains', `text ${index * 4 + each}`)))),
)

/** Facts compared with each other in a chain, and each with many numbers: all of one relation. */
const relatedCounts = indexes(500).map((index) =>
  rule(
    index,
    all([
      leaf(counts[index % 39]!, 'lessThan', { fact: counts[(index % 39) + 1]! }),
      ...indexes(3).map((each) => leaf(counts[(index + each) % 40]!, 'greaterThan', (index * 3 + each) * 601)),
    ]),
  ),
)
const relatedTexts = [
  ...indexes(39).map((index) => rule(index, leaf(texts[index]!, 'equal', { fact: texts[index + 1]! }))),
  ...indexes(40).map((index) => rule(39 + index, leaf(texts[index]!, 'in', { parameter: `list${index % 20}` }))),
]
const relatedSets = [
  ...indexes(5).map((index) => rule(index, leaf(`deal.labels${index}`, 'contains', { fact: texts[index]! }))),
  ...indexes(40).map((index) => rule(5 + index, leaf(texts[index % 5]!, 'in', { parameter: `list${index % 20}` }))),
]
/** A single relation of two facts, and all comparisons that there may be. */
const twoRelated = indexes(500).map((index) =>
  rule(
    index,
    all([
      leaf('deal.count0', 'lessThan', { fact: 'deal.count1' }),
      leaf('deal.count0', 'greaterThan', index * 1_999),
      leaf('deal.count1', 'lessThan', 1_000_000 - index * 1_999),
      leaf('deal.count2', 'notEqual', index),
    ]),
  ),
)

/** 1,024 comparisons in one rule, by conditions that name each other. */
const doubling = {
  c0: { title: 'c0', ...all([leaf('deal.count0', 'lessThan', { fact: 'deal.count1' })]) },
  ...Object.fromEntries(
    indexes(7).map((index) => [
      `c${index + 1}`,
      {
        title: `c${index + 1}`,
        any: [{ condition: `c${index}` }, { not: { condition: `c${index}` } }],
      },
    ]),
  ),
}
const named = Object.fromEntries(
  indexes(192).map((index) => [
    `n${index}`,
    {
      title: `n${index}`,
      any: [
        leaf(counts[index % 40]!, 'greaterThan', index * 11),
        leaf(counts[(index + 1) % 40]!, 'lessThan', index * 13),
      ],
    },
  ]),
)
const manyNamed = [
  rule(0, { condition: 'c7' }),
  ...indexes(190).map((index) =>
    rule(index + 1, {
      not: { all: [{ condition: `n${index}` }, { not: { condition: `n${index + 1}` } }, { condition: 'c0' }] },
    }),
  ),
]
const calendar = {
  zone: 'America/Sao_Paulo',
  businessDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  businessHours: { from: '09:00', to: '17:00' },
  holidays: indexes(2_000).map((index) => new Date(Date.UTC(2_000 + index * 4, 4, 1)).toISOString().slice(0, 10)),
}
const businessDays = Object.fromEntries(
  indexes(50).map((index) => [
    `day${index}`,
    {
      title: `day ${index}`,
      deadline: {
        from: { fact: index === 0 ? 'deal.day0' : `derived.day${index - 1}` },
        add: { value: 40_000, unit: 'businessDays' },
        counting: 'sameDay',
      },
    },
  ]),
)
const businessHours = Object.fromEntries(
  indexes(50).map((index) => [
    `moment${index}`,
    index % 2 === 0
      ? {
          title: `moment ${index}`,
          deadline: {
            from: { fact: 'deal.moment0' },
            add: { value: 100_000, unit: 'businessHours' },
            pausedDays: { parameter: 'pause' },
          },
        }
      : {
          title: `hours ${index}`,
          elapsed: { from: { fact: 'deal.moment0' }, to: '9999-12-31T23:00:00.000Z', in: 'businessHours' },
        },
  ]),
)
const derivedRules = (names: readonly string[], operand: (index: number) => unknown) =>
  indexes(500).map((index) =>
    rule(
      index,
      all(
        indexes(4).map((each) =>
          leaf(`derived.${names[(index + each) % names.length]}`, 'greaterThan', operand(index)),
        ),
      ),
    ),
  )
const day = (index: number) => new Date(Date.UTC(1_990 + index * 16, 1, 1)).toISOString().slice(0, 10)

const scores = indexes(500).map((index) =>
  rule(index, all(indexes(4).map((each) => leaf(counts[(index + each) % 40]!, 'greaterThan', index))), {
    type: 'score',
    params: { points: 2 ** (index % 20) },
  }),
)

/** Rules of as many facts as there are. */
const oneLongRule = [
  rule(0, { any: indexes(2_000).map((index) => leaf(counts[index % 40]!, 'equal', index * 499)) }, events[0]),
]
/** Whether an odd number of pairs of texts are equal: no comparison ever settles it. */
const parity = Object.fromEntries(
  indexes(5).map((index) => {
    const isEqual = leaf(texts[index]!, 'equal', { fact: texts[index + 20]! })
    const before = { condition: `odd${index - 1}` }
    const odd = { any: [all([before, { not: isEqual }]), all([{ not: before }, isEqual])] }
    return [`odd${index}`, { title: 'odd', ...(index === 0 ? all([isEqual]) : odd) }]
  }),
)
/** 40 lists of 2,000 texts, and 1,900 single ones, for one fact. */
const oneText = [
  ...indexes(40).map((index) => rule(index, leaf('deal.text0', 'in', names(index * 40, 2_000)))),
  ...indexes(380).map((index) =>
    rule(40 + index, all(indexes(5).map((each) => leaf('deal.text0', 'notEqual', `text ${index * 5 + each}`)))),
  ),
]

const at = (instant: string, day: string): Facts[] => [{ 'deal.moment0': instant, 'deal.day0': day }, {}]

const onlyLabels: Facts = Object.fromEntries(indexes(5).map((index) => [`deal.labels${index}`, names(index, 50)]))

/** Sound, every one of them. */
export const nastyPolicies: readonly NastyPolicy[] = [
  { what: '500 rules over 40 facts', point: wideWorld, policy: policyOf(manyRules), facts: factsOf(wideWorld, 1) },
  { what: '500 ranges of one fact', point: wideWorld, policy: policyOf(oneFact), facts: factsOf(wideWorld, 2) },
  { what: '45 lists of 2,000 texts', point: wideWorld, policy: policyOf(longLists), facts: factsOf(wideWorld, 3) },
  {
    what: '20 lists of 2,000 texts in 2,000 comparisons',
    point: wideWorld,
    policy: policyOf(sharedList, { parameters: twentyLists }),
    facts: factsOf(wideWorld, 4),
  },
  { what: '2,000 labels of sets', point: wideWorld, policy: policyOf(manyLabels), facts: factsOf(wideWorld, 5) },
  {
    what: '40 counts in one relation, with 1,500 numbers',
    point: wideWorld,
    policy: policyOf(relatedCounts),
    facts: factsOf(wideWorld, 6),
  },
  {
    what: '40 texts in one relation, with lists of 2,000',
    point: wideWorld,
    policy: policyOf(relatedTexts, { parameters: twentyLists }),
    facts: factsOf(wideWorld, 7),
  },
  {
    what: 'sets that contain texts of lists of 2,000',
    point: wideWorld,
    policy: policyOf(relatedSets, { parameters: twentyLists }),
    facts: [...factsOf(wideWorld, 8), onlyLabels],
  },
  {
    what: 'two related counts, with 1,000 numbers',
    point: wideWorld,
    policy: policyOf(twoRelated),
    facts: factsOf(wideWorld, 9),
  },
  {
    what: '200 named conditions, nested and repeated',
    point: wideWorld,
    policy: policyOf(manyNamed, { conditions: { ...doubling, ...named } }),
    facts: factsOf(wideWorld, 10),
  },
  {
    what: '50 derived days, 8,000 years of business days',
    point: wideWorld,
    policy: policyOf(derivedRules(Object.keys(businessDays), day), { calendar, derived: businessDays }),
    facts: at('1970-01-02T03:04:05.678Z', '1970-01-02'),
  },
  {
    what: '50 derived moments, 8,000 years of business hours',
    point: wideWorld,
    policy: policyOf(
      indexes(500).map((index) =>
        rule(
          index,
          all(
            indexes(4).map((each) => {
              const name = (index + each) % 50
              return leaf(
                `derived.moment${name}`,
                'greaterThan',
                name % 2 === 0 ? `${day(index)}T00:00:00.000Z` : index * 10_000,
              )
            }),
          ),
        ),
      ),
      {
        calendar,
        derived: businessHours,
        parameters: { pause: { title: 'pause', kind: 'count', unit: 'businessDays', value: 1_900_000 } },
      },
    ),
    facts: at('1970-01-02T03:04:05.678Z', '1970-01-02'),
  },
  {
    what: '500 scores added up',
    point: wideCollectingWorld,
    policy: policyOf(scores, {}, wideCollectingWorld),
    facts: factsOf(wideCollectingWorld, 12),
  },
  {
    what: 'one rule of 2,000 comparisons',
    point: wideWorld,
    policy: policyOf(oneLongRule),
    facts: factsOf(wideWorld, 13),
  },
  {
    what: 'parity of five pairs of texts',
    point: wideWorld,
    policy: policyOf([rule(0, { condition: 'odd4' }, events[0])], { conditions: parity }),
    facts: factsOf(wideWorld, 14),
  },
  {
    what: '40 lists and 1,900 texts for one fact',
    point: wideWorld,
    policy: policyOf(oneText),
    facts: factsOf(wideWorld, 15),
  },
]
