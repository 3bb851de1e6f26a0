import type { CaseResult, TogetherResult } from '@parley/contract/policies'
import type { CaseResult as RunCase, TogetherResult as RunTogether } from '@parley/rules/cases'
import { decisionInWords, expectedInWords, togetherInWords } from '@parley/rules/explain/result-in-words'
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

/** The same for several claims that are settled together. */
export function toTogetherResult({ name, pass, expected, actual }: RunTogether): TogetherResult {
  return { name, pass, ...togetherInWords(expected, actual) }
}
