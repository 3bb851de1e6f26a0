import type { Finding, PolicyCheck } from '@parley/contract/policies'
import { analyze } from '@parley/rules/analysis/analyze'
import { type ParsedCases, parseCases, runCases, runTogether } from '@parley/rules/cases'
import { conditionCoverage } from '@parley/rules/coverage/coverage'
import type { CaseFile } from '@parley/rules/decision'
import { diffPolicies, type PolicyChange } from '@parley/rules/diff'
import { witnessInWords } from '@parley/rules/explain/result-in-words'
import { errorAt, type Finding as RulesFinding } from '@parley/rules/finding'
import { parseJson } from '@parley/rules/json'
import type { Point } from '@parley/rules/point'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import { toCaseResult, toTogetherResult } from './case-words.ts'

const findingsShown = 200
const mostCases = 500

type Parts = Omit<PolicyCheck, 'submittable'>
export type Texts = { document: string; cases: string }
/** What two texts say, with their parsed values as far as they could be read. */
export type CheckedTexts = Parts & { document: unknown; caseFile: unknown; readable: boolean }

/** The check of two texts; `before` is what the changes are told against, if it can be read. Pure and total: whatever the texts are, it answers. */
export function checkTexts(point: Point, texts: Texts, before: Policy | null): CheckedTexts {
  const document = parseJson(texts.document)
  const caseJson = parseJson(texts.cases)
  const findings: Finding[] = []
  const add = (found: readonly Finding[]) => findings.push(...found.slice(0, findingsShown - findings.length))
  const parsed = document.findings ? { findings: document.findings } : parsePolicy(point, document.value)
  const cases = caseJson.findings ? { findings: caseJson.findings } : parseFewCases(point, caseJson.value)
  const policy = 'policy' in parsed ? parsed.policy : undefined
  const file = 'cases' in cases ? cases.cases : undefined
  const analysis = policy ? analyzed(point, policy, file) : { findings: [], undecided: [] }
  const isKnown = ({ pointer, message }: RulesFinding) =>
    analysis.findings.some((each) => each.pointer === pointer && each.message === message)
  add(parsed.findings.filter((each) => !isKnown(each)).map((finding) => toFinding(finding, 'document')))
  add((cases.findings ?? []).map((finding) => toFinding(finding, 'cases')))
  add(analysis.findings)
  return {
    findings,
    undecided: analysis.undecided,
    ...run(point, policy, file),
    changes: policy && before ? diffPolicies(before, policy).map(toChange) : [],
    document: document.value,
    caseFile: caseJson.value,
    readable: !document.findings && !caseJson.findings,
  }
}

function toFinding({ severity, pointer, message, mend, at }: RulesFinding, where: Finding['in']): Finding {
  return { severity, pointer, message, in: where, ...(mend === undefined ? {} : { mend }), ...(at ? { at } : {}) }
}

/** What the analysis finds, and what the cases expect it to find and it doesn't. What no case tests, the coverage says. */
function analyzed(point: Point, policy: Policy, cases: CaseFile | undefined): Pick<Parts, 'findings' | 'undecided'> {
  const { findings, undecided } = analyze(point, policy)
  const expected = cases?.findings ?? []
  const isThat = (finding: RulesFinding, { kind, pointer }: { kind: string; pointer: string }) =>
    finding.kind === kind && finding.pointer === pointer
  const missing = expected.flatMap((each, index) =>
    findings.some((finding) => isThat(finding, each))
      ? []
      : [
          errorAt(
            ['findings', index],
            `The cases expect ${each.kind} at ${each.pointer}, and the analysis finds none there.`,
            'Remove it if the policy is mended, or look at where the pointer leads.',
          ),
        ],
  )
  return {
    findings: [
      ...findings.map((finding) => ({
        ...toFinding(finding, 'document'),
        ...(finding.kind === undefined ? {} : { kind: finding.kind }),
        ...(finding.witness ? { witness: witnessInWords(point, policy, finding) } : {}),
        ...(expected.some((each) => isThat(finding, each)) ? { expected: true } : {}),
      })),
      ...missing.map((finding) => toFinding(finding, 'cases')),
    ],
    undecided,
  }
}

function run(
  point: Point,
  policy: Policy | undefined,
  file: CaseFile | undefined,
): Pick<Parts, 'cases' | 'together' | 'coverage' | 'uncovered'> {
  if (!policy || !file) return { cases: [], together: [], coverage: null, uncovered: [] }
  const { rules, conditions } = conditionCoverage(point, policy, file)
  return {
    cases: runCases(point, policy, file).map((result) => toCaseResult(point, policy, result)),
    together: runTogether(point, policy, file).map(toTogetherResult),
    coverage: {
      rules: rules.map((rule) => ({ ...rule })),
      conditions: conditions.map((each) => ({ ...each, rules: [...each.rules] })),
    },
    uncovered: rules.filter(({ decides }) => decides === 0).map(({ rule }) => rule),
  }
}

/** Refuses more cases than a check can run while somebody types. */
function parseFewCases(point: Point, json: unknown): ParsedCases {
  const parsed = parseCases(point, json)
  const count = (parsed.cases?.cases.length ?? 0) + (parsed.cases?.together?.length ?? 0)
  if (count <= mostCases) return parsed
  return {
    findings: [
      errorAt(['cases'], `There are more than ${mostCases} cases.`, 'Keep those that decide a rule or just miss one.'),
    ],
  }
}

function toChange({ what, of, name, text }: PolicyChange): PolicyCheck['changes'][number] {
  const kind = what === 'reordered' ? 'moved' : what === 'changed' && of === 'parameter' ? 'parameter' : what
  return { kind, what: name, text }
}

/** The first thing that keeps a draft from being submitted, in words; null when nothing does. */
export function whyNotSubmittable(
  checked: Pick<Parts, 'findings' | 'cases' | 'together' | 'uncovered'>,
): string | null {
  const errors = checked.findings.filter((finding) => finding.severity === 'error')
  if (errors.length > 0) {
    const where = errors[0]!.in === 'document' ? 'the policy' : 'the cases'
    return errors.length === 1
      ? `There is one mistake in ${where} to mend first.`
      : `There are ${errors.length} mistakes to mend first.`
  }
  const failing = [...checked.cases, ...checked.together].filter((result) => !result.pass)
  if (failing.length === 1) return `The case “${failing[0]!.name}” doesn’t come out as it says.`
  if (failing.length > 1) return `${failing.length} cases don’t come out as they say.`
  if (checked.uncovered.length > 0)
    return `Add a case that is decided by ${checked.uncovered.slice(0, 3).join(', ')}${checked.uncovered.length > 3 ? ' and others' : ''}.`
  return null
}
