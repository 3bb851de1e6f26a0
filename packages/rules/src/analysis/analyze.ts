import { TooManyCells } from '../compile/cells.ts'
import type { CaseFile } from '../decision.ts'
import { vocabularyOf } from '../derived/vocabulary.ts'
import type { Finding } from '../finding.ts'
import type { Point } from '../point.ts'
import type { Policy } from '../policy.ts'
import { findContradictions } from './contradictions.ts'
import { findFailingOpen } from './fails-open.ts'
import { findGaps } from './gaps.ts'
import { findImpossible } from './impossible.ts'
import { findLeaks } from './leaks.ts'
import { findLeftOpen } from './left-open.ts'
import { linesOf } from './lines.ts'
import { findRangeHoles } from './range-holes.ts'
import { findRangeOverlaps } from './range-overlaps.ts'
import { findUnreached } from './reach.ts'
import { Subject, stepsInAll } from './subject.ts'
import { findUntested } from './untested.ts'
import { findUnused } from './unused.ts'

/** What an analysis says of a policy: what it found, and the questions that took too long to answer. */
export type Analysis = { findings: Finding[]; undecided: string[] }

type AnalysisOptions = {
  /** The policy's own cases: rules that none of them tests are reported. */
  cases?: CaseFile
  /** BCP 47, for the values in messages. */
  locale?: string
  /** Looks at conditions that all questions together may take: what is then left is undecided. */
  steps?: number
}

/**
 * What a parsed policy does that its author may not have meant: errors first, each with a pointer, a mend and, where facts can
 * show it, facts that were replayed through the compiled evaluator. Derived facts are taken as if they could have any value: what is
 * called impossible is impossible, but an example may hold a combination that no calendar gives.
 */
export function analyze(point: Point, policy: Policy, options: AnalysisOptions = {}): Analysis {
  const vocabulary = vocabularyOf(point, policy)
  const searched = search(point, policy, options)
  const findings = [
    ...searched.findings,
    ...findLeaks(vocabulary, policy),
    ...findLeftOpen(vocabulary, policy),
    ...findUnused(vocabulary, policy),
    ...(options.cases ? findUntested(point, policy, options.cases) : []),
  ]
  return {
    findings: [
      ...findings.filter(({ severity }) => severity === 'error'),
      ...findings.filter(({ severity }) => severity === 'warning'),
    ],
    undecided: searched.undecided,
  }
}

/** What is found by asking which rules can hold together. */
function search(point: Point, policy: Policy, options: AnalysisOptions): Analysis {
  let subject: Subject | undefined
  try {
    subject = new Subject(point, policy, options.locale ?? 'en-US', options.steps ?? stepsInAll)
    const rules = findImpossible(subject)
    const reached = findUnreached(subject, rules, findContradictions(subject, rules))
    const lines = linesOf(subject, rules)
    findRangeOverlaps(subject, lines)
    findRangeHoles(subject, lines)
    findGaps(subject)
    findFailingOpen(subject, reached)
    return subject
  } catch (mistake) {
    if (!(mistake instanceof TooManyCells)) throw mistake
    const why = 'Facts are compared with each other, and with too many values, to say what the rules do together.'
    return { findings: subject?.findings ?? [], undecided: [...(subject?.undecided ?? []), why] }
  }
}
