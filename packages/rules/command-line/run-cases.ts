import { factsOfCase, factsOver, runCases, runTogether } from '../src/cases.ts'
import { decide, EvaluatorsDisagree } from '../src/decide.ts'
import type { CaseFile } from '../src/decision.ts'
import { decisionInWords, expectedInWords } from '../src/explain/result-in-words.ts'
import { type Finding, warningAt } from '../src/finding.ts'
import { listed, own } from '../src/names.ts'
import type { Facts } from '../src/point.ts'
import type { SourceFile } from './files.ts'
import type { Sound } from './load-policy.ts'
import { Places } from './places.ts'

/** How one case came out, and where it stands. */
export type CaseRun = {
  id?: string
  name: string
  file: string
  line: number
  column: number
  pass: boolean
  expected: unknown
  actual: unknown
  words: { expected: string; actual: string; remarks: readonly string[] }
}

/** Runs every case by both evaluators, and those in which several claim together. */
export async function runAllCases(sound: Sound & { cases: CaseFile }, source: SourceFile): Promise<CaseRun[]> {
  const places = new Places(source.text)
  return [...(await runSingle(sound, source, places)), ...(await runJoint(sound, source, places))]
}

async function runSingle({ point, policy, cases }: Sound & { cases: CaseFile }, source: SourceFile, places: Places) {
  const runs: CaseRun[] = []
  for (const [index, { name, pass, expected, actual }] of runCases(point, policy, cases).entries()) {
    const each = cases.cases[index]!
    const remarks = await disagreement(point, policy, [factsOfCase(cases, each)])
    const words = {
      expected: expectedInWords(point, policy, expected),
      actual: decisionInWords(point, policy, actual),
      remarks,
    }
    runs.push({
      ...(each.id === undefined ? {} : { id: each.id }),
      name,
      file: source.name,
      ...places.of(`/cases/${index}`),
      pass: pass && remarks.length === 0,
      expected,
      actual:
        actual.status === 'decided'
          ? { outcome: actual.outcome, because: actual.because }
          : { missing: actual.missing },
      words,
    })
  }
  return runs
}

async function runJoint({ point, policy, cases }: Sound & { cases: CaseFile }, source: SourceFile, places: Places) {
  const runs: CaseRun[] = []
  for (const [index, { name, pass, expected, actual }] of runTogether(point, policy, cases).entries()) {
    const each = cases.together![index]!
    const remarks = await disagreement(
      point,
      policy,
      Object.values(each.claims).map((claim) => factsOver(cases.base, claim)),
    )
    const differing = differences(expected, actual)
    runs.push({
      ...(each.id === undefined ? {} : { id: each.id }),
      name,
      file: source.name,
      ...places.of(`/together/${index}`),
      pass: pass && remarks.length === 0,
      expected,
      actual,
      words: {
        expected: differing.map(({ at, expected }) => `${at}: ${expected}`).join('; '),
        actual: differing.map(({ at, actual }) => `${at}: ${actual}`).join('; '),
        remarks: pass ? remarks : [...waitingInWords(point, actual), ...remarks],
      },
    })
  }
  return runs
}

/** Which facts a result waits for, by claimant: "Alder waits for kind of deal (deal.kind)". */
function waitingInWords(point: Sound['point'], actual: unknown): string[] {
  const missing = (actual as { missing?: Readonly<Record<string, readonly string[]>> }).missing ?? {}
  return Object.entries(missing).map(
    ([claimant, names]) =>
      `${claimant} waits for ${listed(
        names.map((name) => `${own(point.facts, name)?.title ?? name} (${name})`),
        'and',
      )}.`,
  )
}

/** Facts that the base lacks and cases wait for that expected a decision: each is told once. */
export function lackingInBase({ point, cases }: Sound & { cases: CaseFile }, runs: readonly CaseRun[]): Finding[] {
  const waiting = new Map<string, number>()
  for (const { pass, expected, actual } of runs) {
    if (pass || !isAsking(actual) || isAsking(expected)) continue
    const names = Array.isArray(actual.missing) ? actual.missing : Object.values(actual.missing as object).flat()
    for (const name of new Set<string>(names)) waiting.set(name, (waiting.get(name) ?? 0) + 1)
  }
  return [...waiting]
    .filter(([name]) => own(point.facts, name) && !Object.hasOwn(cases.base, name))
    .map(([name, count]) =>
      warningAt(
        ['base'],
        `The base doesn't say "${name}" (${own(point.facts, name)!.title}), and ${count === 1 ? 'a case waits' : `${count} cases wait`} for it.`,
        `Add "${name}" to the base, or to ${count === 1 ? 'this case' : 'these cases'}.`,
      ),
    )
}

const isAsking = (result: unknown): result is { missing: unknown } =>
  typeof result === 'object' && result !== null && 'missing' in result

/** json-rules-engine decides, and the compiled evaluator has to agree: where they don't, the fault is ours. */
async function disagreement(
  point: Sound['point'],
  policy: Sound['policy'],
  documents: readonly Facts[],
): Promise<string[]> {
  try {
    for (const facts of documents) await decide(point, policy, facts)
    return []
  } catch (mistake) {
    if (!(mistake instanceof EvaluatorsDisagree)) throw mistake
    return [`The two evaluators disagree here. That is a fault of Parley's: please report it. ${mistake.message}`]
  }
}

type Difference = { at: string; expected: string; actual: string }

/** Where a result isn't what was expected of it; what wasn't expected is left out. */
function differences(expected: unknown, actual: unknown, at = 'the result'): Difference[] {
  if (
    typeof expected !== 'object' ||
    expected === null ||
    Array.isArray(expected) ||
    typeof actual !== 'object' ||
    actual === null
  ) {
    const [wanted, came] = [JSON.stringify(expected), JSON.stringify(actual) ?? 'nothing']
    return wanted === came ? [] : [{ at, expected: wanted, actual: came }]
  }
  const results = actual as Record<string, unknown>
  return Object.entries(expected).flatMap(([key, value]) =>
    differences(
      value,
      Object.hasOwn(results, key) ? results[key] : undefined,
      at === 'the result' ? key : `${at}, ${key}`,
    ),
  )
}
