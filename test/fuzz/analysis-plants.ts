import { type CleanJson, leaf, ruleOf } from './analysis-clean-policy.ts'

/** A mistake as an author would make it, and where it has to be found. */
export type Plant = { name: string; kind: string; at: string; plant: (json: CleanJson) => void }

export const accept = (days: number) => ({ type: 'accept', params: { days } })
export const refuse = { type: 'refuse', params: {} }
export const units = (operator: string, value: unknown) => leaf('order.units', operator, value)
export const amount = (operator: string, value: unknown) => leaf('order.amountMinor', operator, value)
export const tier = (value: string) => leaf('partner.tier', 'equal', value)

/** Adds a rule at the end of the document: the clean policy has seven. */
export const adds = (priority: number, conditions: unknown, event: unknown, more?: object) => (json: CleanJson) => {
  json.rules.push(ruleOf('planted', priority, conditions, event, more))
}

/** Puts rules in place of the one for Gold, which stands sixth. */
export const insteadOfGold =
  (...conditions: unknown[]) =>
  (json: CleanJson) => {
    const planted = conditions.map((each, index) =>
      ruleOf(`gold-${index}`, 400 - index, { all: [tier('gold'), each] }, accept(10 + index)),
    )
    json.parameters = { smallestOrder: json.parameters.smallestOrder, ...withoutGold(json.parameters) }
    json.rules.splice(5, 1, ...planted)
  }

const withoutGold = ({ goldRateBps: _, ...rest }: Record<string, unknown>) => rest

export const plants: readonly Plant[] = [
  {
    name: 'an amount that is both below and above',
    kind: 'impossible-condition',
    at: '/rules/7/conditions',
    plant: adds(350, { all: [amount('lessThan', 5_000), amount('greaterThan', 9_000)] }, accept(5)),
  },
  {
    name: 'a count below its least value, behind a named condition',
    kind: 'impossible-condition',
    at: '/conditions/none',
    plant: (json) => {
      json.conditions.none = { title: 'less than nothing is ordered', ...units('lessThan', 0) }
      json.rules[4] = ruleOf(
        'large',
        500,
        { any: [{ condition: 'large' }, { condition: 'none' }] },
        json.rules[4]!.event,
      )
      Object.assign(json.rules[4]!, { criteria: ['the size'] })
    },
  },
  {
    name: 'days that can never come in this order',
    kind: 'impossible-condition',
    at: '/rules/7/conditions',
    plant: adds(
      350,
      {
        all: [
          leaf('order.placedOn', 'lessThan', { fact: 'order.quotedOn' }),
          leaf('order.quotedOn', 'lessThan', '2025-01-01'),
          leaf('order.placedOn', 'greaterThan', '2025-02-01'),
        ],
      },
      accept(5),
    ),
  },
  {
    name: 'an alternative that the one beside it takes in',
    kind: 'impossible-condition',
    at: '/rules/4/conditions/any/1',
    plant: (json) => {
      Object.assign(json.rules[4]!, { conditions: { any: [{ condition: 'large' }, units('greaterThan', 8_000)] } })
    },
  },
  {
    name: 'a rule that always holds',
    kind: 'always-true-condition',
    at: '/rules/7/conditions/any/0',
    plant: adds(950, { any: [amount('greaterThanInclusive', 0), tier('gold')] }, refuse),
  },
  {
    name: 'a comparison that the rest of its rule already makes',
    kind: 'always-true-condition',
    at: '/rules/5/conditions/all/1',
    plant: (json) => {
      const conditions = { all: [tier('gold'), leaf('partner.tier', 'notEqual', 'silver')] }
      Object.assign(json.rules[5]!, { conditions })
    },
  },
  {
    name: 'a rule behind another one',
    kind: 'unreached-rule',
    at: '/rules/7',
    plant: adds(450, { all: [units('greaterThan', 6_000), tier('gold')] }, accept(5)),
  },
  {
    name: 'a rule behind several others together',
    kind: 'unreached-rule',
    at: '/rules/7',
    plant: adds(100, amount('greaterThan', 6_000), refuse),
  },
  {
    name: 'two rules of one priority, one grants and the other refuses',
    kind: 'contradiction',
    at: '/rules/7',
    plant: adds(400, { all: [tier('gold'), amount('greaterThan', 100)] }, refuse),
  },
  {
    name: 'a rule within one of the same outcome',
    kind: 'subsumed-rule',
    at: '/rules/7',
    plant: adds(200, { all: [leaf('partner.authorized', 'equal', false), tier('gold')] }, refuse),
  },
  {
    name: 'a rule in front of a wider one that says the same',
    kind: 'subsumed-rule',
    at: '/rules/7',
    plant: adds(950, { all: [leaf('partner.authorized', 'equal', false), tier('gold')] }, refuse),
  },
  {
    name: 'a rule written twice, in other words',
    kind: 'duplicate-rule',
    at: '/rules/7',
    plant: adds(200, { not: leaf('partner.authorized', 'notEqual', false) }, refuse),
  },
  {
    name: 'nothing at exactly 3,000 units',
    kind: 'range-hole',
    at: '/rules/6/conditions/all/1',
    plant: insteadOfGold(units('lessThanInclusive', 2_999), units('greaterThan', 3_000)),
  },
  {
    name: 'nothing at exactly 3,000 units, between rules of different ends',
    kind: 'range-hole',
    at: '/rules/7/conditions/all/1',
    plant: (json) => {
      insteadOfGold(units('lessThanInclusive', 2_999))(json)
      json.rules.push(ruleOf('many', 350, { all: [tier('gold'), units('greaterThan', 3_000)] }, refuse))
    },
  },
  {
    name: 'nothing between two amounts that differ by one dollar',
    kind: 'range-hole',
    at: '/rules/6/conditions/all/1',
    plant: insteadOfGold(amount('lessThanInclusive', 499_900), amount('greaterThanInclusive', 500_000)),
  },
  {
    name: 'a stretch of units that no tier has',
    kind: 'range-hole',
    at: '/rules/6/conditions/all/1',
    plant: insteadOfGold(amount('lessThanInclusive', 100_000), amount('greaterThan', 300_000)),
  },
  {
    name: '"at most 6,000" beside "at least 6,000"',
    kind: 'range-overlap',
    at: '/rules/6/conditions/all/1',
    plant: insteadOfGold(amount('lessThanInclusive', 600_000), amount('greaterThanInclusive', 600_000)),
  },
  {
    name: '"over 6,000" beside "at least 6,000"',
    kind: 'range-overlap',
    at: '/rules/6/conditions/all/1',
    plant: (json) => {
      insteadOfGold(amount('greaterThan', 600_000), amount('greaterThanInclusive', 600_000))(json)
      json.rules.push(ruleOf('gold-below', 390, tier('gold'), accept(30)))
    },
  },
  {
    name: 'a tier that no rule is left for',
    kind: 'gap',
    at: '/covers/1',
    plant: (json) => {
      json.rules.pop()
    },
  },
  {
    name: 'a fact that shall be covered, and that nobody asks for',
    kind: 'gap',
    at: '/covers/2',
    plant: (json) => {
      json.covers.push(['order.amountMinor'])
      json.rules.pop()
    },
  },
  {
    name: 'a guard below what it guards',
    kind: 'fails-open',
    at: '/rules/5',
    plant: (json) => {
      json.rules[1]!.priority = 350
    },
  },
  {
    name: 'a parameter without a use',
    kind: 'unused-parameter',
    at: '/parameters/forgotten',
    plant: (json) => {
      json.parameters.forgotten = { title: 'forgotten', kind: 'money', value: 5 }
    },
  },
  {
    name: 'a condition without a use',
    kind: 'unused-condition',
    at: '/conditions/forgotten',
    plant: (json) => {
      json.conditions.forgotten = { title: 'forgotten', ...tier('gold') }
    },
  },
  {
    name: 'a derived fact without a use',
    kind: 'unused-derived',
    at: '/derived/forgotten',
    plant: (json) => {
      json.derived.forgotten = { title: 'forgotten', least: [{ fact: 'order.units' }, 7] }
    },
  },
  {
    name: 'a calendar by which nothing counts',
    kind: 'unused-calendar',
    at: '/calendars/forgotten',
    plant: (json) => {
      const businessHours = { from: '09:00', to: '17:00' }
      const forgotten = {
        title: 'forgotten',
        zone: 'Asia/Tokyo',
        businessDays: ['monday'],
        businessHours,
        holidays: [],
      }
      Object.assign(json, { calendars: { forgotten } })
    },
  },
  {
    name: 'a percentage of nothing in particular',
    kind: 'rate-without-base',
    at: '/parameters/goldRateBps',
    plant: (json) => {
      json.parameters.goldRateBps = { title: 'discount of Gold', kind: 'rate', value: 1_000 }
    },
  },
  {
    name: 'days from nobody knows when',
    kind: 'duration-without-start',
    at: '/parameters/deliveryDays',
    plant: (json) => {
      json.parameters.deliveryDays = { title: 'days to deliver', kind: 'count', unit: 'days', value: 20 }
    },
  },
  {
    name: 'a person who decides by nothing in particular',
    kind: 'discretion-without-criteria',
    at: '/rules/4',
    plant: (json) => {
      json.rules[4] = ruleOf('large', 500, json.rules[4]!.conditions, json.rules[4]!.event)
    },
  },
  {
    name: 'a judgement that rests on nothing in particular',
    kind: 'discretion-without-criteria',
    at: '/rules/7',
    plant: adds(650, { all: [leaf('order.waived', 'equal', true), units('lessThan', 50)] }, accept(9)),
  },
  {
    name: 'an internal fact in the words for partners',
    kind: 'leak',
    at: '/rules/1/wording/partner',
    plant: (json) => {
      json.rules[1]!.wording = { ...json.rules[1]!.wording, partner: 'Your risk is {account.risk}.' }
    },
  },
  {
    name: 'an internal fact in what is possible instead',
    kind: 'leak',
    at: '/otherwise/wording/possible',
    plant: (json) => {
      json.otherwise.wording = { ...json.otherwise.wording, possible: 'Wait until {account.risk} is lower.' }
    },
  },
  {
    name: 'a published rule that tests an internal fact through a named condition',
    kind: 'leak',
    at: '/rules/7/audience',
    plant: (json) => {
      json.conditions.risky = { title: 'the account is risky', ...leaf('account.risk', 'greaterThan', 80) }
      adds(750, { condition: 'risky' }, refuse)(json)
    },
  },
  {
    name: 'an internal fact handed over with the outcome',
    kind: 'leak',
    at: '/rules/6/event/params/points',
    plant: (json) => {
      const event = {
        type: 'accept',
        params: { days: { parameter: 'deliveryDays' }, points: { fact: 'account.risk' } },
      }
      Object.assign(json.rules[6]!, { event })
    },
  },
  {
    name: 'an internal fact behind a derived one',
    kind: 'leak',
    at: '/rules/6/event/params/points',
    plant: (json) => {
      json.derived.shown = { title: 'shown', sum: [{ fact: 'account.risk' }, 1] }
      const event = {
        type: 'accept',
        params: { days: { parameter: 'deliveryDays' }, points: { fact: 'derived.shown' } },
      }
      Object.assign(json.rules[6]!, { event })
    },
  },
  {
    name: 'two hidden causes that sound different',
    kind: 'leak',
    at: '/rules/7/wording/partner',
    plant: adds(
      790,
      leaf('account.risk', 'greaterThan', 80),
      { type: 'review', params: {} },
      {
        audience: 'internal',
        criteria: ['the risk'],
        wording: { partner: 'We look at this more closely.', staff: 'So it is.' },
      },
    ),
  },
]

const rate = (value: number) => ({ type: 'discount', params: { rateBps: value } })

/** What goes wrong where rules are collected: the clean policy of discounts has three rules. */
export const collectingPlants: readonly Plant[] = [
  {
    name: 'a discount that a refusal always prevents, though it has a lower priority',
    kind: 'unreached-rule',
    at: '/rules/3',
    plant: adds(950, { all: [leaf('partner.authorized', 'equal', false), tier('gold')] }, rate(100)),
  },
  {
    name: 'a discount that is counted twice',
    kind: 'duplicate-rule',
    at: '/rules/3',
    plant: adds(100, units('greaterThan', 999), rate(500)),
  },
  {
    name: 'a cap that another one always undercuts',
    kind: 'subsumed-rule',
    at: '/rules/3',
    plant: (json) => {
      adds(100, units('greaterThan', 2_000), { type: 'discount', params: { capMinor: 900 } })(json)
      json.rules.push(
        ruleOf('cap', 50, units('greaterThan', 1_500), { type: 'discount', params: { rateBps: 10, capMinor: 800 } }),
      )
    },
  },
  {
    name: 'two discounts that both count at one value',
    kind: 'range-overlap',
    at: '/rules/3/conditions',
    plant: adds(100, units('lessThanInclusive', 1_000), rate(200)),
  },
]
