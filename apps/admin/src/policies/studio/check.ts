import type { ConditionCoverage } from '@parley/rules/coverage/coverage'
import type { PolicyChange } from '@parley/rules/diff'
import type { Clause, Explained } from '@parley/rules/explain/plain-language'
import type { Finding as RuleFinding } from '@parley/rules/finding'
import type { FactDefinition } from '@parley/rules/point'

export type File = 'document' | 'cases'
export type Texts = Record<File, string>
export type Finding = Pick<RuleFinding, 'kind' | 'severity' | 'pointer' | 'message' | 'mend' | 'at'> & {
  in: File
  /** Facts that show it, in words. */
  witness?: string[]
  /** The rules that it is about beside the one where it stands, and where they are. */
  others?: { title: string; pointer: string }[]
  /** The examples expect the analysis to report it. */
  expected?: boolean
}
export type Example = {
  name: string
  /** Where it stands among the examples: `/cases/7`, `/together/2`. */
  pointer: string
  pass: boolean
  expected: string
  actual: string
}

/** A policy in words, and which part of it stands where. */
export type InWords = {
  clauses: Clause[]
  /** The rules' ids, in the order of the document. */
  rules: string[]
  derived: Explained[]
  conditions: Explained[]
  calendar: string[]
  /** What the derived facts are, as `derived.<name>`. */
  derivedFacts: Record<string, FactDefinition>
}

/** What two texts say, computed in the browser by the same code that the server uses. Plain data: it comes from a worker. */
export type Check = {
  of: Texts
  findings: Finding[]
  /** Null while there are mistakes in the policy. */
  inWords: InWords | null
  examples: Example[]
  together: Example[]
  /** Rules that no example decides. */
  uncovered: { id: string; title: string; pointer: string }[]
  changes: PolicyChange[]
  /** The version in force, when nothing differs from it. */
  same: number | null
  /** Whether the analysis has looked at these texts; it comes a moment later than the rest. */
  analysed: boolean
  /** Questions that it had to leave open. */
  undecided: string[]
  /** What the examples have seen of each condition. */
  conditions: ConditionCoverage['conditions']
}

/** Every example, those that are settled together after the others. */
export const allExamples = ({ examples, together }: Check): Example[] => [...examples, ...together]

/** The first thing that keeps the texts from being submitted, in words; null when they are ready. */
export function whyNotReady(check: Check): string | null {
  const errors = check.findings.filter(({ severity }) => severity === 'error').length
  const failing = allExamples(check).filter(({ pass }) => !pass).length
  if (errors > 0) return errors === 1 ? 'Mend the one mistake first.' : `Mend the ${errors} mistakes first.`
  if (failing > 0)
    return failing === 1
      ? 'One example doesn’t come out as it says.'
      : `${failing} examples don’t come out as they say.`
  if (!check.analysed) return 'The analysis is looking at it.'
  const [first, ...others] = check.uncovered
  if (first)
    return `Add an example that “${first.title}” decides${others.length > 0 ? `, and for ${others.length} more` : ''}.`
  return check.same === null ? null : `Nothing differs from version ${check.same}, which is in force.`
}
