import { operatorsOfKind } from '@parley/rules/operators'
import type { Condition, Policy } from '@parley/rules/policy'
import type { Random } from './rules-random.ts'
import { type FactName, smallWorld } from './rules-small-world.ts'

const wording = { partner: 'So it is.', possible: 'Try again.', staff: 'So it is.' }
const grades = ['low', 'middle', 'high']
const texts = ['a', 'b']

/** Facts that can be compared with each other. */
const twins: Partial<Record<FactName, FactName>> = {
  'it.grade': 'it.formerGrade',
  'it.family': 'it.formerFamily',
  'it.people': 'it.formerPeople',
  'it.startsOn': 'it.endsOn',
  'it.labels': 'it.family',
}
const drawn: readonly FactName[] = [
  'it.isSigned',
  'it.grade',
  'it.people',
  'it.people',
  'it.amountMinor',
  'it.family',
  'it.labels',
  'it.startsOn',
]

/** A random policy of two or three facts, so few that its rules get in each other's way all the time. */
export function randomTightPolicy(random: Random): unknown {
  const facts = [...new Set(random.some(drawn, 2, 3))]
  const leaf = (): Condition => randomLeaf(random, random.pick(facts))
  const part = (depth: number): Condition => {
    if (depth === 0 || random.chance(0.4)) return leaf()
    if (random.chance(0.15)) return { not: part(depth - 1) }
    const parts = Array.from({ length: random.whole(2, 3) }, () => part(depth - 1))
    return random.chance(0.6) ? { all: parts } : { any: parts }
  }
  const conditions = random.chance(0.5) ? { named: { title: 'it is named', ...part(1) } } : {}
  const rules = Array.from({ length: random.whole(2, 5) }, (_, index) => ({
    id: `rule-${index}`,
    title: `Rule ${index}`,
    why: 'Chance.',
    source: 'Chance',
    audience: 'published',
    wording,
    priority: random.whole(1, 4),
    conditions: 'named' in conditions && random.chance(0.3) ? { all: [{ condition: 'named' }, part(1)] } : part(2),
    event: { type: random.pick(['share', 'wait', 'refuse']), params: {} },
  }))
  return {
    point: smallWorld.id,
    version: 1,
    title: 'Chance',
    currency: 'USD',
    parameters: {},
    conditions,
    covers: [random.some(facts, 1, 2)],
    rules,
    otherwise: { event: { type: 'wait', params: {} }, wording },
  } satisfies Partial<Record<keyof Policy, unknown>>
}

function randomLeaf(random: Random, fact: FactName): Condition {
  const { kind } = smallWorld.facts[fact]
  const operator = random.pick(operatorsOfKind[kind])
  const twin = twins[fact]
  const takesList = operator === 'in' || operator === 'notIn'
  if (twin && !takesList && random.chance(0.2)) return { fact, operator, value: { fact: twin } }
  if (takesList) return { fact, operator, value: random.some(kind === 'text' ? texts : grades, 1, 2) }
  if (kind === 'yesNo') return { fact, operator, value: random.chance(0.5) }
  if (kind === 'choice') return { fact, operator, value: random.pick(grades) }
  if (kind === 'text' || kind === 'set') return { fact, operator, value: random.pick(texts) }
  if (kind === 'date') return { fact, operator, value: random.pick(['2027-02-28', '2027-03-01']) }
  return { fact, operator, value: random.whole(0, 6) }
}
