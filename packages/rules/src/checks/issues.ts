import type { z } from 'zod'
import { errorAt, type Finding, type Path } from '../finding.ts'
import { listed, nearestName, own, quoted, suggestion } from '../names.ts'
import { asWholeNumber } from '../value-schema.ts'

type Issue = z.core.$ZodIssue

const mostKeysTold = 20

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object in braces',
  record: 'an object in braces',
}

/** zod's issues in words that name the place and the mend, one a place. `json` is the document that they are about. */
export function findingsOfIssues(issues: readonly Issue[], json: unknown): Finding[] {
  const byPlace = new Map<string, Finding>()
  for (const finding of issues.slice(0, 50).flatMap((issue) => findingsOfIssue(issue, [], json)))
    if (!byPlace.has(finding.pointer)) byPlace.set(finding.pointer, finding)
  return [...byPlace.values()]
}

function findingsOfIssue(issue: Issue, base: Path, json: unknown): Finding[] {
  const path = [...base, ...issue.path]
  // An entry of a list has no name: the list's is told.
  const name = String(path.findLast((key) => typeof key !== 'number') ?? 'document')
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys
        .slice(0, mostKeysTold)
        .map((key) =>
          errorAt([...path, key], `"${key}" doesn't belong here.`, `Remove it. ${suggestionForKey(key)}`.trim()),
        )
    case 'invalid_type': {
      const instead = wholeNumberFor(json, path)
      if (instead) return [errorAt(path, ...instead)]
      if (valueAt(json, path) === undefined)
        return [errorAt(path, `"${name}" is missing.`, `Add "${name}": ${kinds[issue.expected] ?? issue.expected}.`)]
      return [
        errorAt(
          path,
          `"${name}" should be ${kinds[issue.expected] ?? issue.expected}.`,
          `Write ${kinds[issue.expected] ?? issue.expected}.`,
        ),
      ]
    }
    case 'invalid_value': {
      const values = issue.values.map(String)
      const given = valueAt(json, path)
      return [
        errorAt(
          path,
          given === undefined ? `"${name}" is missing.` : `${quoted(given)} is not one of the values of "${name}".`,
          suggestion(typeof given === 'string' ? given : quoted(given), values),
        ),
      ]
    }
    case 'too_small':
      return [errorAt(path, ...tooSmall(name, issue))]
    case 'too_big':
      return [errorAt(path, `"${name}" is ${measured(issue.origin, 'more than', issue.maximum)}.`, 'Make it smaller.')]
    case 'invalid_format':
      return [errorAt(path, `"${name}" is not written as expected.`, howToWrite(issue.pattern, issue.format))]
    case 'invalid_key':
      return [errorAt(path, `"${name}" can't be used as a name.`, howToWrite('camelCase', 'regex'))]
    case 'invalid_union':
      if (path[0] === 'parameters' && path.at(-1) === 'kind') return [mistakenKind(path, valueAt(json, path))]
      return findingsOfUnion(issue.errors, path, json)
    default:
      // Our own conditions say what to write.
      return [errorAt(path, `"${name}" is not written as expected.`, issue.message)]
  }
}

/** The value of a parameter of kind "rate" or "money" that was written as "5%" or "$2,000". */
function wholeNumberFor(json: unknown, path: Path): [message: string, mend: string] | undefined {
  if (path[0] !== 'parameters' || path.at(-1) !== 'value') return undefined
  const [kind, value] = [valueAt(json, [...path.slice(0, -1), 'kind']), valueAt(json, path)]
  const mend = asWholeNumber(String(kind), value)
  return mend === undefined ? undefined : [`${quoted(value)} can't be the value of a ${kind}.`, mend]
}

/** What people call kinds, and how they are called here. */
const otherKinds: Readonly<Record<string, string>> = {
  percent: 'rate',
  percentage: 'rate',
  number: 'count',
  integer: 'count',
  amount: 'money',
  currency: 'money',
  boolean: 'yesNo',
  string: 'text',
  list: 'set',
  day: 'date',
  enum: 'choice',
}

function mistakenKind(path: Path, kind: unknown): Finding {
  const all = `There are ${listed(
    parameterKinds.map((each) => `"${each}"`),
    'and',
  )}.`
  if (kind === undefined) return errorAt(path, '"kind" is missing.', all)
  const meant = typeof kind === 'string' ? own(otherKinds, kind.toLowerCase()) : undefined
  const near = meant ?? (typeof kind === 'string' ? nearestName(kind, parameterKinds) : undefined)
  return errorAt(
    path,
    `A parameter can't be of kind ${quoted(kind)}.`,
    near === undefined ? all : `Did you mean "${near}"? ${all}`,
  )
}
const parameterKinds = ['yesNo', 'choice', 'text', 'count', 'money', 'rate', 'duration', 'date', 'set']

/** Of several forms that a value may have, speaks of the one that was most likely meant. */
function findingsOfUnion(forms: readonly (readonly Issue[])[], path: Path, json: unknown): Finding[] {
  const value = valueAt(json, path)
  if (value === undefined)
    return [errorAt(path, `"${String(path.at(-1))}" is missing.`, `Add "${String(path.at(-1))}".`)]
  const mistakes = forms.map((issues) => ({ issues, missing: issues.some((issue) => speaksOfMissing(issue, value)) }))
  const meant = mistakes.find((form) => !form.missing)
  if (meant) return meant.issues.flatMap((issue) => findingsOfIssue(issue, path, json))
  if (path[0] === 'derived') return [mistakeOfDerived(path)]
  if (path.includes('params'))
    return [
      errorAt(
        path,
        `"${String(path.at(-1))}" can't have this value.`,
        'Write a value, {"parameter": "…"} or {"fact": "…"}.',
      ),
    ]
  if (isObject(value) && path.at(-1) !== 'value')
    return [
      errorAt(
        path,
        'This is not a condition.',
        'Write one of "all", "any", "not", "condition", or a "fact" with "operator" and "value".',
      ),
    ]
  return [
    errorAt(
      path,
      `"${String(path.at(-1))}" can't have this value.`,
      'Write a value, a list of texts, {"parameter": "…"} or {"fact": "…"}.',
    ),
  ]
}

function mistakeOfDerived(path: Path): Finding {
  if (path.length === 2)
    return errorAt(
      path,
      `It isn't said how "${String(path.at(-1))}" is worked out.`,
      `Write "title", and one of ${listed(derivedForms.map((form) => `"${form}"`))}.`,
    )
  if (path.at(-1) === 'calendar')
    return errorAt(
      path,
      'This names no calendar.',
      'Write the name of one of "calendars", {"fact": "…"} or {"parameter": "…"}.',
    )
  return path.at(-1) === 'add'
    ? errorAt(path, 'This is no span of time.', 'Write {"value": 5, "unit": "days"}, or {"parameter": "…"}.')
    : errorAt(
        path,
        'Nothing can be worked out from this.',
        'Write a number, a day, {"parameter": "…"} or {"fact": "…"}.',
      )
}

/** Whether the value lacks what makes this form: its first key, or its very type. */
function speaksOfMissing(issue: Issue, value: unknown): boolean {
  if (issue.path.length === 0) return issue.code === 'invalid_type' || issue.code === 'invalid_union'
  const key = issue.path[0]!
  return issue.path.length === 1 && formKeys.has(String(key)) && isObject(value) && !Object.hasOwn(value, key)
}
const conditionForms = ['all', 'any', 'not', 'condition', 'fact']
const derivedForms = ['deadline', 'elapsed', 'dayOf', 'sum', 'ratio', 'share', 'product', 'least', 'greatest']
const formKeys = new Set([...conditionForms, ...derivedForms, 'parameter'])

function tooSmall(name: string, issue: z.core.$ZodIssueTooSmall): [string, string] {
  if (issue.origin === 'array')
    return [`"${name}" is empty.`, `Put at least ${issue.minimum === 1 ? 'one' : issue.minimum} in it.`]
  if (issue.origin === 'string') return [`"${name}" is empty.`, 'Write a text.']
  return [`"${name}" is less than ${issue.minimum}.`, `Write ${issue.minimum} or more.`]
}

function measured(origin: string, comparison: string, limit: number | bigint): string {
  if (origin === 'string') return `${comparison} ${limit} characters`
  if (origin === 'array') return `${comparison} ${limit} entries`
  return `${comparison} ${limit}`
}

function howToWrite(pattern: string | undefined, format: string): string {
  if (format === 'date') return 'Write a real day as "YYYY-MM-DD".'
  if (pattern?.includes('24:00')) return 'Write a time of day as "09:00", at most "24:00".'
  if (pattern?.includes('A-Z]{3}')) return 'Write three capital letters, for example "USD".'
  if (pattern?.includes('(-')) return 'Use small letters, digits and single hyphens, for example "deal-below-minimum".'
  return 'Start with a small letter, then letters and digits, for example "minimumAmountMinor".'
}

const refusedKeys: Readonly<Record<string, string>> = {
  path: 'Facts are flat: use the fact itself.',
  params: 'Facts take no parameters.',
  name: 'A condition is named under "conditions".',
  priority: 'Only rules have a priority.',
  calendar: 'It stands inside of "deadline" or "elapsed", or beside "dayOf".',
}

function suggestionForKey(key: string): string {
  if (Object.hasOwn(refusedKeys, key)) return refusedKeys[key]!
  if (derivedForms.includes(key)) return 'A derived fact is worked out in one way.'
  return formKeys.has(key) ? `A condition has just one of ${listed(conditionForms.map((form) => `"${form}"`))}.` : ''
}

function valueAt(json: unknown, path: Path): unknown {
  let value = json
  for (const key of path)
    value = isObject(value) && Object.hasOwn(value, key) ? (value as Record<PropertyKey, unknown>)[key] : undefined
  return value
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
