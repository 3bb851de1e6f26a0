import { operatorsOfKind } from '@parley/rules/operators'
import { type FactDefinition, type OutcomeDefinition, type Point, units } from '@parley/rules/point'
import { membersOf, type Path, type Place } from './json-place.ts'
import { keysOfTime, timeUnitNames, valuesOfTime } from './suggest-derived.ts'
import {
  factNames,
  key,
  kindWords,
  type Names,
  parametersOf,
  type Sibling,
  type Suggestion,
  word,
} from './suggestion.ts'

export const operatorWords: Record<string, string> = {
  equal: 'is',
  notEqual: 'is not',
  in: 'is one of',
  notIn: 'is none of',
  lessThan: 'is less than',
  lessThanInclusive: 'is at most',
  greaterThan: 'is more than',
  greaterThanInclusive: 'is at least',
  contains: 'contains',
  doesNotContain: "doesn't contain",
}

export const outcomeNames = (point: Point): Suggestion[] =>
  Object.entries(point.outcomes).map(([name, outcome]) => word(name, outcome.title))

/** Values that this fact can have, where they are few. */
export function valuesOf(fact: FactDefinition): Suggestion[] {
  if (fact.kind === 'yesNo') return ['true', 'false'].map((label) => ({ label, json: label }))
  if (fact.kind === 'choice') return Object.entries(fact.values).map(([value, title]) => word(value, title))
  return []
}

/** What the document names so far, read even when it is broken elsewhere. */
export function namesIn(text: string, point: Point): Names {
  const start = text.indexOf('{')
  const root = start < 0 ? new Map() : membersOf(text, start)
  const within = (key: string) => {
    const member = root.get(key)
    return member ? [...membersOf(text, member.from)] : []
  }
  const title = (from: number, key: string) => membersOf(text, from).get(key)?.text ?? ''
  return {
    point,
    parameters: new Map(
      within('parameters').map(([name, { from }]) => [
        name,
        { kind: title(from, 'kind'), title: title(from, 'title') },
      ]),
    ),
    conditions: new Map(within('conditions').map(([name, { from }]) => [name, title(from, 'title')])),
    derived: new Map(within('derived').map(([name, { from }]) => [name, title(from, 'title')])),
    rules: [...text.matchAll(/^\s*"id":\s*"([a-z0-9-]+)"/gm)].map((match) => match[1] as string),
  }
}

/** Whether the path leads to a node of a condition: a rule's, or a named one's. */
function isNode(path: Path): boolean {
  let rest: Path
  if (path[0] === 'rules' && path[2] === 'conditions') rest = path.slice(3)
  else if (path[0] === 'conditions' && path.length >= 2) rest = path.slice(2)
  else return false
  while (rest.length > 0) {
    if (rest[0] === 'not') rest = rest.slice(1)
    else if ((rest[0] === 'all' || rest[0] === 'any') && typeof rest[1] === 'number') rest = rest.slice(2)
    else return false
  }
  return true
}

const snippets = {
  leaf: '{ "fact": "#{fact}", "operator": "#{equal}", "value": #{true} }',
  all: '{ "all": [#{}] }',
  any: '{ "any": [#{}] }',
  not: '{ "not": #{} }',
  condition: '{ "condition": "#{name}" }',
}
const nodes: Suggestion[] = [
  { label: '{ fact … }', json: snippets.leaf, detail: 'compares a fact', fields: true },
  { label: '{ all … }', json: snippets.all, detail: 'all of these hold', fields: true },
  { label: '{ any … }', json: snippets.any, detail: 'at least one holds', fields: true },
  { label: '{ not … }', json: snippets.not, detail: 'this does not hold', fields: true },
  { label: '{ condition … }', json: snippets.condition, detail: 'a named condition', fields: true },
]

const ruleSnippet = `{
\t"id": "#{new-rule}",
\t"title": "#{What it is about}",
\t"why": "#{Why the program has this rule.}",
\t"source": "#{Rules of engagement, clause 1}",
\t"audience": "#{published}",
\t"wording": {
\t\t"partner": "#{What the partner reads.}",
\t\t"possible": "#{What the partner can still do.}",
\t\t"staff": "#{What staff read.}"
\t},
\t"priority": #{100},
\t"conditions": { "all": [{ "fact": "#{fact}", "operator": "#{equal}", "value": #{true} }] },
\t"event": { "type": "#{review}", "params": {} }
}`

const rootKeys = [
  key('point', '"#{}"'),
  key('version', '#{1}'),
  key('title', '"#{}"'),
  key('currency', '"#{USD}"'),
  key('parameters', '{#{}}', 'numbers that people argue over'),
  key('calendar', '{#{}}', 'business days, hours and holidays'),
  key('calendars', '{#{}}', 'other calendars, by name'),
  key('derived', '{#{}}', 'facts that the policy works out'),
  key('conditions', '{#{}}', 'named conditions'),
  key('covers', '[["#{fact}"]]', 'facts for which some rule shall always hold'),
  key('rules', '[#{}]'),
  key('otherwise', '{#{}}', 'when no rule decides'),
]
const ruleKeys = [
  key('id', '"#{}"', 'stable, in kebab-case'),
  key('title', '"#{}"'),
  key('why', '"#{}"', 'why the program has it'),
  key('source', '"#{}"', 'clause or agreement'),
  key('audience', '"#{published}"', 'published or internal'),
  key('wording', '{ "partner": "#{}", "staff": "#{}" }'),
  key('priority', '#{100}', '1 to 10,000; higher is looked at first'),
  key('conditions', '{ "all": [#{}] }'),
  key('event', '{ "type": "#{}", "params": {} }', 'the outcome'),
  key('criteria', '["#{}"]', 'what the person weighs, where a person decides'),
]
const wordingKeys = [
  key('partner', '"#{}"', 'what the partner reads'),
  key('possible', '"#{}"', 'what the partner can still do'),
  key('staff', '"#{}"', 'what staff read'),
]
const nodeKeys = [
  key('fact', '"#{}"'),
  key('operator', '"#{}"'),
  key('value', '#{}'),
  key('all', '[#{}]', 'all of these hold'),
  key('any', '[#{}]', 'at least one holds'),
  key('not', '{#{}}', 'this does not hold'),
  key('condition', '"#{}"', 'a named condition'),
]
const parameterKeys = [
  key('title', '"#{}"', 'a noun phrase, as a sentence would use it'),
  key('kind', '"#{}"'),
  key('unit', '"#{}"', 'for a count or a duration'),
  key('startsAt', '"#{}"', 'the event that a time counts from'),
  key('of', '"#{}"', 'what a rate is a rate of'),
  key('value', '#{}'),
]

/** What may stand at this place of a policy document. */
export function suggestInPolicy(text: string, place: Place, names: Names): Suggestion[] {
  if (place.role === 'between') return []
  const sibling = (name: string, up = 0) => {
    const start = place.starts.at(-1 - up)
    return start === undefined ? undefined : membersOf(text, start).get(name)?.text
  }
  if (place.role === 'key') return keysAt(place.path, names, sibling)
  return valuesAt(place.path, names, sibling)
}

function keysAt(path: Path, names: Names, sibling: Sibling): Suggestion[] {
  const last = path.at(-1)
  if (path.length === 0) return rootKeys
  const ofTime = keysOfTime(path, sibling)
  if (ofTime) return ofTime
  if (path.length === 2 && path[0] === 'rules') return ruleKeys
  if (path.length === 2 && path[0] === 'parameters') return parameterKeys
  if (last === 'wording') return wordingKeys
  if (last === 'event') return [key('type', '"#{}"'), key('params', '{#{}}')]
  if (last === 'otherwise') return ruleKeys.filter(({ label }) => ['event', 'wording', 'criteria'].includes(label))
  if (last === 'params') {
    const outcome = outcomeOf(names.point, sibling('type', 1))
    return Object.entries(outcome?.parameters ?? {}).map(([name, parameter]) => key(name, '#{}', parameter.title))
  }
  if (last === 'value' && isNode(path.slice(0, -1))) return [key('parameter', '"#{}"'), key('fact', '"#{}"')]
  if (path[0] === 'conditions' && path.length === 2) return [key('title', '"#{}"'), ...nodeKeys]
  return isNode(path) ? nodeKeys : []
}

const outcomeOf = (point: Point, type: string | undefined): OutcomeDefinition | undefined =>
  type !== undefined && Object.hasOwn(point.outcomes, type) ? point.outcomes[type] : undefined
export const factOf = (point: Point, name: string | undefined): FactDefinition | undefined =>
  name !== undefined && Object.hasOwn(point.facts, name) ? point.facts[name] : undefined

const asParameter = (suggestion: Suggestion): Suggestion => ({
  label: `parameter ${suggestion.label}`,
  json: `{ "parameter": ${suggestion.json} }`,
  ...(suggestion.detail ? { detail: suggestion.detail } : {}),
})

const asFact = (suggestion: Suggestion): Suggestion => ({
  ...suggestion,
  label: `fact ${suggestion.label}`,
  json: `{ "fact": ${suggestion.json} }`,
})

function valuesAt(path: Path, names: Names, sibling: Sibling): Suggestion[] {
  const [last, parent] = [path.at(-1), path.slice(0, -1)]
  const ofTime = valuesOfTime(path, names)
  if (ofTime) return ofTime
  if (path[0] === 'parameters' && path.length === 3) return parameterValues(last, sibling)
  if (path.length === 2 && path[0] === 'rules') return [{ label: 'New rule', json: ruleSnippet, fields: true }]
  if (last === 'point' && path.length === 1) return [word(names.point.id, names.point.title)]
  if (last === 'audience') return [word('published', 'partners read it'), word('internal', 'staff only')]
  if (last === 'type' && parent.at(-1) === 'event') return outcomeNames(names.point)
  if (parent.at(-1) === 'params') return parameterOfOutcome(last, names, sibling)
  if (parent.at(-2) === 'params') {
    const { kind } = outcomeOf(names.point, sibling('type', 2))?.parameters[String(parent.at(-1))] ?? {}
    return last === 'fact' ? factNames(names.point, kind) : parametersOf(names, kind)
  }
  if (isNode(path)) return nodes
  if (isNode(parent)) return leafValues(last, names, sibling)
  const fact = factOf(names.point, sibling('fact', 1))
  if (parent.at(-1) !== 'value') return []
  if (last === 'parameter') return parametersOf(names, takesSet(sibling('operator', 1)) ? 'set' : fact?.kind)
  if (last === 'fact') return factNames(names.point, fact?.kind)
  return fact ? valuesOf(fact) : []
}

function parameterValues(last: string | number | undefined, sibling: Sibling): Suggestion[] {
  if (last === 'kind') return Object.entries(kindWords).map(([kind, title]) => word(kind, title))
  if (last === 'unit') return sibling('kind') === 'duration' ? timeUnitNames() : units.map((unit) => word(unit))
  return last === 'value' && sibling('kind') === 'yesNo'
    ? ['true', 'false'].map((label) => ({ label, json: label }))
    : []
}

function parameterOfOutcome(last: string | number | undefined, names: Names, sibling: Sibling): Suggestion[] {
  const parameter = outcomeOf(names.point, sibling('type', 1))?.parameters[String(last)]
  if (!parameter) return []
  if (parameter.kind === 'choice') return Object.entries(parameter.values).map(([value, title]) => word(value, title))
  return [
    ...(parameter.kind === 'yesNo' ? ['true', 'false'].map((label) => ({ label, json: label })) : []),
    ...parametersOf(names, parameter.kind).map(asParameter),
    ...factNames(names.point, parameter.kind).map(asFact),
  ]
}

const takesSet = (operator: string | undefined) => operator === 'in' || operator === 'notIn'

/** Derived facts that are being written, of which no kind is known yet. */
const newlyDerived = ({ point, derived }: Names): Suggestion[] =>
  [...derived]
    .filter(([name]) => factOf(point, `derived.${name}`) === undefined)
    .map(([name, title]) => word(`derived.${name}`, title))

function leafValues(last: string | number | undefined, names: Names, sibling: Sibling): Suggestion[] {
  const fact = factOf(names.point, sibling('fact'))
  if (last === 'fact') return [...factNames(names.point), ...newlyDerived(names)]
  if (last === 'condition') return [...names.conditions].map(([name, title]) => word(name, title))
  if (last === 'operator')
    return (fact ? operatorsOfKind[fact.kind] : Object.keys(operatorWords)).map((name) =>
      word(name, operatorWords[name]),
    )
  if (last === 'all' || last === 'any') return [{ label: '[ … ]', json: `[${snippets.leaf}]`, fields: true }]
  if (last === 'not') return nodes
  if (last !== 'value') return []
  const inList = takesSet(sibling('operator'))
  const literal = fact ? valuesOf(fact) : []
  return [
    ...(inList ? literal.map((each) => ({ ...each, label: `[${each.label}]`, json: `[${each.json}]` })) : literal),
    ...parametersOf(names, inList ? 'set' : fact?.kind).map(asParameter),
    ...(inList || !fact
      ? []
      : [{ label: 'another fact', json: '{ "fact": "#{}" }', detail: kindWords[fact.kind], fields: true }]),
  ]
}

/** The names that may stand in the braces of a wording; a partner's wording takes only what the partner may know. */
export function placeholders(place: Place, text: string, names: Names): Suggestion[] {
  const forPartner = place.path.at(-1) !== 'staff'
  const outer = place.starts.at(-2)
  const event = outer === undefined ? undefined : membersOf(text, outer).get('event')
  const type = event && membersOf(text, event.from).get('type')?.text
  const outcome = outcomeOf(names.point, type)
  return [
    ...Object.entries(names.point.facts)
      .filter(([, fact]) => !forPartner || fact.knownTo === 'partner')
      .map(([name, fact]) => ({ label: name, json: name, detail: fact.title })),
    ...[...names.parameters].map(([name, { title }]) => ({
      label: `parameter.${name}`,
      json: `parameter.${name}`,
      detail: title,
    })),
    ...Object.entries(outcome?.parameters ?? {}).map(([name, { title }]) => ({
      label: `outcome.${name}`,
      json: `outcome.${name}`,
      detail: title,
    })),
  ]
}
