import { type CaseResult, coverage, parseCases, runCases } from '@parley/rules/cases'
import type { CaseFile } from '@parley/rules/decision'
import { diffPolicies, type PolicyChange } from '@parley/rules/diff'
import { decisionInWords, expectedInWords } from '@parley/rules/explain/result-in-words'
import type { Finding as RuleFinding } from '@parley/rules/finding'
import { canonicalJson } from '@parley/rules/hash'
import { parseJson } from '@parley/rules/json'
import type { Point } from '@parley/rules/point'
import { type Policy, parsePolicy } from '@parley/rules/policy'

export type File = 'document' | 'cases'
export type Texts = Record<File, string>
export type Finding = RuleFinding & { in: File }
export type Example = { name: string; index: number; pass: boolean; expected: string; actual: string }

/** What two texts say, computed in the browser by the same code that the server uses. */
export type Check = {
  of: Texts
  findings: Finding[]
  policy: Policy | null
  examples: Example[]
  /** Rules that no example decides. */
  uncovered: { id: string; title: string; pointer: string }[]
  changes: PolicyChange[]
  /** The version in force, when nothing differs from it. */
  same: number | null
}

/** What the draft is compared with: the version in force, as it was read. */
export type Base = { version: number; document: unknown; cases: unknown; policy: Policy | null }

export function checkTexts(point: Point, texts: Texts, inForce: Base): Check {
  const document = parseJson(texts.document)
  const caseJson = parseJson(texts.cases)
  const parsed = document.findings ? { findings: document.findings } : parsePolicy(point, document.value)
  const cases = caseJson.findings ? { findings: caseJson.findings } : parseCases(point, caseJson.value)
  const policy = ('policy' in parsed && parsed.policy) || null
  const ran = policy && cases.cases ? runExamples(point, policy, cases.cases) : { examples: [], uncovered: [] }
  return {
    of: texts,
    findings: [
      ...parsed.findings.map((finding) => ({ ...finding, in: 'document' as const })),
      ...(cases.findings ?? []).map((finding) => ({ ...finding, in: 'cases' as const })),
    ],
    policy,
    ...ran,
    changes: policy && inForce.policy ? diffPolicies(inForce.policy, policy) : [],
    same:
      !document.findings && !caseJson.findings && isSame(inForce, document.value, caseJson.value)
        ? inForce.version
        : null,
  }
}

/** The version's number is set when a draft is submitted, so it doesn't count as a difference. */
const isSame = (base: Base, document: unknown, cases: unknown) =>
  canonicalJson({ ...(document as object), version: 0 }) ===
    canonicalJson({ ...(base.document as object), version: 0 }) && canonicalJson(cases) === canonicalJson(base.cases)

function runExamples(point: Point, policy: Policy, file: CaseFile): Pick<Check, 'examples' | 'uncovered'> {
  const never = new Set(coverage(point, policy, file).neverDecided)
  return {
    examples: runCases(point, policy, file).map((result, index) => example(point, policy, result, index)),
    uncovered: policy.rules.flatMap(({ id, title }, index) =>
      never.has(id) ? [{ id, title, pointer: `/rules/${index}` }] : [],
    ),
  }
}

const example = (point: Point, policy: Policy, result: CaseResult, index: number): Example => ({
  name: result.name,
  index,
  pass: result.pass,
  expected: expectedInWords(point, policy, result.expected),
  actual: decisionInWords(point, policy, result.actual),
})

/** The first thing that keeps the texts from being submitted, in words; null when they are ready. */
export function whyNotReady(check: Check): string | null {
  const errors = check.findings.filter(({ severity }) => severity === 'error').length
  const failing = check.examples.filter(({ pass }) => !pass).length
  if (errors > 0) return errors === 1 ? 'Mend the one mistake first.' : `Mend the ${errors} mistakes first.`
  if (failing > 0)
    return failing === 1
      ? 'One example doesn’t come out as it says.'
      : `${failing} examples don’t come out as they say.`
  const [first, ...others] = check.uncovered
  if (first)
    return `Add an example that “${first.title}” decides${others.length > 0 ? `, and for ${others.length} more` : ''}.`
  return check.same === null ? null : `Nothing differs from version ${check.same}, which is in force.`
}
