import type { Case, Decision } from '../decision.ts'
import { own } from '../names.ts'
import type { OutcomeParameter, Point } from '../point.ts'
import type { Policy } from '../policy.ts'

type Titles = Pick<Policy, 'rules'>

/** What a case expects: "Approved (105 days of protection), because of “Approved, Gold partner”". */
export function expectedInWords(point: Point, policy: Titles, expected: Case['expect']): string {
  if ('missing' in expected) return asks(point, expected.missing)
  return outcomeInWords(point, policy, expected.outcome, expected.params ?? {}, expected.because)
}

/** The same for how it came out. */
export function decisionInWords(point: Point, policy: Titles, decision: Decision): string {
  if (decision.status === 'informationNeeded') return asks(point, decision.missing)
  return outcomeInWords(point, policy, decision.outcome.type, decision.outcome.params, decision.because)
}

function outcomeInWords(
  point: Point,
  policy: Titles,
  type: string,
  params: Readonly<Record<string, unknown>>,
  because: readonly string[],
): string {
  const outcome = own(point.outcomes, type)
  const said = Object.entries(params).map(([name, value]) => paramInWords(name, value, outcome?.parameters ?? {}))
  const what = `${outcome?.title ?? type}${said.length > 0 ? ` (${said.join(', ')})` : ''}`
  const rules = because.filter((id) => id !== 'otherwise')
  if (rules.length === 0) return `${what}, because no rule decides`
  return `${what}, because of ${rules.map((id) => `“${policy.rules.find((rule) => rule.id === id)?.title ?? id}”`).join(', ')}`
}

function paramInWords(name: string, value: unknown, parameters: Readonly<Record<string, OutcomeParameter>>): string {
  const definition = own(parameters, name)
  if (definition?.kind === 'choice') return own(definition.values, String(value)) ?? String(value)
  return `${value} ${definition?.title ?? name}`
}

const asks = (point: Point, missing: readonly string[]) =>
  `Asks for ${missing.map((fact) => own(point.facts, fact)?.title ?? fact).join(', ')}`
