import { analyze } from '@parley/rules/analysis/analyze'
import { type CaseResult, parseCases, runCases, runTogether } from '@parley/rules/cases'
import { conditionCoverage } from '@parley/rules/coverage/coverage'
import type { CaseFile } from '@parley/rules/decision'
import { vocabularyOf } from '@parley/rules/derived/vocabulary'
import { diffPolicies } from '@parley/rules/diff'
import {
  describeCalendars,
  describeConditions,
  describeDerived,
  describePolicy,
} from '@parley/rules/explain/plain-language'
import {
  decisionInWords,
  expectedInWords,
  togetherInWords,
  witnessInWords,
} from '@parley/rules/explain/result-in-words'
import { errorAt, type Finding as RuleFinding } from '@parley/rules/finding'
import { canonicalJson } from '@parley/rules/hash'
import { parseJson } from '@parley/rules/json'
import type { Point } from '@parley/rules/point'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import type { Check, Example, File, Finding, InWords, Texts } from './check.ts'

/** What the draft is compared with: the version in force, as it was read. */
export type Base = { version: number; document: unknown; cases: unknown; policy: Policy | null }

/** The texts as they were read; `policy` and `file` as far as they have no mistakes. */
export type ReadTexts = { check: Check; policy: Policy | undefined; file: CaseFile | undefined }

/** The first part of the check: mistakes, examples, changes. */
export function readTexts(point: Point, texts: Texts, inForce: Base, locale: string): ReadTexts {
  const document = parseJson(texts.document)
  const caseJson = parseJson(texts.cases)
  const parsed = document.findings ? { findings: document.findings } : parsePolicy(point, document.value)
  const cases = caseJson.findings ? { findings: caseJson.findings } : parseCases(point, caseJson.value)
  const policy = 'policy' in parsed ? parsed.policy : undefined
  const file = 'cases' in cases ? cases.cases : undefined
  const check: Check = {
    of: texts,
    findings: [
      ...parsed.findings.map((finding) => toFinding(finding, 'document')),
      ...(cases.findings ?? []).map((finding) => toFinding(finding, 'cases')),
    ],
    inWords: policy ? sayAll(point, policy, locale) : null,
    ...run(point, policy, file),
    changes: policy && inForce.policy ? diffPolicies(inForce.policy, policy) : [],
    same:
      !document.findings && !caseJson.findings && isSame(inForce, document.value, caseJson.value)
        ? inForce.version
        : null,
    analysed: policy === undefined,
    undecided: [],
    conditions: [],
  }
  return { check, policy, file }
}

/** The second part: what the analysis finds, and what the examples have seen. */
export function analyseTexts(point: Point, { check, policy, file }: ReadTexts, locale: string): Check {
  if (!policy) return check
  const { findings, undecided } = analyze(point, policy, { locale })
  const coverage = file ? conditionCoverage(point, policy, file, locale) : { rules: [], conditions: [] }
  const expected = file?.findings ?? []
  const isThat = (finding: RuleFinding, each: { kind: string; pointer: string }) =>
    finding.kind === each.kind && finding.pointer === each.pointer
  const ofAnalysis = findings.map((finding): Finding => {
    const placed = (finding.rules ?? []).map((id) => policy.rules.findIndex((rule) => rule.id === id))
    const others = placed
      .filter((index) => index >= 0 && !finding.pointer.startsWith(`/rules/${index}`))
      .map((index) => ({ title: policy.rules[index]!.title, pointer: `/rules/${index}` }))
    return {
      ...toFinding(finding, 'document'),
      ...(finding.kind === undefined ? {} : { kind: finding.kind }),
      ...(finding.witness ? { witness: witnessInWords(point, policy, finding, locale) } : {}),
      ...(others.length > 0 ? { others } : {}),
      ...(expected.some((each) => isThat(finding, each)) ? { expected: true } : {}),
    }
  })
  const notFound = expected.flatMap((each, index) =>
    findings.some((finding) => isThat(finding, each)) ? [] : [toFinding(notReported(each, index), 'cases')],
  )
  const isKnown = (finding: Finding) =>
    ofAnalysis.some(({ pointer, message }) => pointer === finding.pointer && message === finding.message)
  const all = [...check.findings.filter((finding) => !isKnown(finding)), ...notFound, ...ofAnalysis]
  return {
    ...check,
    findings: [
      ...all.filter(({ severity }) => severity === 'error'),
      ...all.filter(({ severity }) => severity === 'warning'),
    ],
    uncovered: coverage.rules
      .filter(({ decides }) => decides === 0)
      .map(({ rule, title, pointer }) => ({ id: rule, title, pointer })),
    conditions: coverage.conditions,
    undecided,
    analysed: true,
  }
}

const notReported = ({ kind, pointer }: { kind: string; pointer: string }, index: number) =>
  errorAt(
    ['findings', index],
    `The examples expect ${kind} at ${pointer}, and the analysis finds none there.`,
    'Remove it if the policy is mended, or look at where the pointer leads.',
  )

const toFinding = ({ severity, pointer, message, mend, at }: RuleFinding, file: File): Finding => ({
  severity,
  pointer,
  message,
  in: file,
  ...(mend === undefined ? {} : { mend }),
  ...(at ? { at } : {}),
})

/** The version's number is set when a draft is submitted, so it doesn't count as a difference. */
const isSame = (base: Base, document: unknown, cases: unknown) =>
  canonicalJson({ ...(document as object), version: 0 }) ===
    canonicalJson({ ...(base.document as object), version: 0 }) && canonicalJson(cases) === canonicalJson(base.cases)

const sayAll = (point: Point, policy: Policy, locale: string): InWords => ({
  clauses: describePolicy(point, policy, 'staff', locale),
  rules: policy.rules.map(({ id }) => id),
  derived: describeDerived(point, policy, locale),
  conditions: describeConditions(point, policy, locale),
  calendar: describeCalendars(policy, locale),
  derivedFacts: Object.fromEntries(
    Object.entries(vocabularyOf(point, policy).facts).filter(([name]) => name.startsWith('derived.')),
  ),
})

function run(
  point: Point,
  policy: Policy | undefined,
  file: CaseFile | undefined,
): Pick<Check, 'examples' | 'together' | 'uncovered'> {
  if (!policy || !file) return { examples: [], together: [], uncovered: [] }
  return {
    examples: runCases(point, policy, file).map((result, index) => example(point, policy, result, index)),
    together: runTogether(point, policy, file).map(({ name, pass, expected, actual }, index) => ({
      name,
      pass,
      pointer: `/together/${index}`,
      ...togetherInWords(expected, actual),
    })),
    uncovered: [],
  }
}

const example = (point: Point, policy: Policy, result: CaseResult, index: number): Example => ({
  name: result.name,
  pointer: `/cases/${index}`,
  pass: result.pass,
  expected: expectedInWords(point, policy, result.expected),
  actual: decisionInWords(point, policy, result.actual),
})
