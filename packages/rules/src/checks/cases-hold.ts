import { coverage, runCases, runTogether } from '../cases.ts'
import type { CaseFile, Decision } from '../decision.ts'
import { errorAt, type Finding, warningAt } from '../finding.ts'
import { listed } from '../names.ts'
import type { Point } from '../point.ts'
import type { Policy } from '../policy.ts'

/** A policy's own cases come out as they say (else an error), and decide each of its rules (else a warning). */
export function checkCases(point: Point, policy: Policy, cases: CaseFile): Finding[] {
  const findings: Finding[] = []
  for (const { name, pass, expected, actual } of runCases(point, policy, cases)) {
    if (pass) continue
    const wanted =
      'missing' in expected
        ? `ask for ${listed(expected.missing, 'and')}`
        : `end as "${expected.outcome}" because of ${listed(expected.because, 'and')}`
    findings.push(
      errorAt(
        ['rules'],
        `The case "${name}" should ${wanted}, but ${inWords(actual)}.`,
        'Change the rules, or what the case expects.',
      ),
    )
  }
  for (const { name, pass, expected, actual } of runTogether(point, policy, cases))
    if (!pass)
      findings.push(
        errorAt(
          ['rules'],
          `The case "${name}" should come to ${JSON.stringify(expected)}, but comes to ${JSON.stringify(actual)}.`,
          'Change the rules, or what the case expects.',
        ),
      )
  for (const id of coverage(point, policy, cases).neverDecided) {
    const index = policy.rules.findIndex((rule) => rule.id === id)
    findings.push(warningAt(['rules', index], `No case is decided by "${id}".`, 'Add a case that this rule decides.'))
  }
  return findings
}

function inWords(decision: Decision): string {
  if (decision.status === 'informationNeeded') return `asks for ${listed(decision.missing, 'and')}`
  return `ends as "${decision.outcome.type}" because of ${listed(decision.because, 'and')}`
}
