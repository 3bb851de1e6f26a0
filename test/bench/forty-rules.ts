import { type OperatorName, operatorsOfKind } from '@parley/rules/operators'
import { definePoint, type FactDefinition, type Facts, type FactValue } from '@parley/rules/point'
import type { Condition, Leaf, Policy } from '@parley/rules/policy'
import { Random } from '../fuzz/rules-random.ts'

const titled = (title: string) => ({ title, knownTo: 'partner', changeableBy: 'partner' }) as const
const levels = { none: 'None', low: 'Low', middle: 'Middle', high: 'High' }
const codes = Array.from({ length: 60 }, (_, index) => `code-${index}`)
const listed = codes.slice(0, 40)

function numbered(
  count: number,
  name: string,
  definition: (title: string) => FactDefinition,
): Record<string, FactDefinition> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${name}${index}`, definition(`${name} ${index}`)]),
  )
}

/** 27 facts of all kinds, as many as a large program tests. */
export const bench = definePoint({
  id: 'bench',
  title: 'Benchmark',
  question: 'How quick is deciding?',
  hitPolicy: 'first',
  facts: {
    ...numbered(6, 'deal.flag', (title) => ({ kind: 'yesNo', ...titled(title) })),
    ...numbered(6, 'partner.level', (title) => ({ kind: 'choice', values: levels, ...titled(title) })),
    ...numbered(7, 'deal.count', (title) => ({
      kind: 'count',
      unit: 'days',
      minimum: 0,
      maximum: 100,
      ...titled(title),
    })),
    ...numbered(3, 'deal.amountMinor', (title) => ({ kind: 'money', ...titled(title) })),
    ...numbered(3, 'account.code', (title) => ({ kind: 'text', ...titled(title) })),
    ...numbered(1, 'account.endsOn', (title) => ({ kind: 'date', ...titled(title) })),
    ...numbered(1, 'account.labels', (title) => ({ kind: 'set', ...titled(title) })),
  },
  outcomes: {
    approve: {
      title: 'Approved',
      favour: 2,
      careful: false,
      parameters: { days: { kind: 'count', unit: 'days', title: 'days', minimum: 1, maximum: 730 } },
    },
    review: { title: 'A person decides', favour: 0, careful: true, parameters: {} },
    reject: { title: 'Not approved', favour: -1, careful: true, parameters: {} },
  },
})

const factNames = Object.keys(bench.facts)
const definitionOf = (fact: string): FactDefinition => bench.facts[fact]!

/** Always the same 40 rules of 3 to 6 comparisons each, nested in all, any and not. */
export function fortyRules(): Policy {
  const random = new Random(40)
  const wording = { partner: 'So it is.', possible: 'Try again.', staff: 'So it is.' }
  const rules = Array.from({ length: 40 }, (_, index) => ({
    id: `rule-${index}`,
    title: `Rule ${index}`,
    why: 'To be measured.',
    source: 'Benchmark',
    audience: 'published' as const,
    wording,
    priority: 1 + Math.floor((39 - index) / 2),
    conditions: randomRule(random),
    event: randomEvent(random),
  }))
  return {
    point: 'bench',
    version: 1,
    title: 'Forty rules',
    currency: 'USD',
    parameters: {
      soonDays: { title: 'soon', kind: 'count', unit: 'days', value: 30 },
      codes: { title: 'codes', kind: 'set', value: listed },
    },
    derived: {},
    conditions: {},
    covers: [],
    rules,
    otherwise: { event: { type: 'review', params: {} }, wording },
  }
}

function randomEvent(random: Random) {
  const type = random.pick(['approve', 'review', 'reject'])
  return { type, params: type === 'approve' ? { days: random.whole(30, 180) } : {} }
}

function randomRule(random: Random): Condition {
  const leaves = random.some(factNames, 3, 6).map((fact) => randomLeaf(random, fact))
  const [first, second, ...rest] = leaves as [Leaf, Leaf, ...Leaf[]]
  const inner: Condition = random.chance(0.7) ? { any: [second, ...rest] } : { not: { any: [second, ...rest] } }
  return random.chance(0.6) ? { all: [first, inner] } : { all: [first, { any: [second, { all: rest }] }] }
}

function randomLeaf(random: Random, fact: string): Leaf {
  const operator: OperatorName = random.pick(operatorsOfKind[definitionOf(fact).kind])
  if (operator === 'in' || operator === 'notIn') {
    if (definitionOf(fact).kind === 'text') return { fact, operator, value: { parameter: 'codes' } }
    return { fact, operator, value: random.some(Object.keys(levels), 2, 3) }
  }
  if (definitionOf(fact).kind === 'count' && random.chance(0.15))
    return { fact, operator, value: { parameter: 'soonDays' } }
  const value = randomValue(random, definitionOf(fact))
  return { fact, operator, value: definitionOf(fact).kind === 'set' ? random.pick(codes) : value }
}

function randomValue(random: Random, definition: FactDefinition): FactValue {
  switch (definition.kind) {
    case 'yesNo':
      return random.chance(0.5)
    case 'choice':
      return random.pick(Object.keys(definition.values))
    case 'text':
      return random.pick(codes)
    case 'count':
      return random.whole(definition.minimum, definition.maximum)
    case 'money':
      return random.whole(0, 5_000_000)
    case 'date':
      return `2027-${String(random.whole(1, 12)).padStart(2, '0')}-${String(random.whole(1, 28)).padStart(2, '0')}`
    case 'set':
      return random.some(codes, 0, 8)
    default:
      throw new Error(`There is no fact of kind ${definition.kind} here.`)
  }
}

/** Always the same facts documents, all of them complete. */
export function seededFacts(count: number): Facts[] {
  const random = new Random(27)
  return Array.from({ length: count }, () =>
    Object.fromEntries(factNames.map((fact) => [fact, randomValue(random, definitionOf(fact))])),
  )
}
