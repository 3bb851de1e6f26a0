import { conditionsBelow } from '../checks/conditions.ts'
import { factsNamedIn } from '../checks/names-in.ts'
import type { Case, Decision } from '../decision.ts'
import { vocabularyOf } from '../derived/vocabulary.ts'
import type { Finding } from '../finding.ts'
import { type FormatOptions, formatBesideTitle } from '../format.ts'
import { own } from '../names.ts'
import type { FactValue, OutcomeParameter, Point } from '../point.ts'
import type { Policy } from '../policy.ts'
import { negated } from './negated.ts'

type Titles = Pick<Policy, 'rules' | 'currency' | 'calendar'>

const usual = 'en-US'
const optionsFor = ({ currency, calendar }: Omit<Titles, 'rules'>, locale: string): FormatOptions => ({
  locale,
  currency,
  zone: calendar?.zone,
})

/** What a case expects: "Approved (105 days of protection), because of “Approved, Gold partner”". */
export function expectedInWords(point: Point, policy: Titles, expected: Case['expect'], locale = usual): string {
  if ('missing' in expected) return asks(point, expected.missing)
  return outcomeInWords(point, policy, expected.outcome, expected.params ?? {}, expected.because, locale)
}

/** The same for how it came out. */
export function decisionInWords(point: Point, policy: Titles, decision: Decision, locale = usual): string {
  if (decision.status === 'informationNeeded') return asks(point, decision.missing)
  return outcomeInWords(point, policy, decision.outcome.type, decision.outcome.params, decision.because, locale)
}

function outcomeInWords(
  point: Point,
  policy: Titles,
  type: string,
  params: Readonly<Record<string, FactValue>>,
  because: readonly string[],
  locale: string,
): string {
  const said = termsOf(point, type, params, optionsFor(policy, locale)).map(termInWords)
  const what = `${own(point.outcomes, type)?.title ?? type}${said.length > 0 ? ` (${said.join(', ')})` : ''}`
  const rules = because.filter((id) => id !== 'otherwise')
  if (rules.length === 0) return `${what}, because no rule decides`
  return `${what}, because of ${rules.map((id) => `“${policy.rules.find((rule) => rule.id === id)?.title ?? id}”`).join(', ')}`
}

/** One thing that an outcome carries. `title` is empty where the value says all: a choice, a yes or no. */
export type Term = { name: string; title: string; value: string }

/** What an outcome carries, in the order of its decision point: "$3,000", "March 12, 2027", "12.5%". What the point doesn't know is left as it is. */
export function termsOf(
  point: Point,
  type: string,
  params: Readonly<Record<string, FactValue>>,
  options: FormatOptions,
): Term[] {
  const known = own(point.outcomes, type)?.parameters ?? {}
  const names = [...new Set([...Object.keys(known), ...Object.keys(params)])].filter((name) =>
    Object.hasOwn(params, name),
  )
  return names.map((name) => {
    const definition = own<OutcomeParameter>(known, name)
    if (!definition) return { name, title: name, value: String(params[name]) }
    const { kind, title } = definition
    if (kind === 'yesNo') return { name, title: '', value: params[name] ? title : negated(title) }
    return { name, title: kind === 'choice' ? '' : title, value: formatBesideTitle(definition, params[name], options) }
  })
}

/** "105 days of protection", "amount: $3,000". */
function termInWords({ title, value }: Term): string {
  if (title === '') return value
  return /^[\d.,]+$/.test(value) ? `${value} ${title}` : `${title}: ${value}`
}

/** The facts that show a finding, as phrases: those that its rules ask for first, "expected amount: $5,000", then the others. */
export function witnessInWords(base: Point, policy: Policy, { witness, rules }: Finding, locale = usual): string[] {
  if (!witness) return []
  const point = vocabularyOf(base, policy)
  const about = policy.rules.filter(({ id }) => rules?.includes(id))
  const asked = new Set<string>()
  for (const { conditions } of about)
    for (const { node } of conditionsBelow(policy, conditions)) for (const fact of factsNamedIn(node)) asked.add(fact)
  const names = Object.keys(point.facts).filter((name) => Object.hasOwn(witness, name))
  const ordered = [...names.filter((name) => asked.has(name)), ...names.filter((name) => !asked.has(name))]
  return ordered.map((name) => {
    const definition = own(point.facts, name)!
    return `${definition.title}: ${formatBesideTitle(definition, witness[name], optionsFor(policy, locale))}`
  })
}

/** What several claims came to, only where it isn't as expected: "lead: Alder, not Brightwater" as two texts. All of it when it is. */
export function togetherInWords(expected: unknown, actual: unknown): { expected: string; actual: string } {
  const differing = differences(expected, actual, [])
  if (differing.length === 0) return { expected: plain(expected), actual: plain(expected) }
  const said = (which: 'expected' | 'actual') =>
    differing.map((each) => [each.at.join(' › '), plain(each[which])].filter(Boolean).join(': ')).join('; ')
  return { expected: said('expected'), actual: said('actual') }
}

type Difference = { at: string[]; expected: unknown; actual: unknown }

function differences(expected: unknown, actual: unknown, at: string[]): Difference[] {
  if (!isRecord(expected) || !isRecord(actual))
    return plain(expected) === plain(actual) ? [] : [{ at, expected, actual }]
  return Object.keys(expected).flatMap((key) => differences(own(expected, key), own(actual, key), [...at, key]))
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Values without quotation marks and brackets. */
function plain(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(plain).join(', ')
  if (!isRecord(value)) return String(value)
  return Object.entries(value)
    .map(([key, each]) => `${key}: ${isRecord(each) ? `(${plain(each)})` : plain(each)}`)
    .join('; ')
}

const asks = (point: Point, missing: readonly string[]) =>
  `Asks for ${missing.map((fact) => own(point.facts, fact)?.title ?? fact).join(', ')}`
