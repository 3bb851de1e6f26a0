import type { Answer } from '../answer.ts'
import { counted, countInWords, countOf, findingAsJson, findingsInWords, reaches } from '../findings-in-words.ts'
import { type Loaded, loadPolicies } from '../load-policy.ts'
import type { Input } from '../options.ts'

/** Shape and meaning of policies and of the cases beside them; the cases are not run. */
export function check(input: Input): Answer {
  const failOn = input.options.oneOf('fail-on', ['error', 'warning'], 'error')
  const loaded = loadPolicies(input, 'For example: npm run policy -- check policies/')
  const findings = loaded.flatMap((each) => each.findings)
  const fails = reaches(findings, failOn)
  return {
    text: [...findingsInWords(findings, input.paint), ...loaded.map((each) => summaryOf(each, input))].join('\n'),
    json: {
      ok: !fails,
      files: loaded.map((each) => ({ ...headingOf(each), findings: each.findings.map(findingAsJson) })),
      errors: countOf(findings, 'error'),
      warnings: countOf(findings, 'warning'),
    },
    code: fails ? 1 : 0,
  }
}

/** What every command says of a file in JSON. */
export function headingOf({ source, casesSource, sound }: Loaded) {
  const cases = casesSource ? { cases: casesSource.name } : {}
  if (!sound) return { file: source.name, ...cases }
  const { point, version, title } = sound.policy
  return { file: source.name, ...cases, point, version, title }
}

function summaryOf({ source, findings, sound, casesSource }: Loaded, { paint }: Input): string {
  const errors = countOf(findings, 'error')
  const state = countInWords(errors, countOf(findings, 'warning'))
  const rules = sound
    ? ` (${counted(sound.policy.rules.length, 'rule')}${casesOf(sound.cases?.cases.length, casesSource)})`
    : ''
  return `${source.name}: ${errors > 0 ? paint.red(state) : paint.green(state)}${rules}`
}

const casesOf = (count: number | undefined, casesSource: unknown) =>
  count === undefined ? (casesSource ? '' : ', no cases beside it') : `, ${counted(count, 'case')}`
