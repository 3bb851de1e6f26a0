import type { CaseResult } from '@parley/contract/policies'
import type { CaseResult as RunCase } from '@parley/rules/cases'
import type { Case, Decision, Outcome } from '@parley/rules/decision'
import type { Point } from '@parley/rules/point'

/** What a case expected and what it came out as, in the words of the outcome and its rules. */
export function toCaseResult(point: Point, result: RunCase): CaseResult {
  return {
    name: result.name,
    pass: result.pass,
    expected: expectedInWords(point, result.expected),
    actual: decisionInWords(point, result.actual),
    because: result.actual.status === 'decided' ? [...result.actual.because] : [],
  }
}

function expectedInWords(point: Point, expected: Case['expect']): string {
  if ('missing' in expected) return askInWords(point, expected.missing)
  return outcomeInWords(point, { type: expected.outcome, params: expected.params ?? {} }, expected.because)
}

export function decisionInWords(point: Point, decision: Decision): string {
  if (decision.status === 'informationNeeded') return askInWords(point, decision.missing)
  return outcomeInWords(point, decision.outcome, decision.because)
}

function outcomeInWords(point: Point, outcome: Outcome, because: readonly string[]): string {
  const definition = Object.hasOwn(point.outcomes, outcome.type) ? point.outcomes[outcome.type] : undefined
  const params = Object.entries(outcome.params).map(([name, value]) => {
    const parameter = definition?.parameters[name]
    return `${parameter?.title ?? name}: ${String(value)}`
  })
  const with_ = params.length > 0 ? ` (${params.join(', ')})` : ''
  return `${definition?.title ?? outcome.type}${with_}, because of ${because.join(', ')}`
}

function askInWords(point: Point, missing: readonly string[]): string {
  return `Asks for ${missing.map((fact) => (Object.hasOwn(point.facts, fact) ? point.facts[fact]!.title : fact)).join(', ')}`
}
