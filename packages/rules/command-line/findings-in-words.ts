import { lookUpFact } from '../src/names.ts'
import type { Paint } from './paint.ts'
import type { PlacedFinding } from './places.ts'

export type Severity = 'error' | 'warning'

const mostShown = 100

/** "a.policy.json:12:5: error: There is no fact …", and below it the mend: the form that editors and CI can follow. */
export function findingsInWords(findings: readonly PlacedFinding[], paint: Paint): string[] {
  const lines = findings.slice(0, mostShown).flatMap((finding) => findingInWords(finding, paint))
  const more = findings.length - mostShown
  return more > 0 ? [...lines, `… and ${more} more. Mend these first.`] : lines
}

export function findingInWords({ file, line, column, severity, message, mend }: PlacedFinding, paint: Paint): string[] {
  const word = severity === 'error' ? paint.red('error') : paint.yellow('warning')
  const head = `${paint.bold(`${file}:${line}:${column}`)}: ${word}: ${message}`
  return mend === undefined ? [head] : [head, `  ${mendHere(mend)}`]
}

/** No editor offers a list here: the page that has all facts is named instead. */
export const mendHere = (mend: string) => mend.replace(lookUpFact, 'Look it up in docs/decision-points.md.')

/** As it stands in the JSON answer. */
export function findingAsJson({ file, line, column, severity, kind, pointer, message, mend, witness }: PlacedFinding) {
  return {
    severity,
    ...(kind === undefined ? {} : { kind }),
    file,
    line,
    column,
    pointer,
    message,
    ...(mend === undefined ? {} : { mend: mendHere(mend) }),
    ...(witness === undefined ? {} : { witness }),
  }
}

export function countOf(findings: readonly PlacedFinding[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length
}

/** "2 errors and 1 warning", "in order". */
export function countInWords(errors: number, warnings: number): string {
  const parts = [errors > 0 ? counted(errors, 'error') : '', warnings > 0 ? counted(warnings, 'warning') : '']
  return parts.filter(Boolean).join(' and ') || 'in order'
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** Whether something was found that the person wants to fail on. */
export function reaches(findings: readonly { severity: Severity }[], failOn: Severity): boolean {
  return findings.some(({ severity }) => severity === 'error' || failOn === 'warning')
}
