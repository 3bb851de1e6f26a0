import type { FactDefinition, Point } from '@parley/rules/point'

/** One thing that can stand at the cursor. `json` is the text put in its place; with `fields`, a snippet to tab through. */
export type Suggestion = { label: string; json: string; detail?: string; info?: string; fields?: boolean }

export type Names = {
  point: Point
  parameters: Map<string, { kind: string; title: string }>
  conditions: Map<string, string>
  /** Derived facts: name to title. */
  derived: Map<string, string>
  rules: string[]
}

export type Sibling = (name: string, up?: number) => string | undefined

export const kindWords: Record<FactDefinition['kind'] | 'duration', string> = {
  duration: 'span of time',
  yesNo: 'yes or no',
  choice: 'choice',
  text: 'text',
  count: 'count',
  money: 'money',
  rate: 'rate in basis points',
  date: 'day',
  instant: 'moment',
  set: 'set',
}

const quote = (text: string) => JSON.stringify(text)
export const word = (label: string, detail?: string): Suggestion => ({
  label,
  json: quote(label),
  ...(detail ? { detail } : {}),
})

export const key = (label: string, value: string, detail?: string): Suggestion => ({
  label,
  json: `${quote(label)}: ${value}`,
  fields: true,
  ...(detail ? { detail } : {}),
})

export function aboutFact(fact: FactDefinition): string {
  const who =
    fact.knownTo === 'partner' ? 'The partner may know it.' : 'Internal: it never reaches a partner’s wording.'
  const unit = fact.kind === 'count' ? ` In ${fact.unit}, ${fact.minimum} to ${fact.maximum}.` : ''
  const values = fact.kind === 'choice' ? ` ${Object.values(fact.values).join(', ')}.` : ''
  const base = fact.kind === 'rate' && fact.of !== '' ? ` In basis points of ${fact.of}.` : ''
  return `${fact.title}.${unit}${base}${values} ${who}`
}

const kindOf = (fact: FactDefinition) => (fact.kind === 'count' ? `count, ${fact.unit}` : kindWords[fact.kind])

export const factNames = (point: Point, kind?: string): Suggestion[] =>
  Object.entries(point.facts)
    .filter(([, fact]) => kind === undefined || fact.kind === kind)
    .map(([name, fact]) => ({ ...word(name, `${fact.title} (${kindOf(fact)})`), info: aboutFact(fact) }))

export const parametersOf = (names: Names, kind?: string): Suggestion[] =>
  [...names.parameters]
    .filter(([, parameter]) => kind === undefined || parameter.kind === kind)
    .map(([name, parameter]) => word(name, parameter.title))
