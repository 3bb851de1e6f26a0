import type { CaseResult } from '@parley/contract/policies'
import type { CaseResult as RunCase } from '@parley/rules/cases'
import { decisionInWords, expectedInWords } from '@parley/rules/explain/result-in-words'
import type { Point } from '@parley/rules/point'
import type { Policy } from '@parley/rules/policy'

/** What a case expected and what it came out as, in the words of the outcome and its rules. */
export function toCaseResult(point: Point, policy: Policy, result: RunCase): CaseResult {
  return {
    name: result.name,
    pass: result.pass,
    expected: expectedInWords(point, policy, result.expected),
    actual: decisionInWords(point, policy, result.actual),
    because: result.actual.status === 'decided' ? [...result.actual.because] : [],
  }
}
