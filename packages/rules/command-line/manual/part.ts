import { own } from '../../src/names.ts'
import type { OutcomeDefinition, OutcomeParameter, Point } from '../../src/point.ts'
import type { Policy } from '../../src/policy.ts'
import type { ValueDefinition } from '../../src/value-schema.ts'

/** Some of a policy's parts, as the manual shows them. Of a rule, at least its id, conditions and event. */
export type Part = Partial<Record<Exclude<keyof Policy, 'rules'>, unknown>> & { rules?: readonly ShortRule[] }
type ShortRule = { id: string; event?: { type: string } } & Record<string, unknown>

const words = { partner: 'What the partner reads.', possible: 'What is possible.', staff: 'What staff read.' }

/** The smallest policy of the point around a part: what the part leaves out is filled in, and nothing else is added. */
export function policyAround(point: Point, part: Part): object {
  const careful = Object.entries(point.outcomes).find(([, outcome]) => outcome.careful && !outcome.personDecides)
  const [type, outcome] = careful ?? firstCareful(point)
  const otherwise = {
    event: { type, params: paramsOf(outcome) },
    wording: words,
    ...(outcome.personDecides ? { criteria: ['what is weighed'] } : {}),
  }
  return {
    point: point.id,
    version: 1,
    title: 'An example',
    currency: 'USD',
    calendar: defaultCalendar,
    otherwise,
    ...part,
    parameters: { ...settingsOf(point), ...(part.parameters as object) },
    rules: (part.rules ?? [{ id: 'example', ...ruleFor(point) }]).map(wholeRule),
  }
}

/** A rule with the parts that the manual left out. */
export function wholeRule(rule: ShortRule): object {
  const text = rule.id.replaceAll('-', ' ')
  const fill = { title: text, why: text, source: text, audience: 'published', wording: words, priority: 500 }
  return { ...fill, ...rule }
}

/** The part with changes: rules by id and named things by name, key by key; null takes a named thing out. */
export function changed(part: Part, change: Part): Part {
  const { rules = [], ...rest } = change
  const result: Record<string, unknown> = { ...part }
  for (const [name, value] of Object.entries(rest))
    result[name] = isRecord(value) && isRecord(result[name]) ? merged(result[name], value) : value
  if (!part.rules && rules.length === 0) return result as Part
  const kept = (part.rules ?? []).map((rule) => ({ ...rule, ...rules.find(({ id }) => id === rule.id) }))
  const added = rules.filter(({ id }) => !part.rules?.some((rule) => rule.id === id))
  return { ...result, rules: [...kept, ...added] } as Part
}

function merged(before: Record<string, unknown>, change: Record<string, unknown>): object {
  const after = Object.entries({ ...before, ...change }).map(([name, value]): [string, unknown] => [
    name,
    isRecord(value) && isRecord(before[name]) ? { ...before[name], ...value } : value,
  ])
  return Object.fromEntries(after.filter(([, value]) => value !== null))
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const defaultCalendar = {
  zone: 'America/New_York',
  businessDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  businessHours: { from: '09:00', to: '17:00' },
  holidays: [],
}

function firstCareful(point: Point): [string, OutcomeDefinition] {
  return Object.entries(point.outcomes).find(([, outcome]) => outcome.careful)!
}

function settingsOf(point: Point): object {
  return Object.fromEntries(
    Object.entries(point.settings ?? {}).map(([name, setting]) => [
      name,
      {
        title: setting.title,
        kind: setting.kind,
        ...('unit' in setting ? { unit: setting.unit } : {}),
        ...('of' in setting ? { of: setting.of } : {}),
        value: someValue(setting),
      },
    ]),
  )
}

function paramsOf(outcome: OutcomeDefinition): object {
  const needed = Object.entries(outcome.parameters).filter(([, parameter]) => !parameter.optional)
  return Object.fromEntries(needed.map(([name, parameter]) => [name, someValue(parameter)]))
}

function someValue(definition: ValueDefinition | OutcomeParameter): unknown {
  switch (definition.kind) {
    case 'count':
      return definition.minimum
    case 'choice':
      return Object.keys(definition.values)[0]
    case 'yesNo':
      return false
    case 'date':
      return '2027-01-01'
    case 'instant':
      return '2027-01-01T00:00:00.000Z'
    case 'money':
    case 'rate':
      return 10_000
    default:
      return 'text'
  }
}

function ruleFor(point: Point): Omit<ShortRule, 'id'> {
  const fact = Object.keys(point.facts).find((name) => {
    const { kind, knownTo } = own(point.facts, name)!
    return kind === 'yesNo' && knownTo === 'partner'
  })!
  const [type, outcome] = firstCareful(point)
  return {
    criteria: ['what is weighed'],
    conditions: { fact, operator: 'equal', value: false },
    event: { type, params: paramsOf(outcome) },
  }
}
