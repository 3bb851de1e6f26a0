import { conditionCoverage } from '../../src/coverage/coverage.ts'
import { errorAt } from '../../src/finding.ts'
import type { Answer } from '../answer.ts'
import { coverageFindings, coverageInWords } from '../coverage-in-words.ts'
import { counted, findingAsJson, findingsInWords, reaches } from '../findings-in-words.ts'
import { type Loaded, loadPolicies } from '../load-policy.ts'
import type { Input } from '../options.ts'
import { type PlacedFinding, place } from '../places.ts'
import { type CaseRun, lackingInBase, runAllCases } from '../run-cases.ts'
import { headingOf } from './check.ts'
import { propose } from './propose.ts'

type Tested = {
  loaded: Loaded
  findings: readonly PlacedFinding[]
  runs: readonly CaseRun[]
  text: string[]
  json: object
}

/** Runs the cases of policies by both evaluators. */
export async function test(input: Input): Promise<Answer> {
  const failOn = input.options.oneOf('fail-on', ['error', 'warning'], 'error')
  const loaded = loadPolicies(input, 'For example: npm run policy -- test policies/')
  if (input.options.flag('propose')) return propose(input, loaded)
  const tested: Tested[] = []
  for (const each of loaded) tested.push(await testOne(each, input))
  const runs = tested.flatMap((each) => each.runs)
  const failed = runs.filter(({ pass }) => !pass).length
  const fails = failed > 0 || tested.some(({ findings }) => reaches(findings, failOn))
  return {
    text: tested.flatMap((each) => each.text).join('\n'),
    json: {
      ok: !fails,
      files: tested.map((each) => each.json),
      cases: runs.length,
      passed: runs.length - failed,
      failed,
    },
    code: fails ? 1 : 0,
  }
}

async function testOne(loaded: Loaded, input: Input): Promise<Tested> {
  const { sound, source, casesSource } = loaded
  if (!sound) return withoutRuns(loaded, loaded.findings, input)
  if (!sound.cases || !casesSource) return withoutRuns(loaded, [...loaded.findings, ...place(source, [noCases])], input)
  const cases = sound.cases
  const runs = await runAllCases({ ...sound, cases }, casesSource)
  const coverage = input.options.flag('coverage') ? conditionCoverage(sound.point, sound.policy, cases) : undefined
  const findings = [
    ...loaded.findings,
    ...place(casesSource, lackingInBase({ ...sound, cases }, runs)),
    ...(coverage ? coverageFindings(source, coverage) : []),
  ]
  const { paint } = input
  const failed = runs.filter(({ pass }) => !pass)
  const summary = `${runs.length - failed.length} of ${counted(runs.length, 'case')} come out as they say`
  return {
    loaded,
    findings,
    runs,
    text: [
      ...findingsInWords(findings, paint),
      ...failed.flatMap((run) => failureInWords(run, input)),
      ...(coverage ? coverageInWords(source, coverage) : []),
      `${source.name}: ${failed.length > 0 ? paint.red(summary) : paint.green(summary)}`,
    ],
    json: {
      ...headingOf(loaded),
      findings: findings.map(findingAsJson),
      cases: runs.map(({ words: _words, ...run }) => run),
      ...(coverage ? { coverage } : {}),
    },
  }
}

const noCases = errorAt(
  [],
  'This policy has no cases, so nothing says what should come out.',
  'Write them in the file of cases beside it; "init" shows how one looks.',
)

function withoutRuns(loaded: Loaded, findings: readonly PlacedFinding[], { paint }: Input): Tested {
  const text = [...findingsInWords(findings, paint), `${loaded.source.name}: ${paint.red('no case was run')}`]
  const json = { ...headingOf(loaded), findings: findings.map(findingAsJson), cases: [] }
  return { loaded, findings, runs: [], text, json }
}

function failureInWords({ file, line, column, name, words }: CaseRun, { paint }: Input): string[] {
  return [
    `${paint.bold(`${file}:${line}:${column}`)}: ${paint.red('fails')}: ${name}`,
    `  expected:  ${words.expected}`,
    `  came out:  ${words.actual}`,
    ...words.remarks.map((remark) => `  ${remark}`),
  ]
}
