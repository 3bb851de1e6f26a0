import {
  type HostileDocument,
  indexes,
  type Json,
  nested,
  soundCalendar,
  withCondition,
  withDerived,
  withRule,
  withTop,
} from './documents.ts'

const title = 'worked out'
const people = { fact: 'it.people' }
const sum = (...parts: unknown[]) => ({ title, sum: parts })
const at = '/derived/it'

/** Each is the next one and one more; the last is the first again when it goes in a circle. */
export const chain = (length: number, isCircle = false): Json =>
  Object.fromEntries(
    indexes(length).map((index) => [
      `d${index}`,
      sum(index + 1 < length ? { fact: `derived.d${index + 1}` } : isCircle ? { fact: 'derived.d0' } : people, 1),
    ]),
  )

const deadline = (change: Json) => ({
  title,
  deadline: { from: { fact: 'it.startsOn' }, add: { value: 5, unit: 'businessDays' }, ...change },
})

/** Derived facts that can't be worked out, or mustn't be. */
export const hostileDerived: readonly HostileDocument[] = [
  ['a derived fact of itself', withDerived(sum({ fact: 'derived.it' }, 1)), at, /worked out from itself: it → it/],
  [
    'two derived facts of each other',
    withDerived({ one: sum({ fact: 'derived.two' }), two: { title, least: [{ fact: 'derived.one' }] } }),
    '/derived/one',
    /one → two → one/,
  ],
  ['a circle of 50', withDerived(chain(50, true)), '/derived/d0', /d0 → d1 → d2 → d3 → d4 → … → d0/],
  ['51 derived facts', withDerived(chain(51)), '/derived', /more than 50 derived facts/],
  ['5,000 derived facts', withDerived(chain(5_000)), '/derived', /more than 500 names/],
  [
    'a derived fact called __proto__',
    withTop({ derived: JSON.parse(`{"__proto__": ${JSON.stringify(sum(people, 1))}}`) }),
    '/derived/__proto__',
    /can't be used as a name/,
  ],
  [
    'a derived fact called constructor',
    withTop({ derived: { constructor: sum(people, 1) } }),
    '/derived/constructor',
    /can't be used as a name/,
  ],
  [
    'a derived fact with a dot in its name',
    withDerived({ 'a.b': sum(people, 1) }),
    '/derived/a.b',
    /can't be used as a name/,
  ],
  ['an empty name', withDerived({ '': sum(people, 1) }), '/derived/', /can't be used as a name/],
  ['a name of 81 letters', withDerived({ ['a'.repeat(81)]: sum(people, 1) }), `/derived/${'a'.repeat(81)}`, /name/],
  [
    'a derived fact of Object.prototype',
    withDerived(sum({ fact: 'derived.valueOf' }, 1)),
    `${at}/sum/0/fact`,
    /no fact/,
  ],
  [
    'a parameter of Object.prototype',
    withDerived(sum({ parameter: 'toString' }, 1)),
    `${at}/sum/0/parameter`,
    /no para/,
  ],
  ['a fact that does not exist', withDerived(sum({ fact: 'it.peeple' })), `${at}/sum/0/fact`, /no fact "it.peeple"/],
  ['a derived fact that does not exist', withDerived(sum({ fact: 'derived.them' })), `${at}/sum/0/fact`, /no fact/],
  ['no way to work it out', withDerived({ title }), at, /isn't said how/],
  [
    'two ways to work it out',
    withDerived({ title, sum: [people], product: [people, 2] }),
    `${at}/product`,
    /doesn't belong/,
  ],
  ['code', withDerived({ title, sum: ['process.exit()'] }), `${at}/sum/0`, /neither a day nor a moment/],
  ['a path in a quantity', withDerived(sum({ ...people, path: '$' })), `${at}/sum/0/path`, /doesn't belong/],
  [
    'a parameter and a fact in one quantity',
    withDerived(sum({ ...people, parameter: 'it' })),
    `${at}/sum/0/fact`,
    /doesn't belong/,
  ],
  [
    'sums nested 10 deep in a quantity',
    withDerived({ title, sum: [nested(10, (inner) => ({ sum: [inner] }), people)] }),
    `${at}/sum/0`,
    /Nothing can be worked out from this/,
  ],
  [
    'sums nested 1,000 deep',
    withDerived({ title, sum: [nested(1_000, (inner) => ({ sum: [inner] }), people)] }),
    `${at}/sum/0${'/sum/0'.repeat(14)}`,
    /deeper than 32 levels/,
  ],
  ['an empty sum', withDerived({ title, sum: [] }), `${at}/sum`, /"sum" is empty/],
  ['a sum of 51', withDerived(sum(...indexes(51).map(() => people))), `${at}/sum`, /more than 50 entries/],
  ['a sum of 90,000', withDerived(sum(...indexes(90_000).map(() => 1))), `${at}/sum`, /more than 50 entries/],
  ['a sum of numbers alone', withDerived(sum(1, 2)), `${at}/sum`, /only numbers/],
  ['a sum of people and days', withDerived(sum(people, { fact: 'it.daysLeft' })), `${at}/sum/1/fact`, /counts days/],
  ['a sum of days of the calendar', withDerived(sum({ fact: 'it.startsOn' })), `${at}/sum/0/fact`, /is a day/],
  ['a sum of a set', withDerived(sum({ fact: 'it.labels' })), `${at}/sum/0/fact`, /is of kind "set"/],
  ['a fraction in a sum', withDerived(sum(people, 0.5)), `${at}/sum/1`, /0.5 is not a whole number/],
  ['a number beyond 2^53', withDerived(sum(people, 2 ** 53)), `${at}/sum/1`, /is not a whole number/],
  ['NaN in a sum', withDerived(sum(people, Number.NaN)), `${at}/sum/1`, /./],
  ['infinity in a sum', withDerived(sum(people, Number.POSITIVE_INFINITY)), `${at}/sum/1`, /./],
  [
    'a product of two amounts',
    withDerived({ title, product: [{ fact: 'it.amountMinor' }, { fact: 'it.amountMinor' }] }),
    `${at}/product/1/fact`,
    /Two amounts can't be multiplied/,
  ],
  [
    'a product of three',
    withDerived({ title, product: [people, people, people] }),
    `${at}/product`,
    /more than 2 entries/,
  ],
  ['a product of one', withDerived({ title, product: [people] }), `${at}/product`, /./],
  [
    'a product with a rate',
    withDerived({ title, product: [people, { fact: 'it.rateBps' }] }),
    `${at}/product/1/fact`,
    /is a rate/,
  ],
  [
    'a share by a count',
    withDerived({ title, share: { rate: people, of: { fact: 'it.amountMinor' } } }),
    `${at}/share/rate/fact`,
    /taken by a rate/,
  ],
  [
    'a share of a day',
    withDerived({ title, share: { rate: 10, of: { fact: 'it.endsOn' } } }),
    `${at}/share/of/fact`,
    /is a day/,
  ],
  [
    'a share by a rate beyond a hundred times',
    withDerived({ title, share: { rate: 1_000_001, of: { fact: 'it.amountMinor' } } }),
    `${at}/share/rate`,
    /1000001/,
  ],
  [
    'a share by a rate below nothing',
    withDerived({ title, share: { rate: -1, of: { fact: 'it.amountMinor' } } }),
    `${at}/share/rate`,
    /-1/,
  ],
  [
    'a ratio that is a hundred times and more when there is none',
    withDerived({ title, ratio: { of: people, to: people, whenNone: 1_000_001 } }),
    `${at}/ratio/whenNone`,
    /more than 1000000/,
  ],
  [
    'a ratio of money to people',
    withDerived({ title, ratio: { of: { fact: 'it.amountMinor' }, to: people } }),
    `${at}/ratio/to/fact`,
    /counts people/,
  ],
  [
    'the least of days and moments',
    withDerived({ title, least: [{ fact: 'it.startsOn' }, { fact: 'it.madeAt' }] }),
    `${at}/least/1/fact`,
    /is a moment/,
  ],
  [
    'the greatest of texts',
    withDerived({ title, greatest: [{ fact: 'it.family' }] }),
    `${at}/greatest/0/fact`,
    /is of kind "text"/,
  ],
  [
    'a deadline of 100,001 days',
    withDerived(deadline({ add: { value: 100_001, unit: 'days' } })),
    `${at}/deadline/add/value`,
    /more than 100000/,
  ],
  [
    'a deadline of half a day',
    withDerived(deadline({ add: { value: 0.5, unit: 'days' } })),
    `${at}/deadline/add/value`,
    /whole number/,
  ],
  [
    'a deadline of minus a day',
    withDerived(deadline({ add: { value: -1, unit: 'days' } })),
    `${at}/deadline/add/value`,
    /less than 0/,
  ],
  [
    'a deadline of decades',
    withDerived(deadline({ add: { value: 1, unit: 'decades' } })),
    `${at}/deadline/add/unit`,
    /./,
  ],
  ['a deadline of a text', withDerived(deadline({ add: 'P5D' })), `${at}/deadline/add`, /no span of time/],
  [
    'a deadline of people',
    withDerived(deadline({ add: { parameter: 'few' } }), {
      parameters: { few: { title, kind: 'count', unit: 'people', value: 3 } },
      calendar: soundCalendar,
    }),
    `${at}/deadline/add/parameter`,
    /no span of time/,
  ],
  [
    'a deadline from an amount',
    withDerived(deadline({ from: { fact: 'it.amountMinor' } })),
    `${at}/deadline/from/fact`,
    /has to be a day or a moment/,
  ],
  [
    'a deadline in hours from a day',
    withDerived(deadline({ add: { value: 5, unit: 'hours' } })),
    `${at}/deadline/add`,
    /starts at a day/,
  ],
  [
    'a deadline in business days and no calendar',
    withDerived(deadline({}), {}),
    `${at}/deadline/add`,
    /has no calendar/,
  ],
  [
    'paused amounts',
    withDerived(deadline({ pausedDays: { fact: 'it.amountMinor' } })),
    `${at}/deadline/pausedDays/fact`,
    /count of days/,
  ],
  ['counting that does not exist', withDerived(deadline({ counting: 'dayBefore' })), `${at}/deadline/counting`, /./],
  [
    'the day of a day',
    withDerived({ title, dayOf: { fact: 'it.startsOn' } }),
    `${at}/dayOf/fact`,
    /has to be a moment/,
  ],
  [
    'the day of a moment and no calendar',
    withDerived({ title, dayOf: { fact: 'it.madeAt' } }, {}),
    `${at}/dayOf`,
    /has no calendar/,
  ],
  [
    'hours between days',
    withDerived({ title, elapsed: { from: { fact: 'it.startsOn' }, to: { fact: 'it.endsOn' }, in: 'hours' } }),
    `${at}/elapsed/from/fact`,
    /Hours pass between moments/,
  ],
  [
    'time elapsed in points',
    withDerived({ title, elapsed: { from: { fact: 'it.startsOn' }, to: { fact: 'it.endsOn' }, in: 'points' } }),
    `${at}/elapsed/in`,
    /not one of the values/,
  ],
  [
    'a rule that compares a derived fact with itself',
    {
      ...withDerived(sum(people, 1)),
      rules: withCondition({ fact: 'derived.it', operator: 'lessThan', value: { fact: 'derived.it' } }).rules,
    },
    '/rules/0/conditions/value',
    /compared with itself/,
  ],
  [
    'a rule of a derived fact that is not there',
    withCondition({ fact: 'derived.it', operator: 'equal', value: 1 }),
    '/rules/0/conditions/fact',
    /no fact "derived.it"/,
  ],
  [
    'a rule of derived.__proto__',
    withCondition({ fact: 'derived.__proto__', operator: 'equal', value: 1 }),
    '/rules/0/conditions/fact',
    /no fact/,
  ],
  [
    'a wording with a derived fact that is not there',
    withRule({ wording: { partner: '{derived.it}', possible: 'x', staff: 'x' } }),
    '/rules/0/wording/partner',
    /no fact "derived.it"/,
  ],
]
