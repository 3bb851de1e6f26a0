import { definePoint, type Point } from '@parley/rules/point'
import type { Condition, Policy } from '@parley/rules/policy'
import type { Random } from './rules-random.ts'
import { randomPolicy, smallWorld } from './rules-small-world.ts'

const wait = {
  ...smallWorld.outcomes.wait,
  parameters: { days: { kind: 'count', unit: 'days', title: 'days', minimum: -9, maximum: 99, optional: true } },
} as const

/** The small world, where a waiting decision may carry a fact too. */
const carryingWorld = definePoint({ ...smallWorld, outcomes: { ...smallWorld.outcomes, wait } })

/** The same where all grants that hold are added up. */
const collectingWorld = definePoint({
  ...carryingWorld,
  id: 'collectingWorld',
  hitPolicy: 'collect',
  outcomes: {
    ...carryingWorld.outcomes,
    grant: {
      ...smallWorld.outcomes.grant,
      collected: true,
      parameters: {
        days: {
          kind: 'count',
          unit: 'days',
          title: 'days',
          minimum: 1,
          maximum: 99,
          optional: true,
          aggregation: 'sum',
        },
        amountMinor: { kind: 'money', title: 'amount', optional: true, aggregation: 'greatest' },
      },
    },
  },
})

export const worlds: Readonly<Record<string, Point>> = { smallWorld: carryingWorld, collectingWorld }

function lengthFrom(start: 'it.startsOn' | 'it.endsOn'): Policy['derived'][string] {
  const end = start === 'it.startsOn' ? 'it.endsOn' : 'it.startsOn'
  return { title: 'length', elapsed: { from: { fact: start }, to: { fact: end }, in: 'days' } }
}

const calendar: NonNullable<Policy['calendar']> = {
  zone: 'Europe/Berlin',
  businessDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  businessHours: { from: '09:00', to: '17:00' },
  holidays: [],
}

/** The calendar of the family "a", with holidays of its own; all others have the policy's. */
const calendarsWith = (...holidays: string[]): Policy['calendars'] => ({
  a: { ...calendar, title: 'calendar of A', holidays },
})

const derived: Policy['derived'] = {
  allPeople: {
    title: 'all people',
    sum: [{ fact: 'it.people' }, { fact: 'it.formerPeople' }, { parameter: 'fewPeople' }],
  },
  length: lengthFrom('it.startsOn'),
  answerBy: {
    title: 'day to answer',
    deadline: { from: { fact: 'it.startsOn' }, add: { value: 2, unit: 'days' }, pausedDays: { fact: 'it.daysLeft' } },
  },
  workedOn: {
    title: 'next business day',
    deadline: {
      from: { fact: 'it.startsOn' },
      add: { value: 1, unit: 'businessDays' },
      calendar: { fact: 'it.family' },
    },
  },
}

/** A random policy of one of the worlds; some rules test derived facts, and some outcomes carry facts. */
export function randomRichPolicy(random: Random, point: Point): Policy {
  const calendars = calendarsWith('2027-03-01')
  const policy = { ...randomPolicy(random), point: point.id, calendar, calendars, derived, covers: [] }
  const rules = policy.rules.map((rule) => ({
    ...rule,
    conditions: random.chance(0.3) ? withDerived(random, rule.conditions) : rule.conditions,
    event:
      rule.event.type === 'grant' && random.chance(0.4)
        ? { ...rule.event, params: { days: { fact: random.pick(['it.daysLeft', 'derived.length']) } } }
        : rule.event,
  }))
  const otherwise = random.chance(0.3)
    ? { ...policy.otherwise, event: { type: 'wait', params: { days: { fact: 'it.daysLeft' } } } }
    : policy.otherwise
  return { ...policy, rules, otherwise }
}

function withDerived(random: Random, condition: Condition): Condition {
  const leaf = random.pick<Condition>([
    { fact: 'derived.allPeople', operator: 'greaterThan', value: random.whole(6, 13) },
    { fact: 'derived.length', operator: 'lessThanInclusive', value: random.whole(-2, 2) },
    { fact: 'derived.workedOn', operator: 'equal', value: random.pick([{ fact: 'it.endsOn' }, '2027-03-02']) },
    { fact: 'derived.answerBy', operator: 'greaterThan', value: random.pick([{ fact: 'it.endsOn' }, '2027-03-01']) },
  ])
  return random.chance(0.5) ? { all: [leaf, condition] } : { any: [condition, leaf] }
}

/** No two rules of a policy have one id: what was removed may have left a gap. */
function newId(rules: Policy['rules']): string {
  const taken = new Set(rules.map(({ id }) => id))
  for (let number = rules.length; ; number++) if (!taken.has(`added-${number}`)) return `added-${number}`
}

/** The policy after one edit, as somebody makes it in the studio. */
export function edited(random: Random, point: Point, policy: Policy): Policy {
  const other = randomRichPolicy(random, point)
  const { rules } = policy
  const at = random.whole(0, rules.length - 1)
  const donor = random.pick(other.rules)
  const conditions = { ...other.conditions, ...policy.conditions }
  switch (
    random.pick([
      'conditions',
      'conditions',
      'rule',
      'event',
      'removed',
      'added',
      'moved',
      'otherwise',
      'parameter',
      'derived',
      'calendars',
    ])
  ) {
    case 'conditions':
      return { ...policy, conditions, rules: rules.with(at, { ...rules[at]!, conditions: donor.conditions }) }
    case 'rule':
      return {
        ...policy,
        conditions,
        rules: rules.with(at, { ...donor, id: rules[at]!.id, priority: rules[at]!.priority }),
      }
    case 'event':
      return { ...policy, rules: rules.with(at, { ...rules[at]!, event: donor.event }) }
    case 'removed':
      return { ...policy, rules: rules.length > 1 ? rules.toSpliced(at, 1) : rules }
    case 'added':
      return { ...policy, conditions, rules: rules.toSpliced(at, 0, { ...donor, id: newId(rules) }) }
    case 'moved':
      return { ...policy, rules: rules.with(at, { ...rules[at]!, priority: donor.priority }) }
    case 'otherwise':
      return { ...policy, otherwise: other.otherwise }
    case 'parameter':
      return {
        ...policy,
        parameters: {
          ...policy.parameters,
          fewPeople: { title: 'few people', kind: 'count', unit: 'people', value: random.whole(1, 5) },
        },
      }
    case 'calendars':
      return { ...policy, calendars: calendarsWith(random.pick(['2027-03-01', '2027-03-02'])) }
    default:
      return {
        ...policy,
        derived: { ...policy.derived, length: lengthFrom(random.pick(['it.startsOn', 'it.endsOn'])) },
      }
  }
}
