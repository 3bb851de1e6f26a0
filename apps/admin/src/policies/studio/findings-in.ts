import type { Check, File, Finding } from './check.ts'

export type Marks = { of: string; all: Finding[] }

const none: Record<File, Marks> = { document: { of: '', all: [] }, cases: { of: '', all: [] } }
const cache = new WeakMap<Check, Record<File, Marks>>()

/** The same object for the same check, so that the editor's marks are set once. */
export function findingsIn(check: Check | null, file: File): Marks {
  if (!check) return none[file]
  let found = cache.get(check)
  if (!found) {
    const of = (name: File) => ({ of: check.of[name], all: check.findings.filter((finding) => finding.in === name) })
    found = { document: of('document'), cases: of('cases') }
    cache.set(check, found)
  }
  return found[file]
}
