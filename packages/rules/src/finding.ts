import type { Facts } from './point.ts'

/**
 * What is wrong with a document, where, and how to mend it. Editors show it at the line, the API sends it as a problem's
 * `errors[]`.
 */
export type Finding = {
  /** What the analysis calls it, for example `range-hole`; the checks of a document give none. */
  kind?: string
  /** An error keeps the document from being saved as valid; a warning doesn't. */
  severity: 'error' | 'warning'
  /** RFC 6901 JSON Pointer of the offending value; `''` is the whole document. */
  pointer: string
  message: string
  /** What to write instead, as an instruction. */
  mend?: string
  /** Ids of the rules that it is about; the first one is where the pointer leads, if that is a rule. */
  rules?: readonly string[]
  /** Facts that show it, replayed through the evaluator; derived facts are among them. */
  witness?: Facts
  /** Where in the text, counted from 1, when the text is known. */
  at?: { line: number; column: number }
}

export type Path = readonly PropertyKey[]

/** The JSON Pointer (RFC 6901) of a path of keys and indexes. */
export function pointerOf(path: Path): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

export function errorAt(path: Path, message: string, mend?: string): Finding {
  return { severity: 'error', pointer: pointerOf(path), message, ...(mend === undefined ? {} : { mend }) }
}

export function warningAt(path: Path, message: string, mend?: string): Finding {
  return { ...errorAt(path, message, mend), severity: 'warning' }
}

/** Nobody mends more at once, and a document that was broken on purpose may have millions. */
const enough = 50

/** The findings of all parts, or of the first of them that have enough. */
export function findingsOf<Part>(
  parts: Iterable<Part>,
  check: (part: Part, index: number) => readonly Finding[],
): Finding[] {
  const findings: Finding[] = []
  let index = 0
  for (const part of parts) {
    if (findings.length >= enough) break
    for (const finding of check(part, index++).slice(0, enough)) findings.push(finding)
  }
  return findings
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error')
}
