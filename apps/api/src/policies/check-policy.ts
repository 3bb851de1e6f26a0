import { setImmediate as othersFirst } from 'node:timers/promises'
import type { CaseResult, Finding, PolicyCheck } from '@parley/contract/policies'
import { type ParsedCases, parseCases, runCases } from '@parley/rules/cases'
import type { CaseFile } from '@parley/rules/decision'
import { diffPolicies, type PolicyChange } from '@parley/rules/diff'
import { errorAt, type Finding as RulesFinding } from '@parley/rules/finding'
import { parseJson } from '@parley/rules/json'
import type { Point } from '@parley/rules/point'
import { type Policy, parsePolicy } from '@parley/rules/policy'
import type { Ctx } from '../context.ts'
import { toCaseResult } from './case-words.ts'
import { sameContent } from './content-hash.ts'
import { pointOf } from './decision-point.ts'
import { mayDraft } from './policy-abilities.ts'
import { readVersionInForce } from './policy-facts.ts'
import { loadPolicy } from './policy-in-force.ts'

const findingsShown = 200
const mostCases = 500
const casesAtOnce = 10

type Parts = Omit<PolicyCheck, 'submittable'>
/** What two texts say, with their parsed values as far as they could be read. */
export type CheckedTexts = Parts & { document: unknown; caseFile: unknown; readable: boolean }

/** Validates a policy's two texts, runs its cases and says what differs from the version in force. Writes nothing. */
export async function checkPolicy(
  ctx: Ctx,
  input: { point: string; document: string; cases: string },
): Promise<PolicyCheck> {
  const point = pointOf(input.point)
  const inForce = await readVersionInForce(ctx.tx, point.id, ctx.now)
  const before = await loadPolicy(ctx.tx, point.id, inForce.version)
  const checked = await checkTexts(point, input, before)
  const current = { document: JSON.parse(inForce.document_text), cases: JSON.parse(inForce.cases_text) }
  const same = checked.readable && sameContent({ document: checked.document, cases: checked.caseFile }, current)
  const reason =
    whyNotSubmittable(checked) ?? (same ? `Nothing differs from version ${inForce.version}, which is in force.` : null)
  const ability = mayDraft(ctx.actor)
  return { ...checked, submittable: !ability.ok ? ability : reason === null ? { ok: true } : { ok: false, reason } }
}

/** The check of two texts; `before` is what the changes are told against. Total: whatever the texts are, it answers. */
export async function checkTexts(
  point: Point,
  texts: { document: string; cases: string },
  before: Policy,
): Promise<CheckedTexts> {
  const document = parseJson(texts.document)
  const caseJson = parseJson(texts.cases)
  const findings: Finding[] = []
  const add = (found: readonly RulesFinding[], where: Finding['in']) => {
    for (const finding of found) if (findings.length < findingsShown) findings.push({ ...finding, in: where })
  }
  const parsed = document.findings ? { findings: document.findings } : parsePolicy(point, document.value)
  const cases = caseJson.findings ? { findings: caseJson.findings } : parseFewCases(point, caseJson.value)
  add(parsed.findings, 'document')
  add(cases.findings ?? [], 'cases')
  const results = await run(point, parsed, cases)
  return {
    findings,
    ...results,
    changes: 'policy' in parsed && parsed.policy ? diffPolicies(before, parsed.policy).map(toChange) : [],
    document: document.value,
    caseFile: caseJson.value,
    readable: !document.findings && !caseJson.findings,
  }
}

async function run(
  point: Point,
  parsed: { policy?: Policy },
  cases: { cases?: CaseFile },
): Promise<{ cases: CaseResult[]; uncovered: string[] }> {
  if (!parsed.policy || !cases.cases) return { cases: [], uncovered: [] }
  const { policy } = parsed
  const results: CaseResult[] = []
  for (let start = 0; start < cases.cases.cases.length; start += casesAtOnce) {
    const slice = { ...cases.cases, cases: cases.cases.cases.slice(start, start + casesAtOnce) }
    results.push(...runCases(point, policy, slice).map((result) => toCaseResult(point, policy, result)))
    await othersFirst() // hard cases take a while, and others' requests wait behind this one
  }
  const deciding = new Set(results.flatMap((result) => result.because))
  return { cases: results, uncovered: policy.rules.flatMap(({ id }) => (deciding.has(id) ? [] : [id])) }
}

/** Refuses more cases than a check can run while somebody types. */
function parseFewCases(point: Point, json: unknown): ParsedCases {
  const parsed = parseCases(point, json)
  if (!parsed.cases || parsed.cases.cases.length <= mostCases) return parsed
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
export function whyNotSubmittable(checked: Pick<Parts, 'findings' | 'cases' | 'uncovered'>): string | null {
  const errors = checked.findings.filter((finding) => finding.severity === 'error')
  if (errors.length > 0) {
    const where = errors[0]!.in === 'document' ? 'the policy' : 'the cases'
    return errors.length === 1
      ? `There is one mistake in ${where} to mend first.`
      : `There are ${errors.length} mistakes to mend first.`
  }
  const failing = checked.cases.filter((result) => !result.pass)
  if (failing.length === 1) return `The case “${failing[0]!.name}” doesn’t come out as it says.`
  if (failing.length > 1) return `${failing.length} cases don’t come out as they say.`
  if (checked.uncovered.length > 0)
    return `Add a case that is decided by ${checked.uncovered.slice(0, 3).join(', ')}${checked.uncovered.length > 3 ? ' and others' : ''}.`
  return null
}
