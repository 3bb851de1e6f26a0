import { analyze } from '../../src/analysis/analyze.ts'
import type { ExpectedFinding } from '../../src/decision.ts'
import { errorAt, type Finding } from '../../src/finding.ts'
import { isThat } from '../account-for-programs.ts'
import type { Answer } from '../answer.ts'
import { factsInWords } from '../facts-in-words.ts'
import { countInWords, countOf, findingAsJson, findingInWords, reaches } from '../findings-in-words.ts'
import { type Loaded, loadPolicies, type Sound } from '../load-policy.ts'
import type { Input } from '../options.ts'
import { type PlacedFinding, place } from '../places.ts'
import { headingOf } from './check.ts'

type Found = { finding: PlacedFinding; expected: ExpectedFinding | undefined }
type Analyzed = { loaded: Loaded; found: readonly Found[]; undecided: readonly string[] }

/** What policies do that their authors may not have meant. What the cases expect to be found doesn't count as a fault. */
export function analyzeFiles(input: Input): Answer {
  const failOn = input.options.oneOf('fail-on', ['error', 'warning'], 'error')
  const analyzed = loadPolicies(input, 'For example: npm run policy -- analyze policies/').map(analyzeOne)
  const counting = analyzed.flatMap(unexpected)
  const fails = reaches(counting, failOn)
  return {
    text: analyzed.flatMap((each) => inWords(each, input)).join('\n'),
    json: {
      ok: !fails,
      files: analyzed.map(({ loaded, found, undecided }) => ({
        ...headingOf(loaded),
        findings: found.map(({ finding, expected }) => ({
          ...findingAsJson(finding),
          expected: expected !== undefined,
          ...idOf(expected),
        })),
        undecided,
      })),
      errors: countOf(counting, 'error'),
      warnings: countOf(counting, 'warning'),
      expected: analyzed.flatMap(({ found }) => found).filter(({ expected }) => expected).length,
    },
    code: fails ? 1 : 0,
  }
}

const idOf = (expected: ExpectedFinding | undefined) => (expected?.id === undefined ? {} : { id: expected.id })
const unexpected = ({ found }: Analyzed) => found.filter(({ expected }) => !expected).map(({ finding }) => finding)

function analyzeOne(loaded: Loaded): Analyzed {
  const faultsBut = (told: readonly Finding[]) =>
    loaded.findings
      .filter(({ kind, pointer }) => kind === undefined || !told.some((each) => isThat(each, kind, pointer)))
      .map((finding) => ({ finding, expected: undefined }))
  const { sound, source, casesSource } = loaded
  if (!sound) return { loaded, found: faultsBut([]), undecided: [] }
  const { findings, undecided } = analyze(sound.point, sound.policy, sound.cases ? { cases: sound.cases } : {})
  const expected = sound.cases?.findings ?? []
  const found = place(source, findings).map((finding) => ({
    finding,
    expected: expected.find(({ kind, pointer }) => isThat(finding, kind, pointer)),
  }))
  const missing = casesSource ? place(casesSource, missingOf(expected, findings)) : []
  return {
    loaded,
    found: [...faultsBut(findings), ...found, ...missing.map((finding) => ({ finding, expected: undefined }))],
    undecided,
  }
}

/** What the cases expect the analysis to report, and it doesn't. */
function missingOf(expected: readonly ExpectedFinding[], findings: readonly Finding[]): Finding[] {
  return expected.flatMap(({ kind, pointer }, index) =>
    findings.some((each) => isThat(each, kind, pointer))
      ? []
      : [
          errorAt(
            ['findings', index],
            `The cases expect the finding ${kind} at ${pointer}, and the analysis reports none there.`,
            'Remove it when the policy is mended, or look at where the pointer leads.',
          ),
        ],
  )
}

function inWords({ loaded, found, undecided }: Analyzed, { paint }: Input): string[] {
  const { source, sound } = loaded
  const expected = found.filter((each) => each.expected)
  const counting = found.filter((each) => !each.expected).map(({ finding }) => finding)
  const state = countInWords(countOf(counting, 'error'), countOf(counting, 'warning'))
  return [
    ...counting.flatMap((finding) => [...findingInWords(finding, paint), ...witnessInWords(finding, sound)]),
    ...expected.map(
      ({ finding, expected: by }) =>
        `${paint.bold(`${finding.file}:${finding.line}:${finding.column}`)}: ${paint.dim(`expected${by?.id ? `, ${by.id}` : ''}`)}: ${finding.message}`,
    ),
    ...undecided.map((question) => `${source.name}: this took too long to tell: ${question}`),
    `${source.name}: ${countOf(counting, 'error') > 0 ? paint.red(state) : paint.green(state)}${expected.length > 0 ? `, ${expected.length} as expected` : ''}`,
  ]
}

function witnessInWords({ witness }: PlacedFinding, sound: Sound | undefined): string[] {
  if (!witness || !sound) return []
  const facts = factsInWords(sound.point, sound.policy, witness)
  return facts.length === 0 ? [] : [`  For example: ${facts.join('; ')}.`]
}
