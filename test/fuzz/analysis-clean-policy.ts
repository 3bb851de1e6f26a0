import { definePoint } from '@parley/rules/point'
import { type Policy, policySchema } from '@parley/rules/policy'

const partner = { knownTo: 'partner', changeableBy: 'partner' } as const
const staff = { knownTo: 'staff', changeableBy: 'vendor' } as const

/** A small point with one fact of each kind that the analysis has something to say about. */
export const orders = definePoint({
  id: 'orders',
  title: 'Order',
  question: 'Is the order accepted?',
  hitPolicy: 'first',
  facts: {
    'partner.authorized': { kind: 'yesNo', title: 'partner is authorised', ...partner },
    'partner.tier': { kind: 'choice', title: 'tier', values: { silver: 'Silver', gold: 'Gold' }, ...partner },
    'order.units': { kind: 'count', unit: 'units', title: 'units', minimum: 0, maximum: 100_000, ...partner },
    'order.amountMinor': { kind: 'money', title: 'amount', ...partner },
    'order.quotedOn': { kind: 'date', title: 'day of the quote', ...partner },
    'order.placedOn': { kind: 'date', title: 'day of the order', ...partner },
    'order.waived': { kind: 'yesNo', title: 'a manager waives the smallest size', judgement: true, ...partner },
    'account.hold': { kind: 'yesNo', title: 'account is on hold', ...staff },
    'account.risk': { kind: 'count', unit: 'points', title: 'risk', minimum: 0, maximum: 100, ...staff },
  },
  outcomes: {
    accept: {
      title: 'Accepted',
      favour: 2,
      careful: false,
      parameters: {
        days: { kind: 'count', unit: 'days', title: 'days to deliver', minimum: 1, maximum: 365 },
        rateBps: { kind: 'rate', of: 'the list price', title: 'discount', optional: true },
        points: { kind: 'count', unit: 'points', title: 'points', minimum: 0, maximum: 100, optional: true },
      },
    },
    review: { title: 'A person decides', favour: 0, careful: true, personDecides: true, parameters: {} },
    refuse: { title: 'Refused', favour: -1, careful: true, parameters: {} },
  },
})

/** The same question where discounts add up. */
export const discounts = definePoint({
  ...orders,
  id: 'discounts',
  hitPolicy: 'collect',
  outcomes: {
    ...orders.outcomes,
    discount: {
      title: 'Discounted',
      favour: 1,
      careful: false,
      collected: true,
      parameters: {
        rateBps: { kind: 'rate', of: 'the list price', title: 'discount', optional: true, aggregation: 'sum' },
        capMinor: { kind: 'money', title: 'cap', optional: true, aggregation: 'least' },
      },
    },
  },
})

const wording = { partner: 'So it is.', possible: 'Ask us.', staff: 'So it is.' }
const text = { why: 'It is so.', source: 'Clause 1', audience: 'published', wording }
const review = { type: 'review', params: {} }
const criteria = ['the size of the customer']

/** A rule with the words that all rules of these tests have. */
export function ruleOf(id: string, priority: number, conditions: unknown, event: unknown, more: object = {}) {
  return { id, title: `Rule ${id}`, ...text, priority, conditions, event, ...more }
}

export const leaf = (fact: string, operator: string, value: unknown) => ({ fact, operator, value })

const clean = {
  point: 'orders',
  version: 1,
  title: 'Orders',
  currency: 'USD',
  parameters: {
    smallestOrder: { title: 'smallest order', kind: 'count', unit: 'units', value: 100 },
    quoteTerm: { title: 'days for which a quote holds', kind: 'duration', unit: 'days', value: 30 },
    deliveryDays: { title: 'days to deliver', kind: 'count', unit: 'days', value: 20, startsAt: 'the order' },
    goldRateBps: { title: 'discount of Gold', kind: 'rate', of: 'the list price', value: 1_000 },
  },
  derived: {
    quoteEndsOn: {
      title: 'last day of the quote',
      deadline: { from: { fact: 'order.quotedOn' }, add: { parameter: 'quoteTerm' } },
    },
  },
  conditions: {
    large: { title: 'the order is large', ...leaf('order.units', 'greaterThanInclusive', 5_000) },
  },
  covers: [['order.units'], ['partner.tier']],
  rules: [
    ruleOf('authorized', 900, leaf('partner.authorized', 'equal', false), { type: 'refuse', params: {} }),
    ruleOf('hold', 800, leaf('account.hold', 'equal', true), review, { audience: 'internal', criteria }),
    ruleOf('quote-over', 700, leaf('order.placedOn', 'greaterThan', { fact: 'derived.quoteEndsOn' }), {
      type: 'refuse',
      params: {},
    }),
    ruleOf(
      'small',
      600,
      {
        all: [leaf('order.units', 'lessThan', { parameter: 'smallestOrder' }), leaf('order.waived', 'equal', false)],
      },
      { type: 'refuse', params: {} },
    ),
    ruleOf('large', 500, { condition: 'large' }, review, { criteria }),
    ruleOf('gold', 400, leaf('partner.tier', 'equal', 'gold'), {
      type: 'accept',
      params: { days: { parameter: 'deliveryDays' }, rateBps: { parameter: 'goldRateBps' } },
    }),
    ruleOf('silver', 300, leaf('partner.tier', 'equal', 'silver'), {
      type: 'accept',
      params: { days: { parameter: 'deliveryDays' } },
    }),
  ],
  otherwise: { event: review, wording, criteria },
}

export type CleanJson = Omit<typeof clean, 'rules' | 'parameters' | 'conditions' | 'derived' | 'covers'> & {
  rules: ReturnType<typeof ruleOf>[]
  parameters: Record<string, unknown>
  conditions: Record<string, unknown>
  derived: Record<string, unknown>
  covers: string[][]
}

/** A policy of orders in which there is nothing to find, after `change`. Its shape is checked, its meaning only by the analysis. */
export function cleanPolicy(change: (json: CleanJson) => void = () => {}): Policy {
  const json = structuredClone(clean) as unknown as CleanJson
  change(json)
  return policySchema.parse(json)
}

/** A policy of discounts in which there is nothing to find, after `change`. */
export function cleanDiscounts(change: (json: CleanJson) => void = () => {}): Policy {
  return cleanPolicy((json) => {
    json.point = 'discounts'
    json.parameters = { goldRateBps: json.parameters.goldRateBps }
    json.derived = {}
    json.conditions = {}
    json.covers = []
    const rate = (value: unknown) => ({ type: 'discount', params: { rateBps: value } })
    json.rules = [
      ruleOf('authorized', 900, leaf('partner.authorized', 'equal', false), { type: 'refuse', params: {} }),
      ruleOf('gold', 500, leaf('partner.tier', 'equal', 'gold'), rate({ parameter: 'goldRateBps' })),
      ruleOf('volume', 400, leaf('order.units', 'greaterThanInclusive', 1_000), rate(500)),
    ]
    change(json)
  })
}
