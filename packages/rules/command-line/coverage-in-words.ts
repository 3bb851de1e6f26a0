import type { ConditionCoverage, LeafCoverage } from '../src/coverage/coverage.ts'
import { type Finding, warningAt } from '../src/finding.ts'
import type { SourceFile } from './files.ts'
import { counted } from './findings-in-words.ts'
import { type PlacedFinding, place } from './places.ts'

/** What the cases haven't seen, each at its place in the policy. */
export function coverageFindings(source: SourceFile, { rules, conditions }: ConditionCoverage): PlacedFinding[] {
  const idle = rules
    .filter(({ decides }) => decides === 0)
    .map(({ title, pointer }) => at(pointer, `No case is decided by “${title}”.`, 'Add a case that this rule decides.'))
  const unseen = conditions
    .filter(({ seenTrue, seenFalse }) => !seenTrue || !seenFalse)
    .map((each) => at(each.pointer, `No case has seen “${each.text}” ${missingOf(each)}.`, 'Let --propose find one.'))
  return place(source, [...idle, ...unseen])
}

/** The figures in one line. */
export function coverageInWords({ name }: SourceFile, { rules, conditions }: ConditionCoverage): string[] {
  const deciding = rules.filter(({ decides }) => decides > 0).length
  const both = conditions.filter(({ seenTrue, seenFalse }) => seenTrue && seenFalse).length
  return [
    `${name}: ${deciding} of ${counted(rules.length, 'rule')} decide a case, ${both} of ${counted(conditions.length, 'condition')} were seen both true and false`,
  ]
}

const missingOf = ({ seenTrue, seenFalse }: LeafCoverage) =>
  seenTrue ? 'come out false' : seenFalse ? 'come out true' : 'come out at all: its facts are unknown in every case'

function at(pointer: string, message: string, mend: string): Finding {
  return { ...warningAt([], message, mend), pointer }
}
